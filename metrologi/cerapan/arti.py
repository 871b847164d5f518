"""What a stored test means to the owner: readings beside limits, and rupiah of a typical sale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metrologi.bkd.putusan import BATAL
from metrologi.bkd.tulisan import baca_angka, tulis_angka
from metrologi.cerapan.models import Pengujian
from metrologi.clock.indonesia import rupiah
from metrologi.web import Chip

# What a customer pays in the example.
PENJUALAN = 100_000
# So many failing points are told one by one.
DITULIS = 3
# The reading that is the truth, of the fields of a point.
ACUAN = ("beban", "bejana", "acuan")
# Sheets whose points may hold nothing but an error in percent of what is sold.
PERSEN = ("meter_air", "meter_arus", "meter_kwh")
RAGAM = {"sah": "ok", "batal": "bad", "perlu_perbaikan": "warn"}


@dataclass(frozen=True)
class Arti:
    """One attempt in plain words; `rupiah` is "" where the instrument sells nothing by itself."""

    percobaan: int
    tanggal: Any
    chip: Chip
    gagal: list[str]
    rupiah: str

    def __str__(self) -> str:
        return " ".join(filter(None, [*self.gagal, self.rupiah]))


def arti(test: Pengujian) -> Arti:
    """What this attempt means."""
    failed = list(_gagal(test))
    told = [_kalimat(test, uji, titik) for uji, titik in failed[:DITULIS]]
    if len(failed) > DITULIS:
        told.append(f"Masih ada {len(failed) - DITULIS} titik lain di luar batas.")
    chip = Chip(test.get_keputusan_akhir_display(), RAGAM[test.keputusan_akhir])
    return Arti(test.percobaan, test.tanggal, chip, told, _rupiah(test))


def _gagal(test: Pengujian) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for uji in test.hasil["uji"]:
        yield from ((uji, titik) for titik in uji["titik"] if titik["putusan"] == BATAL)


def _kalimat(test: Pengujian, uji: dict[str, Any], titik: dict[str, Any]) -> str:
    if uji["kode"] == "visual":
        return f"{uji['judul']}: “{titik['label']}” tidak terpenuhi."
    unit = f" {titik['satuan']}" if titik["satuan"] else ""
    words = f"{uji['judul']}, {titik['label']}:"
    if read := _bacaan(test, uji["kode"], titik["kunci"]):
        shown, true = (tulis_angka(number) for number in read)
        words += f" alat menunjukkan {shown}, seharusnya {true};"
    return f"{words} hasil {titik['nilai']}{unit}, batas {titik['tanda']}{titik['batas']}{unit}."


def _bacaan(test: Pengujian, uji: str, kunci: str) -> tuple[Decimal, Decimal] | None:
    """What the instrument showed and what was there, where the point holds both."""
    start = f"{uji}_{kunci}_"
    shown = _angka(test.bacaan.get(f"{start}tampil", ""))
    texts = (test.bacaan.get(f"{start}{name}", "") for name in ACUAN)
    true = next((number for text in texts if (number := _angka(text))), None)
    return (shown, true) if shown and true else None


def _angka(text: str) -> Decimal | None:
    try:
        return baca_angka(text) if text else None
    except ValueError:
        return None


def _rupiah(test: Pengujian) -> str:
    """The largest loss of a sale among the points of the test of accuracy, the failing ones first.

    "" where the instrument sells nothing by what it shows, or fails for something else.
    """
    points = [t for u in test.hasil["uji"] if u["kode"] == "kebenaran" for t in u["titik"]]
    failed = [t for t in points if t["putusan"] == BATAL]
    if not failed and test.putusan == BATAL:
        return ""
    shares = [(share, t) for t in failed or points if (share := _bagian(test, t)) is not None]
    if not shares:
        return ""
    worst, titik = max(shares, key=lambda pair: abs(pair[0]))
    money = round(abs(worst) * PENJUALAN)
    sale = f"Pada penjualan {rupiah(PENJUALAN)} ({titik['label']})"
    if not money:
        return f"{sale} tidak ada selisih."
    if worst > 0:
        return f"{sale} pembeli menerima {rupiah(money)} kurang dari yang dibayarnya."
    return f"{sale} Anda menyerahkan {rupiah(money)} lebih dari yang dibayar pembeli."


def _bagian(test: Pengujian, titik: dict[str, Any]) -> Fraction | None:
    """Which part of what is paid is not handed over; below zero where more is."""
    if read := _bacaan(test, "kebenaran", titik["kunci"]):
        shown, true = map(Fraction, read)
        return (shown - true) / shown
    if titik["satuan"] != "%" or test.lembar not in PERSEN:
        return None
    number = _angka(titik["nilai"])
    return None if number is None else Fraction(number) / (100 + Fraction(number))
