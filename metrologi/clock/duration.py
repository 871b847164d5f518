"""Promised times as a procedure prints them: working minutes and hours, working days, calendar days."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Duration:
    """`amount` of `unit`: menit_kerja, jam_kerja, hari_kerja, hari_kalender, syarat_teknis or tak_tentu."""

    amount: int
    unit: str

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("durasi tidak boleh negatif")

    @property
    def bounded(self) -> bool:
        """Whether an end can be computed from it."""
        return self.unit not in ("syarat_teknis", "tak_tentu")

    @property
    def minutes(self) -> int:
        """Working minutes; ValueError for days, whose length only a calendar knows."""
        if self.unit not in ("menit_kerja", "jam_kerja"):
            raise ValueError(f"“{self}” bukan hitungan menit kerja")
        return self.amount * (60 if self.unit == "jam_kerja" else 1)

    def __str__(self) -> str:
        return _PRINT[self.unit].format(self.amount)


_PRINT = {
    "menit_kerja": "{} menit", "jam_kerja": "{} jam", "hari_kerja": "{} hari kerja", "hari": "{} hari",
    "hari_kalender": "maks. {} hari", "syarat_teknis": "sesuai syarat teknis", "tak_tentu": "tidak dapat ditentukan",
}
SYARAT_TEKNIS = Duration(0, "syarat_teknis")
TAK_TENTU = Duration(0, "tak_tentu")


def menit_kerja(n: int) -> Duration:
    return Duration(n, "menit_kerja")


def jam_kerja(n: int) -> Duration:
    return Duration(n, "jam_kerja")


def hari_kerja(n: int) -> Duration:
    return Duration(n, "hari_kerja")


def hari(n: int) -> Duration:
    """A working day that the SOP prints as "1 hari"."""
    return Duration(n, "hari")


def hari_kalender(n: int) -> Duration:
    return Duration(n, "hari_kalender")
