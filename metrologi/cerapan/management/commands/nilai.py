"""Judges cases of the JSON contract: `bin/manage nilai < cases.json > results.json`.

Needs no database.
"""

import json
import sys
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from metrologi.cerapan.kontrak import nilai_semua

# Beyond this many digits no reading is meant, and Python refuses to write the integer out again.
LONGEST = 40


def judge_text(data: bytes) -> list[dict[str, Any]]:
    """The answers to a JSON document; an unreadable one has a single answer that says so."""
    try:
        payload = json.loads(
            data.decode("utf-8-sig"), parse_float=Decimal, parse_int=_whole, parse_constant=str
        )
    except (ValueError, RecursionError) as error:
        return [
            {
                "id": None,
                "result": {"verdict": "TIDAK_VALID", "reason": f"JSON tidak terbaca: {error}"},
            }
        ]
    return nilai_semua(payload)


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= LONGEST else text


def _written(value: Any) -> Any:
    """What JSON has no word for: a decimal number given as an id."""
    return float(value) if isinstance(value, Decimal) else str(value)


class Command(BaseCommand):
    help = "Menilai kasus cerapan (JSON) dan mencetak putusannya (JSON)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "berkas", nargs="?", help="berkas JSON; tanpa ini dibaca dari masukan standar"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["berkas"]
        data = Path(path).read_bytes() if path else sys.stdin.buffer.read()
        # ASCII alone: neither the terminal's locale nor a broken character of an id spoils them.
        self.stdout.write(json.dumps(judge_text(data), indent=1, default=_written))
