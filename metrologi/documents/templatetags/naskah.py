"""Filters for papers: payloads keep ISO dates as text, papers print them in Indonesian."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from metrologi.documents import declare

register = template.Library()

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
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@register.filter
def tanggal_naskah(value: str | date | None) -> str:
    """ "2026-03-17" → "17 Maret 2026"; empty for nothing."""
    if not value:
        return ""
    day = value if isinstance(value, date) else date.fromisoformat(value[:10])
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


@register.filter
def tempat_tanggal(kota: str, value: str | date | None) -> str:
    """Place and day above a signature: "Sekayu, 17 Maret 2026"; dots where there is no day yet.

    An office that has not written its town has the day alone.
    """
    day = tanggal_naskah(value) or "……………………"
    return f"{kota}, {day}" if kota else day


@register.filter
def hari_naskah(value: str | date | None) -> str:
    """ "2026-03-17" → "Selasa, 17 Maret 2026"."""
    if not value:
        return ""
    day = value if isinstance(value, date) else date.fromisoformat(value[:10])
    return f"{HARI[day.weekday()]}, {tanggal_naskah(day)}"


@register.filter
def hari_pukul(value: str | None) -> str:
    """An ISO time with offset, already in WIB → "Selasa, 17 Maret 2026, pukul 13.05 WIB"."""
    if not value:
        return ""
    at = datetime.fromisoformat(value)
    return f"{hari_naskah(at)}, pukul {at:%H.%M} WIB"


@register.filter
def waktu_naskah(value: str | None) -> str:
    """An ISO time with offset, already in WIB → "17 Maret 2026 pukul 13.05 WIB"."""
    if not value:
        return ""
    at = datetime.fromisoformat(value)
    return f"{tanggal_naskah(at)} pukul {at:%H.%M} WIB"


@register.filter
def titik(value: object) -> str:
    """A number with decimal comma; text passes unchanged."""
    return (
        str(value).replace(".", ",")
        if isinstance(value, int | float) or _is_decimal(value)
        else str(value)
    )


def _is_decimal(value: object) -> bool:
    text = str(value)
    return text.count(".") == 1 and text.replace(".", "", 1).lstrip("+-−").isdigit()


@register.filter
def diktum(nomor: int) -> str:
    """How a decree counts what it decides: 1 is "KESATU"; at most five."""
    return ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA")[min(nomor, 5) - 1]


@register.filter
def sebutan(block: dict[str, str]) -> str:
    """How an officer signs, in one line: "Plh. Kepala UPTD"."""
    return declare.sebutan(block)


@register.filter
def berkoma(value: str) -> str:
    """The office above a signature, "Kepala UPTD,"; nothing where nobody holds it yet."""
    return f"{value}," if value else ""


@register.filter
def jenis_sertifikat(tte: str) -> str:
    """Which electronic certificate signed: of BSrE, or one that no authority has certified."""
    return "yang diterbitkan BSrE" if tte == "bsre" else "internal (tidak tersertifikasi)"


@register.filter
def kecil(value: str) -> str:
    """The text for use inside a sentence: "Pompa ukur BBM" gives "pompa ukur BBM".

    An abbreviation keeps its capitals.
    """
    return value[:1].lower() + value[1:] if value[1:2].islower() else value
