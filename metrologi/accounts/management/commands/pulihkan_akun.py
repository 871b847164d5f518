"""`manage.py pulihkan_akun`: the last door, for the person who runs the server."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from metrologi.accounts import pemulihan_akun
from metrologi.accounts.models import User
from metrologi.accounts.pendaftaran import TidakBisa


class Command(BaseCommand):
    help = (
        "Menghapus verifikasi dua langkah sebuah akun dan mengirim tautan sandi, bila tidak ada "
        "dua orang kantor yang dapat melakukannya. Tercatat dan diberitahukan lewat surel."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="nama pengguna")
        parser.add_argument("--surel", default="", help="surel baru, bila yang lama hilang")

    def handle(self, *args: Any, username: str, surel: str, **options: Any) -> None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"Tidak ada akun aktif bernama {username}.")
        try:
            pemulihan_akun.pulihkan(user, surel.lower(), "Lewat perintah di server")
        except TidakBisa as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user.nama} masuk lagi lewat tautan yang dikirim ke {user.email}.")
