"""The four clocks of a complaint.

Acknowledge, first answer, resolve by class, and the limit of the law.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from metrologi.clock.calendar import WorkCalendar
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now
from metrologi.web import Chip

if TYPE_CHECKING:
    from pengaduan.models import Pengaduan


@dataclass(frozen=True)
class Jam:
    """One clock: when it ends (`tenggat`; None before it begins) and when it was kept.

    `jeda` says that it stands still, since the reporter is waited for. `terpakai` reckons the
    percentage of its time that is used.
    """

    kode: str
    nama: str
    tenggat: datetime | None
    selesai_at: datetime | None
    jeda: bool
    terpakai: Callable[[], int]

    @property
    def persen(self) -> int:
        """The used share of the time; it asks the calendar of the office at every call."""
        return self.terpakai()

    @property
    def berjalan(self) -> bool:
        return self.tenggat is not None and self.selesai_at is None and not self.jeda

    @property
    def chip(self) -> Chip | None:
        """Kept, missed or standing still; None while it runs."""
        if self.tepat is not None:
            return Chip("Ditepati", "ok") if self.tepat else Chip("Terlewat", "bad")
        return Chip("Berhenti") if self.jeda and self.tenggat else None

    @property
    def tepat(self) -> bool | None:
        """Kept or broken; None while it is open."""
        if self.tenggat is None:
            return None
        if self.selesai_at is None:
            return None if self.jeda or now() <= self.tenggat else False
        return self.selesai_at <= self.tenggat


def jam_dari(case: Pengaduan) -> list[Jam]:
    """The four clocks in the order of their ends."""
    ended = case.status_since if case.state.final else None
    dijawab = case.dijawab_at or ended
    terpakai = partial(menit_terpakai, cache(lambda: calendar_for(case.uml_id)))
    return [
        Jam(
            "akui",
            "Verifikasi",
            case.tenggat_akui,
            case.diakui_at or ended,
            False,
            partial(terpakai, case.created_at, case.tenggat_akui, case.diakui_at or ended, 0),
        ),
        Jam(
            "tanggap",
            "Tanggapan awal",
            case.tenggat_tanggap,
            case.ditanggap_at or ended,
            case.status == "menunggu_pelapor",
            partial(
                terpakai,
                case.created_at,
                case.tenggat_tanggap,
                case.ditanggap_at or ended,
                case.jeda_tanggap,
            ),
        ),
        Jam(
            "selesai",
            "Penyelesaian",
            case.tenggat_selesai,
            dijawab,
            case.status == "menunggu_keterangan",
            partial(terpakai, case.kelas_at, case.tenggat_selesai, dijawab, case.jeda_selesai),
        ),
        Jam(
            "hukum",
            "Batas hukum 60 hari",
            case.tenggat_hukum,
            dijawab,
            False,
            partial(waktu_terpakai, case.lengkap_at, case.tenggat_hukum, dijawab),
        ),
    ]


def menit_terpakai(
    kalender: Callable[[], WorkCalendar],
    mulai: datetime | None,
    tenggat: datetime | None,
    selesai: datetime | None,
    jeda_menit: int,
) -> int:
    """The percentage of working minutes, less those that were waited."""
    if mulai is None or tenggat is None:
        return 0
    calendar = kalender()
    total = calendar.minutes_between(mulai, tenggat) - jeda_menit
    used = calendar.minutes_between(mulai, selesai or now()) - jeda_menit
    return max(0, used * 100 // total) if total > 0 else 0


def waktu_terpakai(
    mulai: datetime | None, tenggat: datetime | None, selesai: datetime | None
) -> int:
    """The percentage of plain time, as the law counts."""
    if mulai is None or tenggat is None:
        return 0
    return int(((selesai or now()) - mulai) / (tenggat - mulai) * 100)
