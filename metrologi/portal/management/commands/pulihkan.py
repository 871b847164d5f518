"""`pulihkan portal-….zip`: brings a backup back into an empty database and folder, and proves it whole."""
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from metrologi.portal.cadangan import Gagal, pulihkan


class Command(BaseCommand):
    help = "Pulihkan cadangan ke basis data dan folder yang kosong."
    # The database is empty: there is nothing to check yet.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cadangan", type=Path)

    def handle(self, *args: Any, cadangan: Path, **options: Any) -> None:
        try:
            told = pulihkan(cadangan)
        except Gagal as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Pulih: {told['tabel']} tabel, {told['baris']} baris, {told['berkas']} berkas; jejak utuh.")
