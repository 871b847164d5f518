"""A stored test as papers need it: plain data, numbers as text with decimal comma."""
from __future__ import annotations

from typing import Any

from metrologi.cerapan.lembar import LEMBAR
from metrologi.cerapan.models import Pengujian
from metrologi.cerapan.rules.hasil import BATAL
from metrologi.uttp.fields import tulis_angka

KOLOM = ["Titik", "Hasil", "Batas (BKD)", "Putusan"]
KATA = {"SAH": "Memenuhi", "BATAL": "Tidak memenuhi", "TIDAK_LENGKAP": "Tidak diuji", "TIDAK_VALID": "Tidak dapat dinilai"}


def ringkasan(test: Pengujian) -> dict[str, Any]:
    """Method, environment, standards, every test with its points, the failures, the marks, the people."""
    uji = test.hasil["uji"]
    return {
        "metode": LEMBAR[test.lembar].metode if test.lembar in LEMBAR else "", "versi_aturan": test.versi_aturan,
        "lingkungan": {"suhu": tulis_angka(test.suhu), "kelembaban": tulis_angka(test.kelembaban)},
        "standar": [row.sertifikat for row in test.standar_dipakai.all()],
        "uji": [_uji(row) for row in uji],
        "gagal": [{"uji": row["judul"], **{k: t[k if k != "titik" else "label"] for k in ("titik", "nilai", "batas", "satuan")}}
                  for row in uji for t in row["titik"] if t["putusan"] == BATAL],
        "tapak": [{"jenis": m.get_jenis_display(), "tahun": m.tahun, "jumlah": m.jumlah, "letak": m.letak,
                   "segel": m.nomor_segel} for m in test.tapak.all()],
        "putusan": test.putusan, "keputusan": test.get_keputusan_display(), "percobaan": test.percobaan,
        "tanggal": test.tanggal.isoformat(), "petugas_uji": _nama(test.penera),
        "petugas_kedua": _nama(test.penera_kedua), "catatan": test.catatan, "lokasi": test.lokasi,
        "bacaan": _bacaan(test),
    }


def _uji(row: dict[str, Any]) -> dict[str, Any]:
    cells = [[t["label"], _ukuran(t, "nilai"), _ukuran(t, "batas"), KATA[t["putusan"]]] for t in row["titik"]]
    return {"kode": row["kode"], "nama": row["judul"], "sumber": row["sumber"], "putusan": KATA[row["putusan"]],
            "kolom": KOLOM, "baris": cells}


def _ukuran(point: dict[str, Any], name: str) -> str:
    return f"{point[name]} {point['satuan']}".strip() if point[name] else "–"


def _nama(person: Any) -> str:
    return f"{person.nama}, NIP {person.nip}" if person and person.nip else (person.nama if person else "")


def _bacaan(test: Pengujian) -> list[list[str]]:
    """The raw readings as typed: point, then label and text of each field."""
    sheet = LEMBAR.get(test.lembar)
    if sheet is None:
        return []
    names = {u.kode: u.judul for u in sheet.uji}
    found: dict[str, list[str]] = {}
    for name, text in test.bacaan.items():
        kode = next((k for k in names if name.startswith(f"{k}_")), None)
        if kode and text:
            point, _, field = name.removeprefix(f"{kode}_").partition("_")
            found.setdefault(f"{names[kode]} {point}", []).append(f"{field} {text}")
    return [[label, "; ".join(parts)] for label, parts in found.items()]
