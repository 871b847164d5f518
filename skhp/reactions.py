"""What follows in this app from steps: orders ready for letters, replacements, revocations."""
from __future__ import annotations

from typing import Any

from metrologi.documents.issuing import of, revoke
from metrologi.workflow.reactions import on
from metrologi.workflow.run import react
from skhp.models import Skhp


@on("skhp", "tandatangani")
def gantikan_yang_lama(case: Skhp, *, by: Any, data: dict) -> None:
    if case.menggantikan:
        react(case.menggantikan, "digantikan", by=by)


@on("skhp", "cabut")
@on("skrd", "cabut")
def cabut_naskah(case: Any, *, by: Any, data: dict) -> None:
    """The revoked case takes its papers with it, so that a scanned QR says so at once."""
    for dokumen in of(case):
        if dokumen.state == "terbit":
            revoke(dokumen, by=by, alasan=data["note"])
