"""Everything that runs for the letter of a recall."""

from metrologi.perlengkapan.penarikan import pages, papers
from metrologi.perlengkapan.penarikan.machine import MACHINE
from metrologi.perlengkapan.penarikan.models import Usulan
from metrologi.perlengkapan.tunggu import tunggu
from metrologi.workflow.procedure import Page, Procedure

PENARIKAN = Procedure(
    waiting=tunggu,
    machine=MACHINE,
    model=Usulan,
    papers=(papers,),
    detail=Page("perlengkapan/penarikan/usulan.html", pages.usulan),
    konsep="perlengkapan:usulan_pratinjau",
    related=("uml", "pemilik", "penarikan__standar"),
)
