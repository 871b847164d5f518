"""Fills the calendar with usual hours, Ramadan and holidays; rows edited by people stay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import holidays
from django.db import transaction

from metrologi.clock.calendar import NORMAL, RAMADAN, Week
from metrologi.clock.models import HariLibur, JamKerja, MasaRamadan, Versi

SUMBER = "Paket holidays (keputusan bersama tiga menteri)"
PENETAPAN = "Penetapan pemerintah (sidang isbat)"
PERKIRAAN = "Perkiraan; sesuaikan setelah penetapan"
# First and last day of fasting.
MASA_RAMADAN = (
    (date(2024, 3, 12), date(2024, 4, 9), PENETAPAN),
    (date(2025, 3, 1), date(2025, 3, 30), PENETAPAN),
    (date(2026, 2, 19), date(2026, 3, 20), PENETAPAN),
    (date(2027, 2, 8), date(2027, 3, 9), PERKIRAAN),
)
KATEGORI = {"public": HariLibur.Jenis.NASIONAL, "government": HariLibur.Jenis.CUTI_BERSAMA}


@transaction.atomic
def muat_kalender(years: Iterable[int]) -> dict[str, int]:
    """Load the tables for these years; may be run again.

    Returns how many rows were new in each table.
    """
    wanted = sorted(set(years))
    counts = {
        "jam kerja": _jam(NORMAL, False) + _jam(RAMADAN, True),
        "Ramadan": _ramadan(wanted),
        "hari libur": sum(_libur(year) for year in wanted),
    }
    Versi.ubah()
    return counts


def _jam(week: Week, ramadan: bool) -> int:
    return sum(_jam_hari(hari, week, ramadan) for hari in range(7))


def _jam_hari(hari: int, week: Week, ramadan: bool) -> bool:
    windows = week.get(hari, ())
    times = {}
    if windows:
        times = {
            "buka": windows[0][0],
            "istirahat_mulai": windows[0][1],
            "istirahat_selesai": windows[-1][0],
            "tutup": windows[-1][1],
        }
    return JamKerja.objects.get_or_create(uml=None, hari=hari, ramadan=ramadan, defaults=times)[1]


def _ramadan(years: list[int]) -> int:
    known = set(MasaRamadan.objects.values_list("mulai__year", flat=True))
    rows = [
        MasaRamadan(mulai=a, sampai=b, sumber=source)
        for a, b, source in MASA_RAMADAN
        if a.year in years and a.year not in known
    ]
    return len(MasaRamadan.objects.bulk_create(rows))


def _libur(year: int) -> int:
    """Load the holidays of a year; returns how many rows were new.

    Rows that came from the library and are no longer in it (an estimate that moved) are deleted.
    """
    wanted = {
        (day, jenis, nama)
        for category, jenis in KATEGORI.items()
        for day, nama in _hari(year, category)
    }
    ours = HariLibur.objects.filter(uml=None, sumber=SUMBER, tanggal__year=year)
    known = {(row.tanggal, row.jenis, row.nama): row.pk for row in ours}
    HariLibur.objects.filter(pk__in=[pk for key, pk in known.items() if key not in wanted]).delete()
    fresh = [
        HariLibur(tanggal=day, jenis=jenis, nama=nama, sumber=SUMBER)
        for day, jenis, nama in sorted(wanted - known.keys())
    ]
    return len(HariLibur.objects.bulk_create(fresh, ignore_conflicts=True))


@cache
def _hari(year: int, category: str) -> tuple[tuple[date, str], ...]:
    # Without the language the names follow the locale of the machine.
    found = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
    return tuple((day, nama[:150]) for day, nama in sorted(found.items()))
