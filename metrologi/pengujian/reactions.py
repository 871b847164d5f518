"""What follows from steps of a case of tera and of its letters: drafts, levy note, readiness, hand-over."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from metrologi.accounts.models import Uml
from metrologi.cerapan import tinjau
from metrologi.notifications.send import send
from metrologi.pengujian.models import BarisUji, PerkaraUji, rincian_skrd
from metrologi.uttp.catatan import putuskan
from metrologi.workflow.errors import Blocked, NotAllowed, Stale
from metrologi.workflow.reactions import on
from metrologi.workflow.run import open_case, react, run

SIGNED = ("ditandatangani", "terbit", "diserahkan")
GONE = ("diganti", "dicabut")


def sambungkan(code: str) -> None:
    """Let the letters of a machine of tera follow from its steps; every such app calls this once."""
    on(code, "kesampingkan")(catat_pengesampingan)
    on(code, "tegaskan")(catat_penegasan)
    on(code, "siapkan")(buat_konsep)
    on(code, "susulkan_skhp")(buat_susulan)
    on(code, "siapkan", "tanpa_surat")(siapkan_skrd)
    on(code, "serahkan")(serahkan_surat)


def catat_pengesampingan(case: PerkaraUji, *, by: Any, data: dict) -> None:
    """The overruling as a row of its own, and what it means for the instrument from now on."""
    item, keputusan = data["item"], data["keputusan"]
    test = _bukan_penguji(item.pengujian, by)
    tinjau.kesampingkan(test, keputusan, oleh=by, alasan=data["note"])
    item.hasil = keputusan
    item.save(update_fields=["hasil"])
    putuskan(item.uttp, putusan=keputusan, tahap=item.tahap, tanggal=test.tanggal, oleh=by, nomor=case.nomor,
             keterangan=f"Putusan {test.get_keputusan_display().lower()} dikesampingkan: {data['note']}"[:200])


def catat_penegasan(case: PerkaraUji, *, by: Any, data: dict) -> None:
    test = _bukan_penguji(data["item"].pengujian, by)
    if not data["setuju"] and not data["note"].strip():
        raise Blocked(["Tulis mengapa Anda tidak setuju."])
    try:
        with transaction.atomic():
            tinjau.tegaskan(test, data["setuju"], penera=by, catatan=data["note"])
    except IntegrityError:
        raise Stale(f"Anda sudah menegaskan cerapan {test.uttp}.") from None


def _bukan_penguji(test: Any, by: Any) -> Any:
    """Four eyes, for each test and not for the case: two penera may confirm one another."""
    if by is None or test.penera_id == by.pk:
        raise NotAllowed("Cerapan ini Anda sendiri yang mengisinya; harus orang lain yang meninjaunya.")
    return test


def buat_konsep(case: PerkaraUji, *, by: Any, data: dict) -> None:
    """One SKHP for all that passed (or one each), one statement for each that failed (the row of the draft)."""
    passed = [i for i in case.perlu_surat() if i.hasil == BarisUji.Hasil.SAH]
    failed = [i for i in case.perlu_surat() if i.hasil == BarisUji.Hasil.BATAL]
    _buat(case, by, data, passed, failed)


def buat_susulan(case: PerkaraUji, *, by: Any, data: dict) -> None:
    """The draft of a late wish, from the same cerapan; the case itself stays finished."""
    _buat(case, by, data, data["items"], [])
    for user in case.applicants():
        send(user, judul=f"SKHP disiapkan: {case.nomor}", url=case.get_absolute_url(), case=case,
             isi=f"Permintaan SKHP untuk {len(data['items'])} UTTP dicatat. Masa berlakunya dihitung dari hari pengujian. "
                 "Anda dikabari bila surat terbit.")


def _buat(case: PerkaraUji, by: Any, data: dict, passed: list[Any], failed: list[Any]) -> None:
    groups = [passed] if data.get("gabung", True) else [[i] for i in passed]
    for jenis, group in (*(("skhp", g) for g in groups if g), *(("keterangan_batal", [i]) for i in failed)):
        open_case("skhp", by=by, uml=case.uml, origin=case, jenis=jenis, pemilik=case.pemilik,
                  pengujian=[i.pengujian for i in group], atas_nama=data.get("atas_nama", ""))


def siapkan_skrd(case: PerkaraUji, *, by: Any, data: dict) -> None:
    """A nihil note of every tested instrument (UU 1/2022 ended the levy). A tariff is set by a person, on the case's page."""
    if case.uml.kebijakan_biaya != Uml.Biaya.NIHIL:
        return
    rows = [rincian_skrd(i, 0) for i in case.teruji()]
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
