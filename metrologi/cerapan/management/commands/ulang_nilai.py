"""Replays every stored test under its own edition of the rules: `bin/manage ulang_nilai` exits 1
when any differs.

With `--dengan` it asks another edition instead, where differences are news and no failure.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand

from metrologi.cerapan.models import Pengujian
from metrologi.cerapan.ulang import beda, beda_dengan

SEKALI = 200


def replay(
    tests: Any, differs: Callable[[Pengujian], list[str]]
) -> Iterator[tuple[Pengujian, list[str]]]:
    """Every test with what differs, a few hundred rows in memory at a time."""
    related = tests.select_related("uttp__jenis", "uml", "penera").order_by("pk")
    for test in related.iterator(chunk_size=SEKALI):
        yield test, differs(test)


class Command(BaseCommand):
    help = (
        "Menilai ulang setiap pengujian tersimpan menurut versi aturannya sendiri, lalu "
        "melaporkan perbedaan."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json",
            action="store_true",
            help="satu objek JSON tiap baris; yang terakhir ringkasannya",
        )
        parser.add_argument(
            "--sejak", type=int, default=0, metavar="ID", help="mulai dari pengujian ini"
        )
        parser.add_argument(
            "--dengan", default="", metavar="VERSI", help="bandingkan dengan versi aturan ini"
        )
        parser.add_argument(
            "--simpan", action="store_true", help="simpan putusan versi itu sebagai baris baru"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        total = differing = 0
        tell = self._json if options["json"] else self._text
        other = options["dengan"]
        differs = partial(beda_dengan, versi=other, simpan=options["simpan"]) if other else beda
        for test, found in replay(Pengujian.objects.filter(pk__gte=options["sejak"]), differs):
            total += 1
            if found:
                differing += 1
                tell(test, found)
        summary = {"dinilai": total, "berbeda": differing}
        self.stdout.write(
            json.dumps(summary)
            if options["json"]
            else f"{total} pengujian dinilai ulang, {differing} berbeda."
        )
        if differing and not other:
            sys.exit(1)

    def _json(self, test: Pengujian, found: list[str]) -> None:
        self.stdout.write(
            json.dumps(
                {"pengujian": test.pk, "versi_aturan": test.versi_aturan, "beda": found},
                ensure_ascii=False,
            )
        )

    def _text(self, test: Pengujian, found: list[str]) -> None:
        lines = "".join(f"\n  {line}" for line in found)
        self.stdout.write(
            f"Pengujian {test.pk} ({test.lembar}, aturan {test.versi_aturan}):{lines}"
        )
