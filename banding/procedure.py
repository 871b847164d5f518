"""Everything that runs for an appeal."""

from banding import forms, pages, reactions
from banding.machine import MACHINE
from banding.models import Banding
from banding.papers import dinas, keputusan, rapat
from metrologi.workflow.procedure import Page, Procedure, Surface

PROCEDURE = Procedure(
    machine=MACHINE,
    model=Banding,
    forms=(forms,),
    papers=(dinas, keputusan, rapat),
    reactions=(reactions,),
    detail=Page("banding/detail.html", pages.detail),
    onward=pages.lanjutan,
    surfaces=(
        Surface(
            "Akibat putusan banding",
            "workflow:banding-akibat",
            "list-check",
            pages.PELAKSANA_AKIBAT,
        ),
    ),
    urls="banding.urls",
    prefetch=("anggota",),
    templates=(
        "banding/akibat.html",
        "banding/buka_lampiran.html",
        "banding/keterkaitan.html",
        "banding/tiket.html",
        "banding/tiket_baru.html",
    ),
)
