"""`cadangkan [folder]`: the database and all files in one ZIP that `pulihkan` brings back."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from metrologi.portal.cadangan import Gagal, cadangkan


class Command(BaseCommand):
    help = "Cadangkan basis data dan berkas ke satu ZIP, terkunci bila BACKUP_RECIPIENT diisi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.DATA_DIR / "cadangan")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            target = cadangkan(folder)
        except Gagal as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Cadangan tertulis: {target} ({target.stat().st_size // 1024} kB)")
