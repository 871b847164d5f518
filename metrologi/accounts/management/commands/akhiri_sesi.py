"""`manage.py akhiri_sesi`: sign everybody out, or one account, from the server."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from metrologi.accounts import sesi
from metrologi.accounts.models import Sesi, User


class Command(BaseCommand):
    help = (
        "Mengakhiri semua sesi satu akun, atau dengan --semua sesi semua orang, misalnya bila "
        "kunci rahasia portal mungkin diketahui orang lain."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", nargs="?", default="", help="nama pengguna")
        parser.add_argument("--semua", action="store_true", help="sesi semua orang")

    def handle(self, *args: Any, username: str, semua: bool, **options: Any) -> None:
        if bool(username) == semua:
            raise CommandError("Sebut satu nama pengguna, atau --semua.")
        self.stdout.write(f"{_semua() if semua else _satu(username)} sesi diakhiri.")


def _satu(username: str) -> int:
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise CommandError(f"Tidak ada akun bernama {username}.")
    return sesi.akhiri_semua(user, None)


def _semua() -> int:
    """Also those in which nobody has signed in; a letter to everybody would tell nobody more."""
    return Sesi.objects.all().delete()[0]
