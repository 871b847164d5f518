"""What follows from steps of a monitoring item.

The customer hears of the delay before the letter comes.
"""

from __future__ import annotations

from kompensasi.models import Kompensasi
from metrologi.accounts.models import User
from metrologi.clock.indonesia import tanggal
from metrologi.notifications.send import send
from metrologi.workflow.declare import StepData
from metrologi.workflow.reactions import on
from metrologi.workflow.run import react


@on("kompensasi", "pantau")
def gabung_selayanan(case: Kompensasi, *, by: User | None, data: StepData) -> None:
    """A further delay of a service whose compensation is on its way joins it.

    So the Kepala signs one letter for one service of a customer.
    """
    leading = case.pemantauan_layanan()
    if leading:
        react(case, "gabung_sendiri", by=by, ke=leading.nomor)


@on("kompensasi", "sampaikan_evaluasi")
def beri_tahu_pelanggan(case: Kompensasi, *, by: User | None, data: StepData) -> None:
    """Row 5; the message leads to the customer's own case."""
    judul, words = _kabar(case)
    watched = case.origin
    assert watched is not None  # every item watches a case
    for user in case.applicants():
        send(user, judul=judul, isi=words, url=watched.get_absolute_url(), case=watched)


def _kabar(case: Kompensasi) -> tuple[str, str]:
    """Title and words of the message: of a decision, of a delay, or of one that is foreseen."""
    if case.atas_putusan:
        told = (
            f"Layanan untuk perkara {case.perkara} tidak sesuai dengan yang kami janjikan. "
            "Kami mohon maaf dan menyiapkan kompensasinya."
        )
        return "Permintaan maaf atas layanan Anda", told
    late = "terlambat" if case.nyata else "diperkirakan terlambat"
    until = (
        f" Layanan diperkirakan selesai pada {tanggal(case.perkiraan_selesai)}."
        if case.perkiraan_selesai
        else ""
    )
    told = (
        f"Layanan untuk perkara {case.perkara} {late} dari janji kami karena "
        f"{case.get_penyebab_display().lower()}."
        f"{until} Kami mohon maaf dan sedang menyelesaikannya."
    )
    return f"Layanan Anda {late}", told
