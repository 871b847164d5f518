"""`pulihkan portal-….zip`: restores a backup into an empty database and folder, and checks it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from metrologi.portal.cadangan import Gagal, pulihkan

KUNCI_LAIN = (
    "SECRET_KEY berbeda dari saat cadangan dibuat: kode akses pengaduan dan tautan yang sudah"
    " dibagikan tidak berlaku. Pasang kembali SECRET_KEY yang lama bila masih ada."
)


class Command(BaseCommand):
    help = "Pulihkan cadangan ke basis data dan folder yang kosong."
    # The database is empty: there is nothing to check yet.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cadangan", type=Path)
        parser.add_argument("--kunci", type=Path, help="berkas kunci age untuk cadangan .age")

    def handle(self, *args: Any, cadangan: Path, kunci: Path | None, **options: Any) -> None:
        try:
            outcome = pulihkan(cadangan, kunci)
        except Gagal as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Pulih: {outcome.tabel} tabel, {outcome.baris} baris, {outcome.berkas} berkas; "
            "jejak utuh."
        )
        if outcome.kunci_lain:
            self.stderr.write(KUNCI_LAIN)
