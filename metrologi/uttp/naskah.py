"""Where anybody can check the letters that the history of an instrument names."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from metrologi.uttp.models import RiwayatUttp
from metrologi.uttp.models.riwayat import Peristiwa

BERSURAT = {Peristiwa.SKHP, Peristiwa.DICABUT}
# The unit's primary key and the number of a letter's case.
Surat = tuple[int, str]
Pencari = Callable[[set[Surat]], dict[Surat, str]]
_pencari: list[Pencari] = []


def daftarkan(pencari: Pencari) -> None:
    """A layer above says where each of these letters is checked."""
    if pencari not in _pencari:
        _pencari.append(pencari)


def bertaut(rows: Iterable[RiwayatUttp]) -> list[tuple[RiwayatUttp, str]]:
    """Each row with the public page of its letter; "" where it has none."""
    found = list(rows)
    wanted = {(r.uml_id, r.nomor) for r in found if r.peristiwa in BERSURAT and r.nomor}
    where: dict[Surat, str] = {}
    for pencari in _pencari if wanted else ():
        where |= pencari(wanted)
    return [
        (r, where.get((r.uml_id, r.nomor), "") if r.peristiwa in BERSURAT else "") for r in found
    ]
