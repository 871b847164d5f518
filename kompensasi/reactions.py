"""What follows from steps of a monitoring item: the customer hears of the delay before the letter comes."""
from __future__ import annotations

from typing import Any

from kompensasi.models import Kompensasi
from metrologi.clock.indonesia import tanggal
from metrologi.notifications.send import send
from metrologi.workflow.reactions import on


@on("kompensasi", "sampaikan_evaluasi")
def beri_tahu_pelanggan(case: Kompensasi, *, by: Any, data: dict[str, Any]) -> None:
    """Row 5; the message leads to the customer's own case."""
    until = f" Layanan diperkirakan selesai pada {tanggal(case.perkiraan_selesai)}." if case.perkiraan_selesai else ""
    words = (f"Layanan untuk perkara {case.perkara} terlambat dari janji kami karena {case.get_penyebab_display().lower()}."
             f"{until} Kami mohon maaf dan sedang menyelesaikannya.")
    for user in case.applicants():
        send(user, judul="Layanan Anda terlambat", isi=words, url=case.origin.get_absolute_url(), case=case.origin)
