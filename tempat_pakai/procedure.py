"""Everything that runs for tera at the place of use: the application, and the trip."""

from metrologi.accounts.roles import Role
from metrologi.pengujian import forms as forms_uji
from metrologi.pengujian import papers as papers_uji
from metrologi.pengujian import reactions as reactions_uji
from metrologi.workflow.procedure import Page, Procedure, Surface
from tempat_pakai import pages, papers, reactions
from tempat_pakai.forms import berita_acara, perjalanan, permohonan
from tempat_pakai.machine import MACHINE
from tempat_pakai.models import Perjalanan, PermohonanTempatPakai
from tempat_pakai.perjalanan import PERJALANAN as PERJALANAN_MACHINE

PERMOHONAN = Procedure(
    machine=MACHINE,
    model=PermohonanTempatPakai,
    forms=(permohonan, berita_acara, forms_uji),
    papers=(papers, papers_uji),
    reactions=(reactions, reactions_uji),
    detail=Page("tempat_pakai/detail.html", pages.permohonan),
    listing=Page("tempat_pakai/list.html", pages.daftar_permohonan),
    surfaces=(
        Surface(
            "Kalender kunjungan",
            "workflow:tempat_pakai-kalender",
            "calendar3",
            (Role.ADMINISTRASI, Role.PENERA, Role.KEPALA),
        ),
        Surface(
            "Cuti dan dinas luar",
            "pengujian:absen",
            "person",
            (Role.ADMINISTRASI, Role.KEPALA),
        ),
    ),
    urls="tempat_pakai.urls",
    templates=(
        "tempat_pakai/armada.html",
        "tempat_pakai/foto.html",
        "tempat_pakai/hari.html",
        "tempat_pakai/kalender.html",
        "tempat_pakai/papers/jadwal.html",
    ),
    related=("pemilik", "uml", "perjalanan__kendaraan", "perjalanan__uml"),
)
PERJALANAN = Procedure(
    machine=PERJALANAN_MACHINE,
    model=Perjalanan,
    forms=(perjalanan,),
    papers=(papers,),
    reactions=(reactions,),
    detail=Page("perjalanan/detail.html", pages.perjalanan),
    listing=Page("perjalanan/list.html", pages.daftar_perjalanan),
    konsep="workflow:tempat_pakai-pratinjau",
    related=(),
    prefetch=("permohonan__pemilik",),
)
