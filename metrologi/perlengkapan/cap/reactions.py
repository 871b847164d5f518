"""What follows from a loan: the penera is told that stamps wait for their confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.notifications.send import send
from metrologi.workflow.declare import StepData
from metrologi.workflow.reactions import on

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.perlengkapan.cap.models import PinjamCtt


@on("pinjam_ctt", "serahkan")
def kabari_penera(case: PinjamCtt, *, by: User | None, data: StepData) -> None:
    send(
        case.penera,
        judul="Cap tanda tera diserahkan kepada Anda",
        url=case.get_absolute_url(),
        isi=f"{case.ctt}, {case.jumlah} buah, dari {case.created_by}. "
        "Konfirmasi penerimaannya pada Perlengkapan.",
        case=case,
    )
