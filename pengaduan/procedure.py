"""Everything that runs for complaints, and for the evaluation of a period."""

from metrologi.accounts.roles import Role
from metrologi.workflow.procedure import Page, Procedure, Surface
from pengaduan import forms, pages, papers, perbaikan, reactions
from pengaduan.machine import EVALUASI as EVALUASI_MACHINE
from pengaduan.machine import MACHINE
from pengaduan.models import Evaluasi, Pengaduan

PENGADUAN = Procedure(
    machine=MACHINE,
    model=Pengaduan,
    forms=(forms,),
    papers=(papers,),
    reactions=(reactions,),
    detail=Page("pengaduan/detail.html", pages.detail),
    listing=Page("pengaduan/list.html", pages.listing),
    onward=pages.lanjutan,
    waiting=pages.tunggu,
    surfaces=(
        Surface(
            "Catat pengaduan",
            "workflow:pengaduan-baru",
            "chat-left-text",
            (Role.PETUGAS_PENGADUAN,),
        ),
    ),
    urls="pengaduan.urls",
    templates=(
        "pengaduan/baru.html",
        "pengaduan/betulkan.html",
        "pengaduan/identitas.html",
        "pengaduan/kode_baru.html",
        "pengaduan/statistik.html",
        "pengaduan/surel.html",
        "pengaduan/surel_satu.html",
        "pengaduan/tercatat.html",
        "pengaduan/tiket.html",
        "pengaduan/tiket_kode.html",
        "pengaduan/tiket_langkah.html",
        "pengaduan/tiket_masuk.html",
    ),
    related=("penangan", "uml"),
)
EVALUASI = Procedure(
    machine=EVALUASI_MACHINE,
    model=Evaluasi,
    forms=(forms, perbaikan),
    papers=(papers,),
    reactions=(perbaikan,),
    waiting=perbaikan.tunggu,
    detail=Page("evaluasi_pengaduan/detail.html", pages.evaluasi),
    related=(),
)
