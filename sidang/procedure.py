"""Everything that runs for a sidang tera ulang: the session, and each who attends it."""

from metrologi.accounts.roles import Role
from metrologi.pengujian import forms as forms_uji
from metrologi.pengujian import papers as papers_uji
from metrologi.pengujian import reactions as reactions_uji
from metrologi.workflow.procedure import Page, Procedure, Surface
from sidang import pages, papers, reactions
from sidang.forms import sidang as forms_sidang
from sidang.machine import MACHINE
from sidang.machine import PESERTA as PESERTA_MACHINE
from sidang.models import PesertaSidang, Sidang

SIDANG = Procedure(
    machine=MACHINE,
    model=Sidang,
    forms=(forms_sidang,),
    papers=(papers,),
    reactions=(reactions,),
    detail=Page("sidang/detail.html", pages.detail),
    listing=Page("sidang/list.html", pages.listing),
    surfaces=(
        Surface(
            "Sidang hari ini",
            "workflow:sidang-hari-ini",
            "shop",
            (Role.ADMINISTRASI, Role.PENERA),
        ),
        Surface("Rencana sidang", "workflow:sidang-semester", "calendar3", (Role.ADMINISTRASI,)),
    ),
    urls="sidang.urls",
    konsep="workflow:sidang-spt",
    templates=(
        "sidang/antrean.html",
        "sidang/hari_ini.html",
        "sidang/jadwal.html",
        "sidang/papers/jadwal.html",
        "sidang/register.html",
        "sidang/semester.html",
    ),
    related=("kecamatan", "desa", "uml"),
)
PESERTA = Procedure(
    machine=PESERTA_MACHINE,
    model=PesertaSidang,
    forms=(forms_uji,),
    papers=(papers_uji,),
    reactions=(reactions, reactions_uji),
    detail=Page("peserta_sidang/detail.html", pages.peserta),
    listing=Page("peserta_sidang/list.html", pages.listing),
    templates=("peserta_sidang/struk.html", "peserta_sidang/tambah_uttp.html"),
    related=("pemilik", "uml", "sidang"),
    followed=True,
)
