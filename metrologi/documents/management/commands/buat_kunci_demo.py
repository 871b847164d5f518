"""Makes a signing key for an account from a throw-away CA; only in the demo."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from metrologi.accounts.models import User
from metrologi.documents.signing.demo import buat_kunci_demo


class Command(BaseCommand):
    help = "Membuat kunci tanda tangan demo untuk satu akun (hanya mode demo)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("passphrase")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username__iexact=options["username"]).first()
        if user is None:
            raise CommandError(f"Tidak ada akun “{options['username']}”.")
        try:
            signing_key = buat_kunci_demo(user, options["passphrase"])
        except PermissionError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Kunci untuk {signing_key.subject} berlaku sampai {signing_key.not_after:%d-%m-%Y}."
        )
