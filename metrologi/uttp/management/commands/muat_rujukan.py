"""`manage.py muat_rujukan`: regions, kinds, periods, neighbours and the scope of one unit."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from metrologi.accounts.models import Uml
from metrologi.uttp.muat import muat_rujukan


class Command(BaseCommand):
    help = "Memuat data rujukan UTTP (dapat diulang); --uml memuat juga ruang lingkup contohnya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--uml", default="", help="kode UML yang diberi ruang lingkup contoh")

    def handle(self, *args: Any, uml: str = "", **options: Any) -> None:
        unit = Uml.objects.filter(kode=uml).first() if uml else None
        if uml and unit is None:
            raise CommandError(f"UML “{uml}” tidak ada.")
        counts = muat_rujukan(unit)
        self.stdout.write(", ".join(f"{name} {n}" for name, n in counts.items()))
