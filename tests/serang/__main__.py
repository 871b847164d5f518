"""The command behind `bin/serang`: opens a portal of its own, attacks it, and writes what held."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from metrologi.embedded.postgres import Server

# Nonsense comes last, for it may sign people out, end their roles or change the office.
BAGIAN = ("kembar", "bunuh", "rusak")


@dataclass(frozen=True)
class Ukuran:
    """How much is sent: requests, pages looked at by each role, rounds of each step, kills.

    An attack that reaches its last minute sends nothing more and counts what it sent.
    """

    permintaan: int
    halaman: int
    putaran: int
    bunuh: int
    menit: float


PENUH = Ukuran(permintaan=10_000, halaman=120, putaran=50, bunuh=100, menit=inf)
KECIL = Ukuran(permintaan=400, halaman=25, putaran=1, bunuh=9, menit=inf)


def main() -> int:
    asked = _parser().parse_args()
    # Whoever ends us ends the processes under attack too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    told = {name: getattr(asked, name) for name in ("permintaan", "putaran", "bunuh", "menit")}
    told = {name: count for name, count in told.items() if count is not None}
    size = replace(KECIL if asked.kecil else PENUH, **told)
    with tempfile.TemporaryDirectory(prefix="portal-serang-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)  # the server's account has to pass through
        server = Server(folder)
        with server.in_use() as url:
            os.environ |= {
                "DATABASE_URL": url,
                "PORTAL_DATA": name,
                "KOTAK_FOLDER": str(folder / "kursi"),
            }
            os.environ.pop("DATABASE_OWNER_URL", None)
            return _campaign(asked, size, server, folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/serang", description=__doc__)
    parser.add_argument("--kecil", action="store_true", help="ukuran pendek, beberapa menit")
    parser.add_argument("--benih", type=int, default=None, help="benih acak; sama berarti sama")
    parser.add_argument("--permintaan", type=int, help="banyak permintaan rusak")
    parser.add_argument("--putaran", type=int, help="putaran tiap langkah")
    parser.add_argument("--bunuh", type=int, help="banyak kill -9")
    parser.add_argument("--menit", type=float, help="tiap serangan berhenti setelah sekian menit")
    parser.add_argument("--hanya", choices=BAGIAN, help="hanya satu serangan")
    parser.add_argument("--tanpa-laporan", action="store_true", help="docs/serang.md tidak ditulis")
    return parser


def _campaign(asked: argparse.Namespace, size: Ukuran, server: Server, folder: Path) -> int:
    import django

    django.setup()
    logging.disable(logging.WARNING)
    from tests.serang import kerja

    seed = int(time.time()) if asked.benih is None else asked.benih
    print(f"Benih: {seed}", flush=True)
    there = SimpleNamespace(server=server, folder=folder, ukuran=size, benih=seed)
    rows, detail, wrong = kerja.jalankan(there, [asked.hanya] if asked.hanya else list(BAGIAN))
    from tests.serang import laporan

    when = datetime.now(ZoneInfo("Asia/Jakarta")).strftime("%d %B %Y %H:%M WIB")
    part = laporan.bagian(asked.hanya or laporan.SEMUA, when, seed, rows, detail)
    print(part)
    if not asked.tanpa_laporan:
        laporan.PAGE.write_text(laporan.halaman(laporan.PAGE.read_text(), part))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
