"""`buat_kunci_cadangan kunci.txt`: makes the pair of keys that backups are locked with."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from metrologi.portal.kunci_cadangan import Gagal, buat


class Command(BaseCommand):
    help = "Buat pasangan kunci age untuk cadangan."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("berkas", type=Path, help="tempat kunci rahasia; belum boleh ada")

    def handle(self, *args: Any, berkas: Path, **options: Any) -> None:
        try:
            recipient = buat(berkas)
        except Gagal as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"BACKUP_RECIPIENT={recipient}")
        self.stderr.write(
            f"Simpan {berkas} di luar server ini, paling sedikit dua salinan. Tanpa berkas itu"
            " cadangan tidak dapat dibuka siapa pun."
        )
