"""What follows from steps of a case of tera and of its letters: drafts, levy note, readiness, hand-over."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from metrologi.pengujian.models import BarisUji, PerkaraUji
from metrologi.workflow.reactions import on
from metrologi.workflow.run import open_case, react, run

SIGNED = ("ditandatangani", "terbit", "diserahkan")
GONE = ("diganti", "dicabut")


def sambungkan(code: str) -> None:
    """Let the letters of a machine of tera follow from its steps; every such app calls this once."""
    on(code, "siapkan")(buat_konsep)
    on(code, "siapkan", "tanpa_surat")(siapkan_skrd)
    on(code, "serahkan")(serahkan_surat)


def buat_konsep(case: PerkaraUji, *, by: Any, data: dict) -> None:
    """One SKHP for all that passed (or one each), one statement for each that failed (the row of the draft)."""
    passed = [i for i in case.perlu_surat() if i.hasil == BarisUji.Hasil.SAH]
    failed = [i for i in case.perlu_surat() if i.hasil == BarisUji.Hasil.BATAL]
    groups = [passed] if data.get("gabung", True) else [[i] for i in passed]
    for jenis, group in (*(("skhp", g) for g in groups if g), *(("keterangan_batal", [i]) for i in failed)):
        open_case("skhp", by=by, uml=case.uml, origin=case, jenis=jenis, pemilik=case.pemilik,
                  pengujian=[i.pengujian for i in group], atas_nama=data.get("atas_nama", ""))


def siapkan_skrd(case: PerkaraUji, *, by: Any, data: dict) -> None:
    """The unit's fee policy decides: no note, a nihil note, or the tariff (UU 1/2022 ended the levy)."""
    if case.uml.kebijakan_biaya == "off":
        return
    rows = [{"uttp": str(i.uttp), "tahap": i.get_tahap_display(), "jumlah": 0} for i in case.diterima()]
    open_case("skrd", by=by, uml=case.uml, origin=case, pemilik=case.pemilik, rincian=rows, dasar=case.uml.dasar_biaya)


@on("skhp", "tandatangani")
def periksa_kesiapan(case: Any, *, by: Any, data: dict) -> None:
    perkara = case.origin
    if isinstance(perkara, PerkaraUji) and perkara.status == "penandatanganan" and _all_signed(perkara):
        react(perkara, "siap", by=by)


def _all_signed(perkara: PerkaraUji) -> bool:
    return not perkara.children("skhp").exclude(status__in=(*SIGNED, *GONE)).exists()


def serahkan_surat(case: PerkaraUji, *, by: Any, data: dict) -> None:
    """Whatever of the letters is not yet out goes out now, and all is handed over (the last row)."""
    for code, ready in (("skhp", "ditandatangani"), ("skrd", "konsep")):
        for letter in case.children(code).exclude(status__in=GONE):
            for step in _remaining(letter.status, ready):
                letter = run(letter, step, by=by, seen=letter.status)


def _remaining(status: str, ready: str) -> Iterable[str]:
    if status == ready:
        return ("terbitkan", "serahkan")
    return ("serahkan",) if status == "terbit" else ()
