"""How dates, times, money and numbers are written in Indonesian; no template, no locale."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from metrologi.clock.calendar import WIB

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
MINUTES_A_DAY = 450


def lokal(value: date | datetime) -> date:
    """An aware moment as the day and hour of the office; anything else unchanged."""
    return value.astimezone(WIB) if isinstance(value, datetime) and value.tzinfo else value


def tanggal(value: date) -> str:
    """17 Maret 2026"""
    day = lokal(value)
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def hari_tanggal(value: date) -> str:
    """Selasa, 17 Maret 2026"""
    return f"{HARI[lokal(value).weekday()]}, {tanggal(value)}"


def jam(value: datetime) -> str:
    """13.05"""
    return f"{lokal(value):%H.%M}"


def waktu(value: datetime) -> str:
    """Selasa, 17 Maret 2026 pukul 13.05 WIB"""
    return f"{hari_tanggal(value)} pukul {jam(value)} WIB"


def waktu_singkat(value: datetime) -> str:
    """17 Mar 2026 13.05"""
    day = lokal(value)
    return f"{day.day} {BULAN[day.month - 1][:3]} {day.year} {jam(value)}"


def ribuan(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


def rupiah(value: int) -> str:
    """Rp1.500.000"""
    return f"{'-' if value < 0 else ''}Rp{ribuan(abs(value))}"


def angka(value: Decimal | int, decimals: int | None = None) -> str:
    """1.234,50: points between thousands, a comma before the decimals.

    It has as many decimals as the number itself, or `decimals` of them.
    """
    number = Decimal(value)
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, fraction = format(abs(number), "f").partition(".")
    return f"{'-' if number < 0 else ''}{ribuan(int(whole))}{',' if fraction else ''}{fraction}"


def durasi(minutes: int) -> str:
    """135 → "2 jam 15 menit"; the sign is dropped."""
    hours, rest = divmod(abs(minutes), 60)
    parts = [f"{hours} jam"] if hours else []
    return " ".join([*parts, f"{rest} menit"] if rest or not parts else parts)
