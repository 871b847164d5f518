"""Runs the worker of background jobs; exits with an error if the worker ended by itself."""

from __future__ import annotations

import signal
import subprocess
import sys
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from metrologi.basis.pelayan import tolak_peran_berlebih

STOPPING = (signal.SIGTERM, signal.SIGINT)


class Command(BaseCommand):
    help = "Menjalankan pekerja latar; berakhir dengan kode bukan nol bila berhenti sendiri."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", default="1", help="pekerjaan bersamaan (1)")

    def handle(self, *args: Any, concurrency: str, **options: Any) -> None:
        """Run the worker.

        A worker that loses its database ends without an error, and its supervisor would not start
        it again. So this command then exits with an error.
        """
        tolak_peran_berlebih()
        signals: list[int] = []
        child = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "django",
                "procrastinate",
                "worker",
                "--concurrency",
                concurrency,
            ]
        )

        def pass_on(number: int, frame: FrameType | None) -> None:
            signals.append(number)
            child.send_signal(number)

        for number in STOPPING:
            signal.signal(number, pass_on)
        code = child.wait()
        if not signals:
            self.stderr.write(f"Pekerja berhenti sendiri (kode {code}).")
            sys.exit(code or 1)
