"""Judges cases from a file or standard input: `bin/manage nilai < cases.json > results.json`. Needs no database."""
import json
import sys
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from metrologi.cerapan.rules.nilai import nilai_semua


def judge_text(data: bytes) -> list[dict[str, Any]]:
    """The answers to a JSON document; an unreadable one has a single answer that says so."""
    try:
        payload = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_int=Decimal, parse_constant=str)
    except (ValueError, RecursionError) as error:
        return [{"id": None, "result": {"verdict": "TIDAK_VALID", "reason": f"JSON tidak terbaca: {error}"}}]
    return nilai_semua(payload)


class Command(BaseCommand):
    help = "Menilai kasus cerapan (JSON) dan mencetak putusannya (JSON)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("berkas", nargs="?", help="berkas JSON; tanpa ini dibaca dari masukan standar")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["berkas"]
        data = Path(path).read_bytes() if path else sys.stdin.buffer.read()
        answers = json.dumps(judge_text(data), ensure_ascii=False, indent=1, default=str)
        self.stdout.write(answers)
