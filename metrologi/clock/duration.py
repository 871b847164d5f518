"""Promised times as a procedure prints them: working minutes, hours and days, calendar days."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Duration:
    """`amount` of `unit`: menit_kerja, jam_kerja, hari_kerja, hari_kalender, or of WITHOUT_END.

    Units of WITHOUT_END are promises whose end cannot be computed.
    """

    amount: int
    unit: str

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("durasi tidak boleh negatif")

    @property
    def bounded(self) -> bool:
        """Whether an end can be computed from it."""
        return self.unit not in WITHOUT_END

    @property
    def minutes(self) -> int:
        """Working minutes; ValueError for days, whose length only a calendar knows."""
        if self.unit not in ("menit_kerja", "jam_kerja"):
            raise ValueError(f"“{self}” bukan hitungan menit kerja")
        return self.amount * (60 if self.unit == "jam_kerja" else 1)

    def __str__(self) -> str:
        return _PRINT[self.unit].format(self.amount)


WITHOUT_END = ("syarat_teknis", "tak_tentu", "menurut_kelas", "selama_penanganan", "berkala")
_PRINT = {
    "menit_kerja": "{} menit",
    "jam_kerja": "{} jam",
    "hari_kerja": "{} hari kerja",
    "hari": "{} hari",
    "hari_kalender": "maks. {} hari",
    "syarat_teknis": "sesuai syarat teknis",
    "tak_tentu": "tidak dapat ditentukan",
    "menurut_kelas": "5, 14, atau 60 hari kerja menurut kelas",
    "selama_penanganan": "selama penanganan",
    "berkala": "berkala",
    "umpan_balik": "{} hari kerja untuk umpan balik",
}
SYARAT_TEKNIS = Duration(0, "syarat_teknis")
TAK_TENTU = Duration(0, "tak_tentu")
# Its end is the case's own: `Case.jatuh_tempo`.
MENURUT_KELAS = Duration(0, "menurut_kelas")
SELAMA_PENANGANAN = Duration(0, "selama_penanganan")
BERKALA = Duration(0, "berkala")
UMPAN_BALIK = Duration(10, "umpan_balik")


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
