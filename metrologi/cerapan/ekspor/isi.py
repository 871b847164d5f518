"""What a stored test says, as plain data.

Exact decimals as strings with a point, texts as typed, rules with sources.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from metrologi.bkd.tulisan import AngkaSalah, baca_angka
from metrologi.cerapan.models import Pengujian, TapakCtt
from metrologi.lembar import LEMBAR

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet

    from metrologi.accounts.models import User
    from metrologi.cerapan.models import Penegasan

SKEMA = Path(__file__).with_name("pengujian.schema.json")
FORMAT = "1.0"
_ANGKA = re.compile(r"-?[0-9]+(?:,[0-9]+)?")
PELAT = ("maks", "min", "e", "d", "mmq")


def skema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every export obeys."""
    found: dict[str, Any] = json.loads(SKEMA.read_text(encoding="utf-8"))
    return found


def angka(teks: str) -> str | None:
    """ "0,01" as "0.01"; None for a word."""
    return teks.replace(",", ".") if _ANGKA.fullmatch(teks or "") else None


def isi(test: Pengujian, nomor: str) -> dict[str, Any]:
    """The whole test; `nomor` is that of its case. `test` comes with what `dibaca` names."""
    return {
        "format": FORMAT,
        "nomor_perkara": nomor,
        "kunci": str(test.kunci),
        "percobaan": test.percobaan,
        "tahap": test.tahap,
        "tanggal": test.tanggal.isoformat(),
        "dicatat": localtime(test.created_at).isoformat(),
        "kantor": {"kode": test.uml.kode, "nama": test.uml.nama},
        "alat": _alat(test),
        "lokasi": test.lokasi,
        "lingkungan": {
            "suhu_c": _desimal(test.suhu),
            "kelembaban_persen": _desimal(test.kelembaban),
        },
        "standar": [row.sertifikat for row in test.standar_dipakai.all()],
        "lembar": test.lembar,
        "metode": LEMBAR[test.lembar].metode if test.lembar in LEMBAR else "",
        "cara": test.bacaan.get("cara", ""),
        "aturan": _aturan(test),
        "ketetapan": test.hasil.get("ketetapan", {}),
        "bacaan": {n: _bacaan(t) for n, t in test.bacaan.items() if t and n != "cara"},
        "uji": [_uji(row) for row in test.hasil["uji"]],
        "peringatan": test.hasil["peringatan"],
        "putusan": test.putusan,
        "keputusan": test.keputusan,
        "keputusan_akhir": test.keputusan_akhir,
        "pengesampingan": _pengesampingan(test),
        "penegasan": [_penegasan(row) for row in test.penegasan.all()],
        "tapak": [_tapak(mark) for mark in test.tapak.all()],
        "penera": _orang(test.penera),
        "penera_kedua": _orang(test.penera_kedua),
        "catatan": test.catatan,
    }


def _tapak(mark: TapakCtt) -> dict[str, Any]:
    return {
        "jenis": mark.jenis,
        "tahun": mark.tahun,
        "jumlah": mark.jumlah,
        "letak": mark.letak,
        "segel": mark.nomor_segel,
    }


def dibaca(tests: QuerySet[Pengujian]) -> QuerySet[Pengujian]:
    """The tests with everything an export reads."""
    related = tests.select_related(
        "uml",
        "uttp__jenis",
        "uttp__pemilik",
        "uttp__tempat",
        "penera",
        "penera_kedua",
        "pengesampingan__oleh",
    )
    return related.prefetch_related("standar_dipakai", "tapak", "penegasan__penera")


def _desimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _alat(test: Pengujian) -> dict[str, Any]:
    plate = {name: angka(test.identitas.get(name, "")) for name in PELAT}
    words = {
        name: test.identitas[name] for name in ("merek", "tipe", "nomor_seri", "satuan", "kelas")
    }
    return {"kode": test.uttp.kode, "jenis": test.uttp.jenis.nama, **words, **plate}


def _aturan(test: Pengujian) -> dict[str, Any]:
    used = test.hasil.get("aturan", {})
    return {
        "versi": test.versi_aturan,
        "dipakai": [{"id": name, **rule} for name, rule in sorted(used.items())],
    }


def _bacaan(teks: str) -> dict[str, str | None]:
    """A reading as typed, and the exact number it was read as; None for a choice or a list."""
    try:
        return {"teks": teks, "nilai": format(baca_angka(teks), "f")}
    except AngkaSalah:
        return {"teks": teks, "nilai": None}


def _uji(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "kode": row["kode"],
        "judul": row["judul"],
        "sumber": row["sumber"],
        "putusan": row["putusan"],
        "aturan": row.get("aturan", []),
        "titik": [_titik(t) for t in row["titik"]],
    }


def _titik(point: dict[str, Any]) -> dict[str, Any]:
    """`nilai`, `batas` and `sisa` where they are numbers; else `kata`, what the sheet showed."""
    number = angka(point["nilai"])
    return {
        "kunci": point["kunci"],
        "label": point["label"],
        "putusan": point["putusan"],
        "nilai": number,
        "kata": "" if number else point["nilai"],
        "batas": angka(point["batas"]),
        "tanda": point.get("tanda", ""),
        "sisa": angka(point.get("sisa", "")),
        "satuan": point["satuan"],
        "alasan": point["alasan"],
    }


def _orang(person: User | None) -> dict[str, str] | None:
    return {"nama": person.nama, "nip": person.nip} if person else None


def _pengesampingan(test: Pengujian) -> dict[str, Any] | None:
    row = test.dikesampingkan
    return row and {
        "semula": row.semula,
        "menjadi": row.keputusan,
        "alasan": row.alasan,
        "oleh": _orang(row.oleh),
        "pada": localtime(row.created_at).isoformat(),
    }


def _penegasan(row: Penegasan) -> dict[str, Any]:
    return {
        "penera": _orang(row.penera),
        "setuju": row.setuju,
        "catatan": row.catatan,
        "pada": localtime(row.created_at).isoformat(),
    }
