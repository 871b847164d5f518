"""What a sidang takes out of the office, for the calendar that every procedure reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from metrologi.pengujian.kalender import Tugas
from sidang.machine import Status
from sidang.models import Sidang

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml

BERTUGAS = (Status.MENUNGGU_SPT, Status.DIKEMBALIKAN, Status.TERJADWAL, Status.BERLANGSUNG)


def tugas_sidang(uml: Uml, first: date, last: date) -> Iterator[Tugas]:
    """The sidang of those days with a crew that is named."""
    rows = Sidang.objects.filter(uml=uml, status__in=BERTUGAS, tanggal__range=(first, last))
    for case in rows.select_related("kecamatan", "desa").prefetch_related("petugas"):
        yield Tugas(
            f"sidang {case.nomor}",
            case.tempat_lengkap,
            case.tanggal,
            case.tanggal,
            frozenset(p.pk for p in case.petugas.all()),
            case.kendaraan,
            case.get_absolute_url(),
            kunci(case),
        )


def kunci(case: Sidang) -> tuple[str, int]:
    """What the calendar calls this sidang."""
    return case.machine.code, case.pk
