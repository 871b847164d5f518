"""The four clocks of a complaint: acknowledge, first answer, resolve by class, and the limit of the law."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from metrologi.clock.models import calendar_for
from metrologi.clock.now import now


@dataclass(frozen=True)
class Jam:
    """`persen` of the time is used; `berjalan` while it neither was kept nor stands still."""

    kode: str
    nama: str
    tenggat: datetime | None
    selesai_at: datetime | None
    persen: int
    jeda: bool

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
    return [
        _jam(case, "akui", "Verifikasi", case.created_at, case.tenggat_akui, case.diakui_at or ended, 0, False),
        _jam(case, "tanggap", "Tanggapan awal", case.created_at, case.tenggat_tanggap, case.ditanggap_at or ended,
             case.jeda_tanggap, waits),
        _jam(case, "selesai", "Penyelesaian", case.kelas_at, case.tenggat_selesai, case.dijawab_at or ended,
             case.jeda_selesai, asks),
        _jam(case, "hukum", "Batas hukum 60 hari", case.lengkap_at, case.tenggat_hukum, case.dijawab_at or ended, 0, False,
             kalender=True),
    ]


def _jam(case: Any, kode: str, nama: str, mulai: datetime | None, tenggat: datetime | None, selesai: datetime | None,
         jeda_menit: int, jeda: bool, *, kalender: bool = False) -> Jam:
    return Jam(kode, nama, tenggat, selesai, _persen(case, mulai, tenggat, selesai, jeda_menit, kalender), jeda)


def _persen(case: Any, mulai: datetime | None, tenggat: datetime | None, selesai: datetime | None, jeda_menit: int,
            kalender: bool) -> int:
    """Of working minutes, less those that were waited; of plain time for the limit of the law."""
    if mulai is None or tenggat is None:
        return 0
    until = selesai or now()
    if kalender:
        return int((until - mulai) / (tenggat - mulai) * 100)
    calendar = calendar_for(case.uml_id)
    whole = calendar.minutes_between(mulai, tenggat) - jeda_menit
    used = calendar.minutes_between(mulai, until) - jeda_menit
    return max(0, used * 100 // whole) if whole > 0 else 0
