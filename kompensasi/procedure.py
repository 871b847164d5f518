"""Everything that runs for the watch over promises and its compensation."""

from kompensasi import forms, pages, papers, reactions
from kompensasi.machine import MACHINE
from kompensasi.models import Kompensasi
from metrologi.workflow.procedure import Page, Procedure, Surface

PROCEDURE = Procedure(
    machine=MACHINE,
    model=Kompensasi,
    forms=(forms,),
    papers=(papers,),
    reactions=(reactions,),
    detail=Page("kompensasi/detail.html", pages.detail),
    listing=Page("kompensasi/list.html", pages.listing),
    surfaces=(Surface("Papan SPM", "workflow:kompensasi-papan", "speedometer2", pages.PAPAN),),
    urls="kompensasi.urls",
    konsep="workflow:kompensasi-pratinjau",
    templates=("kompensasi/aturan.html", "kompensasi/aturan_ubah.html", "kompensasi/papan.html"),
    related=("pemilik", "uml"),
)
