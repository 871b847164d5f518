"""Makes a signing key for an account from a throw-away CA; only in the demo."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from metrologi.accounts.models import User
from metrologi.clock.now import now
from metrologi.documents.models import KunciTandaTangan
from metrologi.documents.signing.demo_ca import DemoCA

YEARS_BACK = 4


def buat(user: User, passphrase: str) -> KunciTandaTangan:
    """Give this person a demo key valid from four years ago, so that a made-up history can be signed."""
    if not settings.DEMO and not settings.SECRET_KEY.startswith("test-"):
        raise CommandError("Kunci demo hanya dibuat dalam mode demo.")
    since = now() - timedelta(days=365 * YEARS_BACK)
    return KunciTandaTangan.pasang(user, DemoCA(since).p12(user.nama, passphrase, years=YEARS_BACK + 5), passphrase)


class Command(BaseCommand):
    help = "Membuat kunci tanda tangan demo untuk satu akun (hanya mode demo)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("passphrase")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username__iexact=options["username"]).first()
        if user is None:
            raise CommandError(f"Tidak ada akun “{options['username']}”.")
        kunci = buat(user, options["passphrase"])
        self.stdout.write(f"Kunci untuk {kunci.subject} berlaku sampai {kunci.not_after:%d-%m-%Y}.")
