"""Everything that runs for the loan of a stamp and for the yearly return."""

from metrologi.perlengkapan.cap import pages, papers, reactions
from metrologi.perlengkapan.cap.machine import PENGEMBALIAN, PINJAM
from metrologi.perlengkapan.cap.models import PengembalianCtt, PinjamCtt
from metrologi.workflow.procedure import Page, Procedure

PINJAMAN = Procedure(
    machine=PINJAM,
    model=PinjamCtt,
    papers=(papers,),
    reactions=(reactions,),
    detail=Page("perlengkapan/cap/pinjaman.html", pages.pinjaman),
    related=("uml", "ctt", "penera"),
)
TAHUNAN = Procedure(
    machine=PENGEMBALIAN,
    model=PengembalianCtt,
    papers=(papers,),
    detail=Page("perlengkapan/cap/tahunan.html"),
    prefetch=("ctt",),
)
