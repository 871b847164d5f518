"""`manage.py muat_kalender`: office hours, Ramadan and holidays of four years, or of given ones."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from metrologi.clock.models import peringatan_cuti_bersama
from metrologi.clock.muat import muat_kalender
from metrologi.clock.now import today


class Command(BaseCommand):
    help = (
        "Memuat jam kerja, Ramadan, dan hari libur (dapat diulang; yang sudah diubah tidak"
        " ditimpa)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "tahun", nargs="*", type=int, help="baku: dua tahun lalu sampai tahun depan"
        )

    def handle(self, *args: Any, tahun: list[int], **options: Any) -> None:
        this = today().year
        counts = muat_kalender(tahun or range(this - 2, this + 2))
        self.stdout.write(", ".join(f"{name} {n} baru" for name, n in counts.items()))
        if warning := peringatan_cuti_bersama(today()):
            self.stderr.write(warning)
