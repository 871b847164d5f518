"""What follows from steps of an order and of its letters: drafts, levy note, readiness, hand-over."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from metrologi.workflow.reactions import on
from metrologi.workflow.run import open_case, react, run
from orders.machine import Status
from orders.models import Order, OrderItem

SIGNED = ("ditandatangani", "terbit", "diserahkan")
GONE = ("diganti", "dicabut")


@on("orders", "siapkan")
def buat_konsep(case: Order, *, by: Any, data: dict) -> None:
    """One SKHP for all that passed (or one each), one statement for each that failed (SOP row 4)."""
    passed = [i for i in case.perlu_surat() if i.hasil == OrderItem.Hasil.SAH]
    failed = [i for i in case.perlu_surat() if i.hasil == OrderItem.Hasil.BATAL]
    groups = [passed] if data.get("gabung", True) else [[i] for i in passed]
    for jenis, group in (*(("skhp", g) for g in groups if g), *(("keterangan_batal", [i]) for i in failed)):
        open_case("skhp", by=by, uml=case.uml, origin=case, jenis=jenis, pemilik=case.pemilik,
                  pengujian=[i.pengujian for i in group], atas_nama=data.get("atas_nama", ""))


@on("orders", "siapkan", "tanpa_surat")
def siapkan_skrd(case: Order, *, by: Any, data: dict) -> None:
    """The unit's fee policy decides: no note, a nihil note, or the tariff (UU 1/2022 ended the levy)."""
    if case.uml.kebijakan_biaya == "off":
        return
    rows = [{"uttp": str(i.uttp), "tahap": i.get_tahap_display(), "jumlah": 0} for i in case.diterima()]
    open_case("skrd", by=by, uml=case.uml, origin=case, pemilik=case.pemilik, rincian=rows, dasar=case.uml.dasar_biaya)


@on("skhp", "tandatangani")
def periksa_kesiapan(case: Any, *, by: Any, data: dict) -> None:
    order = case.origin
    if isinstance(order, Order) and order.status == Status.PENANDATANGANAN and _all_signed(order):
        react(order, "siap", by=by)


def _all_signed(order: Order) -> bool:
    return not order.children("skhp").exclude(status__in=(*SIGNED, *GONE)).exists()


@on("orders", "serahkan")
def serahkan_surat(case: Order, *, by: Any, data: dict) -> None:
    """Whatever of the letters is not yet out goes out now, and all is handed over (SOP row 6)."""
    for code, ready in (("skhp", "ditandatangani"), ("skrd", "konsep")):
        for letter in case.children(code).exclude(status__in=GONE):
            for step in _remaining(letter.status, ready):
                letter = run(letter, step, by=by, seen=letter.status)


def _remaining(status: str, ready: str) -> Iterable[str]:
    if status == ready:
        return ("terbitkan", "serahkan")
    return ("serahkan",) if status == "terbit" else ()
