"""Everything that runs for the letters of a test, SKHP and SKRD."""

from metrologi.accounts.roles import Role
from metrologi.workflow.procedure import Page, Procedure, Surface
from skhp import forms, pages, papers, reactions
from skhp.machine import MACHINE
from skhp.machine import SKRD as SKRD_MACHINE
from skhp.models import Skhp, Skrd

SKHP = Procedure(
    machine=MACHINE,
    model=Skhp,
    forms=(forms,),
    papers=(papers,),
    reactions=(reactions,),
    detail=Page("skhp/detail.html", pages.detail),
    onward=pages.lanjutan,
    surfaces=(Surface("Antrean tanda tangan", "workflow:skhp-antrean", "pen", (Role.KEPALA,)),),
    urls="skhp.urls",
    konsep="workflow:skhp-pratinjau",
    templates=("skhp/antrean.html", "skhp/ganti.html", "skhp/tetapkan.html"),
    related=("pemilik", "uml"),
)
SKRD = Procedure(
    machine=SKRD_MACHINE,
    model=Skrd,
    papers=(papers,),
    reactions=(reactions,),
    detail=Page("skrd/detail.html"),
    related=("pemilik", "uml"),
)
