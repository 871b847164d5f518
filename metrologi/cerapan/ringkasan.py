"""A stored test as papers need it: plain data, numbers as text with decimal comma."""

from __future__ import annotations

from copy import copy
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate

from metrologi.bkd.putusan import BATAL, SAH
from metrologi.bkd.tulisan import baca_angka, tulis_angka
from metrologi.cerapan.models import Penegasan, Pengujian, TapakCtt
from metrologi.cerapan.pelat import TERDAFTAR
from metrologi.lembar import LEMBAR
from metrologi.uttp.models import Uttp

if TYPE_CHECKING:
    from metrologi.accounts.models import User

KATA = {
    "SAH": "Memenuhi",
    "BATAL": "Tidak memenuhi",
    "TIDAK_LENGKAP": "Tidak diuji",
    "TIDAK_VALID": "Tidak dapat dinilai",
}


NAMA = {
    "tampil": "I",
    "dl": "ΔL",
    "beban": "L",
    "berubah": "imbuh ½e berubah:",
    "bejana": "BUS",
    "amatan": "",
    "tetap": "tetap setelah ¼e:",
    "naik": "berubah setelah +½e:",
    "gerak": "pergeseran (mm)",
    "ganti": "berubah setelah +1,4d:",
    "galat": "E",
    "u": "U",
    "s1": "S",
    "t": "T",
    "s2": "S",
    "koreksi": "koreksi S",
    "ada": "keping:",
    "isi": "isi",
    "massa": "m",
    "suhu": "t",
    "acuan": "acuan",
    "debit": "Q",
    "awal": "awal",
    "akhir": "akhir",
    "pulsa": "pulsa",
    "daya": "P (W)",
    "waktu": "t (s)",
    "mula": "bergerak:",
    "nominal": "nominal",
    "kosong": "ruang kosong",
    "depan": "depan",
    "belakang": "belakang",
}


# What is read of a test besides its own row.
BACA = (
    "standar_dipakai",
    "tapak",
    "penera",
    "penera_kedua",
    "pengesampingan__oleh",
    "penegasan__penera",
)


def ringkasan_semua(tests: list[Pengujian]) -> list[dict[str, Any]]:
    """The summaries of many tests, in as many queries as for one."""
    prefetch_related_objects(tests, *BACA)
    return [ringkasan(test) for test in tests]


def ringkasan(test: Pengujian) -> dict[str, Any]:
    """Method, environment, standards, tests with points, failures, marks, people."""
    uji = test.hasil["uji"]
    return {
        "metode": LEMBAR[test.lembar].metode if test.lembar in LEMBAR else "",
        "versi_aturan": test.versi_aturan,
        "lingkungan": {"suhu": tulis_angka(test.suhu), "kelembaban": tulis_angka(test.kelembaban)},
        "substitusi": bool(test.bacaan.get("substitusi")),
        "standar": [row.sertifikat for row in test.standar_dipakai.all()],
        "uji": [_uji(row, _bacaan(test, row["kode"])) for row in uji],
        "gagal": [
            {
                "uji": row["judul"],
                **{
                    k: t[k if k != "titik" else "label"]
                    for k in ("titik", "nilai", "batas", "satuan")
                },
            }
            for row in uji
            for t in row["titik"]
            if t["putusan"] == BATAL
        ],
        "tapak": [_tapak(mark) for mark in test.tapak.all()],
        "putusan": test.putusan,
        "keputusan": test.get_keputusan_akhir_display(),
        "percobaan": test.percobaan,
        "tanggal": test.tanggal.isoformat(),
        "petugas_uji": _nama(test.penera),
        "petugas_kedua": _nama(test.penera_kedua),
        "catatan": test.catatan,
        "lokasi": test.lokasi,
        "pengesampingan": _pengesampingan(test),
        "penegasan": [_penegasan(row) for row in test.penegasan.all()],
    }


def teruji(test: Pengujian) -> Uttp:
    """The instrument with the plate as it was read at this test, as its papers print it."""
    plate, uttp = test.identitas, copy(test.uttp)
    for name, column in TERDAFTAR.items():
        if plate.get(name):
            setattr(uttp, column, baca_angka(plate[name]))
    uttp.kelas = plate.get("kelas") or uttp.kelas
    uttp.satuan = plate.get("satuan") or uttp.satuan
    return uttp


def _tapak(mark: TapakCtt) -> dict[str, Any]:
    return {
        "jenis": mark.get_jenis_display(),
        "tahun": mark.tahun,
        "jumlah": mark.jumlah,
        "letak": mark.letak,
        "segel": mark.nomor_segel,
    }


def _pengesampingan(test: Pengujian) -> dict[str, str]:
    """Who overruled the verdict and why; empty where nobody did."""
    row = test.dikesampingkan
    if row is None:
        return {}
    return {
        "semula": row.get_semula_display(),
        "menjadi": row.get_keputusan_display(),
        "alasan": row.alasan,
        "oleh": _nama(row.oleh),
        "jabatan": row.oleh.jabatan,
        "tanggal": localdate(row.created_at).isoformat(),
    }


def _penegasan(row: Penegasan) -> dict[str, Any]:
    return {
        "penera": _nama(row.penera),
        "setuju": row.setuju,
        "catatan": row.catatan,
        "tanggal": localdate(row.created_at).isoformat(),
    }


def _uji(row: dict[str, Any], typed: dict[str, str]) -> dict[str, Any]:
    """A test: its lines for a table, and one sentence for a paper that needs no table.

    `dibaca` are the lines that were read but are judged together, as label and readings.
    """
    cells = [
        [
            t["label"],
            typed.get(t["kunci"], ""),
            _ukuran(t, "nilai"),
            _ukuran(t, "batas"),
            KATA[t["putusan"]],
        ]
        for t in row["titik"]
    ]
    judged = {t["kunci"] for t in row["titik"]}
    read = [
        [label, typed.get(kunci, "–")]
        for kunci, label in row.get("dibaca", [])
        if kunci not in judged
    ]
    return {
        "kode": row["kode"],
        "nama": row["judul"],
        "sumber": row["sumber"],
        "putusan": KATA[row["putusan"]],
        "kode_putusan": row["putusan"],
        "baris": cells,
        "dibaca": read,
        "ringkas": _ringkas(row),
        "utuh": all(t["putusan"] == SAH for t in row["titik"]),
    }


def _ringkas(row: dict[str, Any]) -> str:
    """ "terbesar 0,01 kg, batas 0,02 kg": the worst point of the test, where errors are numbers."""
    worst = max(row["titik"], key=lambda t: _size(t["nilai"]), default=None)
    if worst is None or not worst["batas"] or row["kode"] in ("visual", "kelas"):
        return ""
    if worst.get("tanda") == "≥":
        return f"{_ukuran(worst, 'nilai')}, paling sedikit {worst['batas']} {worst['satuan']}"
    limit = f"batas {worst['batas']} {worst['satuan']}".strip()
    return (
        f"{_ukuran(worst, 'nilai')}, {limit}"
        if "e" in worst["nilai"]
        else f"terbesar {_ukuran(worst, 'nilai')}, {limit}"
    )


def _size(text: str) -> Decimal:
    try:
        return abs(Decimal(text.replace(",", ".")))
    except InvalidOperation:
        return Decimal(0)


def _ukuran(point: dict[str, Any], name: str) -> str:
    if not point[name]:
        return "–"
    sign = point.get("tanda", "") if name == "batas" else ""
    worded = name == "nilai" and point[name].endswith(("e", "BKD"))
    return f"{sign}{point[name]} {'' if worded else point['satuan']}".strip()


def _nama(person: User | None) -> str:
    return (
        f"{person.nama}, NIP {person.nip}"
        if person and person.nip
        else (person.nama if person else "")
    )


def _bacaan(test: Pengujian, kode: str) -> dict[str, str]:
    """The raw readings of a test as typed, by point: "tampil 5,01; dl 0,002"."""
    found: dict[str, list[str]] = {}
    for name, text in test.bacaan.items():
        if name.startswith(f"{kode}_") and text:
            point, _, field = name.removeprefix(f"{kode}_").partition("_")
            found.setdefault(point, []).append(f"{NAMA.get(field, field)} {text}".strip())
    return {point: "; ".join(parts) for point, parts in found.items()}
