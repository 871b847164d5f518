"""The four clocks of a complaint: acknowledge, first answer, resolve by class, and the limit of the law."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from metrologi.clock.calendar import WorkCalendar
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now


@dataclass(frozen=True)
class Jam:
    """`berjalan` while it neither was kept nor stands still."""

    kode: str
    nama: str
    tenggat: datetime | None
    selesai_at: datetime | None
    jeda: bool
    terpakai: Callable[[], int]

    @property
    def persen(self) -> int:
        """How much of the time is used; reckoned where it is asked for, with the calendar of the office."""
        return self.terpakai()

    @property
    def berjalan(self) -> bool:
        return self.tenggat is not None and self.selesai_at is None and not self.jeda

    @property
    def tepat(self) -> bool | None:
        """Kept or broken; None while it is open."""
        if self.tenggat is None:
            return None
        if self.selesai_at is None:
            return None if self.jeda or now() <= self.tenggat else False
        return self.selesai_at <= self.tenggat


def jam_dari(case: Any) -> list[Jam]:
    """In the order of their ends; a clock that never began has no `tenggat`."""
    waits, asks = case.status == "menunggu_pelapor", case.status == "menunggu_keterangan"
    ended = case.status_since if case.state.final else None
    kalender = cache(lambda: calendar_for(case.uml_id))

    def jam(kode: str, nama: str, mulai: datetime | None, tenggat: datetime | None, selesai: datetime | None,
            jeda_menit: int = 0, jeda: bool = False, terpakai: Any = None) -> Jam:
        return Jam(kode, nama, tenggat, selesai, jeda,
                   terpakai or (lambda: menit_terpakai(kalender, mulai, tenggat, selesai, jeda_menit)))

    dijawab = case.dijawab_at or ended
    return [
        jam("akui", "Verifikasi", case.created_at, case.tenggat_akui, case.diakui_at or ended),
        jam("tanggap", "Tanggapan awal", case.created_at, case.tenggat_tanggap, case.ditanggap_at or ended,
            case.jeda_tanggap, waits),
        jam("selesai", "Penyelesaian", case.kelas_at, case.tenggat_selesai, dijawab, case.jeda_selesai, asks),
        jam("hukum", "Batas hukum 60 hari", case.lengkap_at, case.tenggat_hukum, dijawab,
            terpakai=lambda: waktu_terpakai(case.lengkap_at, case.tenggat_hukum, dijawab)),
    ]


def menit_terpakai(kalender: Callable[[], WorkCalendar], mulai: datetime | None, tenggat: datetime | None,
                   selesai: datetime | None, jeda_menit: int) -> int:
    """The percentage of working minutes, less those that were waited."""
    if mulai is None or tenggat is None:
        return 0
    calendar = kalender()
    whole = calendar.minutes_between(mulai, tenggat) - jeda_menit
    used = calendar.minutes_between(mulai, selesai or now()) - jeda_menit
    return max(0, used * 100 // whole) if whole > 0 else 0


def waktu_terpakai(mulai: datetime | None, tenggat: datetime | None, selesai: datetime | None) -> int:
    """The percentage of plain time, as the law counts."""
    if mulai is None or tenggat is None:
        return 0
    return int(((selesai or now()) - mulai) / (tenggat - mulai) * 100)
