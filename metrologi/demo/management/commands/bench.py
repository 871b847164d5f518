"""Measures the ratios that the marks name; prints a table and writes var/bench.json."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from io import BytesIO
from statistics import median
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.template.loader import render_to_string

from metrologi.cerapan.kontrak import nilai
from metrologi.demo.hari_sidang import hari_sidang
from metrologi.documents import issuing, render
from metrologi.documents.models import Dokumen
from metrologi.workflow import registry

if TYPE_CHECKING:
    from metrologi.accounts.models import User

ROUNDS, POINTS = 12, 5000
PASSPHRASE = "demo-passphrase"
POINT = {
    "class": "III",
    "unit": "g",
    "max": "30000",
    "e": "10",
    "d": "10",
    "stage": "tera",
    "method": "changeover",
    "load": "5000",
    "indication": "5010",
    "delta_l": "7",
    "e0": "0",
}


class Command(BaseCommand):
    help = (
        "Ukur kecepatan: satu SKHP terhadap WeasyPrint dan pyHanko telanjang; titik NAWI per detik;"
        " satu hari sidang."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if not Dokumen.objects.exists():
            call_command("muat_demo")
        rows = [one_certificate(), nawi_points(), hari_sidang()]
        for row in rows:
            self.stdout.write("  ".join(f"{k}={v}" for k, v in row.items()))
        target = settings.ROOT / "var" / "bench.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(rows, indent=1))
        self.stdout.write(f"Tertulis di {target}")


def one_certificate() -> dict[str, Any]:
    """Render, sign and store one SKHP, against bare WeasyPrint and pyHanko on the same HTML.

    Mark: a ratio of at most 1.25.
    """
    paper = Dokumen.objects.filter(code="skhp").order_by("ukuran").first()
    if paper is None:
        raise CommandError("Kantor contoh tidak punya SKHP.")
    letter = registry.get("skhp").model.objects.get(pk=paper.case_id)
    bare = bare_route(paper)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: issue_once(letter, paper.penandatangan)))
        theirs.append(seconds(bare))
    ratio = median(ours[2:]) / median(theirs[2:])
    return {
        "bench": "skhp",
        "kita_ms": round(median(ours[2:]) * 1000),
        "telanjang_ms": round(median(theirs[2:]) * 1000),
        "rasio": round(ratio, 2),
        "tanda": "<= 1.25",
        "lulus": ratio <= 1.25,
    }


def issue_once(letter: Any, by: User | None) -> None:
    """The whole of `issue`, taken back at once so that no number is used."""
    with transaction.atomic():
        issuing.issue("skhp", letter, by=by, secret=PASSPHRASE)
        transaction.set_rollback(True)


def bare_route(paper: Dokumen) -> Callable[[], None]:
    """WeasyPrint and pyHanko as their documentation shows, on the HTML and style of this paper."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from weasyprint import CSS, HTML

    html = render_to_string("skhp/papers/skhp.html", render.context(paper.payload, konsep=False))
    papers = settings.ROOT / "static" / "papers"
    key = paper.penandatangan.kunci_tanda_tangan.get(aktif=True)
    signer = signers.SimpleSigner.load_pkcs12_data(
        bytes(key.p12), other_certs=[], passphrase=PASSPHRASE.encode()
    )

    def route() -> None:
        pdf = HTML(string=html, base_url=f"{papers}/").write_pdf(
            stylesheets=[CSS(filename=str(papers / "paper.css"))], pdf_variant="pdf/a-3a"
        )
        meta = signers.PdfSignatureMetadata(field_name="Sig1", md_algorithm="sha256")
        signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer=signer)

    return route


def nawi_points() -> dict[str, Any]:
    """Points of the weighing test judged per second on one core. Mark: 5,000."""
    took = seconds(
        lambda: [
            nilai({"id": str(n), "type": "nawi_kebenaran", "inputs": POINT}) for n in range(POINTS)
        ]
    )
    rate = round(POINTS / took)
    return {"bench": "nawi", "titik_per_detik": rate, "tanda": ">= 5000", "lulus": rate >= 5000}


def seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
