"""Judges a stored test again from its raw readings and compares.

Under the tables of its own edition, or of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any

from metrologi.bkd import tabel
from metrologi.bkd.tabel import VersiTidakAda
from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.models import Pengujian, PenilaianUlang
from metrologi.lembar import LEMBAR
from metrologi.lembar.nilai import Hasil

DIBANDINGKAN = ("putusan", "nilai", "batas", "satuan")


class TidakTernilai(LookupError):
    """The test cannot be judged again: its sheet or its edition is gone. The message says which."""


def nilai_lagi(test: Pengujian, versi: str = "") -> Hasil:
    """What the rules of `versi` ("": those of the test) say of its readings; asks no database.

    Raises TidakTernilai.
    """
    if test.lembar not in LEMBAR:
        raise TidakTernilai(f"Lembar {test.lembar} tidak ada lagi.")
    try:
        with tabel.memakai(versi or test.versi_aturan):
            return _lembar(test).penilaian.dari_bacaan
    except VersiTidakAda as error:
        raise TidakTernilai(str(error)) from None


def _lembar(test: Pengujian) -> CerapanForm:
    return CerapanForm(
        test.bacaan,
        None,
        uttp=_alat(test),
        tahap=test.tahap,
        hari=test.tanggal,
        uml=test.uml,
        penera=test.penera,
        cara=test.bacaan.get("cara", ""),
        ketetapan=test.hasil.get("ketetapan", {}),
    )


def _alat(test: Pengujian) -> Any:
    """The instrument as it was that day: the register may have moved on since."""
    uttp = copy(test.uttp)
    uttp.jenis = copy(uttp.jenis)
    uttp.jenis.lembar = test.lembar
    uttp.satuan, uttp.kelas = test.identitas["satuan"], test.identitas["kelas"]
    uttp.ekstra = test.identitas.get("ekstra", uttp.ekstra)
    return uttp


def beda(test: Pengujian) -> list[str]:
    """Sentences about what comes out otherwise than it was stored; none when nothing does."""
    try:
        found = nilai_lagi(test)
    except TidakTernilai as error:
        return [str(error)]
    return [*banding(test.hasil, found.as_json()), *_aturan(test)]


def beda_dengan(test: Pengujian, versi: str, *, simpan: bool = False) -> list[str]:
    """Where another edition decides otherwise; `simpan` keeps its answer as a row, once."""
    try:
        found = nilai_lagi(test, versi)
    except TidakTernilai as error:
        return [str(error)]
    if simpan:
        PenilaianUlang.objects.get_or_create(
            pengujian=test,
            versi_aturan=versi,
            defaults={"hasil": found.as_json(), "putusan": found.putusan},
        )
    return list(banding(test.hasil, found.as_json()))


def banding(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Where verdict, test or point differ; wordings and warnings may change."""
    if old["putusan"] != new["putusan"]:
        yield f"putusan {old['putusan']} menjadi {new['putusan']}"
    before, after = _titik(old), _titik(new)
    for name in sorted({*before, *after}):
        if name not in after:
            yield f"{name}: tidak ada lagi"
        elif name not in before:
            yield f"{name}: dahulu tidak ada"
        elif before[name] != after[name]:
            yield f"{name}: {before[name]} menjadi {after[name]}"


def _titik(hasil: dict[str, Any]) -> dict[str, str]:
    """Each test and point by name, with what is compared as one text."""
    found = {u["kode"]: u["putusan"] for u in hasil["uji"]}
    return found | {
        f"{u['kode']}/{t['kunci']}": " ".join(t.get(n) or "–" for n in DIBANDINGKAN)
        for u in hasil["uji"]
        for t in u["titik"]
    }


def _aturan(test: Pengujian) -> Iterator[str]:
    """Rules whose numbers are not those of the test: changed without a new edition."""
    with tabel.memakai(test.versi_aturan), tabel.berlaku_pada(test.tanggal):
        for name, rule in test.hasil.get("aturan", {}).items():
            if _sidik(name) != rule["sidik"]:
                yield f"aturan {name} versi {test.versi_aturan} sudah diubah"


def _sidik(name: str) -> str:
    try:
        return tabel.aturan(name).sidik
    except tabel.BelumAda:
        return ""
