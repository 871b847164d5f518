"""Which loads a set of weights can make: its smallest piece, and all its pieces together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from metrologi.bkd.satuan import samakan
from metrologi.bkd.tulisan import tulis_angka
from metrologi.uttp.models import Standar

NOMINAL = re.compile(r"(\d+(?:[.,]\d+)?)\s*(mg|kg|g|t)(?![A-Za-z])")
# The pieces of a set (1, 2, 2, 5, ...) together weigh about twice its largest one.
SERANGKAI = 2
# R 76-1 3.7.3: the standards at least a fifth of Max, and only where Max is above a tonne.
SUBSTITUSI_MAKS_KG, SUBSTITUSI_BAGIAN = Decimal(1000), 5


@dataclass(frozen=True)
class Jangkauan:
    """The smallest piece and the sum of all, in the unit asked for."""

    terkecil: Decimal
    jumlah: Decimal


def jangkauan(standar: Standar, satuan: str) -> Jangkauan | None:
    """What the engraved nominal ("20 kg", "1 mg - 10 kg") says; None where it says nothing."""
    sizes = [_dalam(*found, satuan) for found in NOMINAL.findall(standar.nominal)]
    known = [size for size in sizes if size is not None]
    if not known:
        return None
    least, most = min(known), max(known)
    pieces = SERANGKAI if least < most else standar.jumlah
    return Jangkauan(least, most * pieces)


def _dalam(angka: str, unit: str, satuan: str) -> Decimal | None:
    value = Decimal(angka.replace(",", "."))
    return value if unit == satuan else samakan(value, unit, satuan)


def cukup(standar: Standar, satuan: str, beban: Decimal) -> bool:
    """Whether this standard alone makes the load; where its nominal is not known, yes."""
    reach = jangkauan(standar, satuan)
    return reach is None or reach.terkecil <= beban <= reach.jumlah


def ragu(
    standar: Iterable[Standar],
    beban: Iterable[Decimal],
    satuan: str,
    *,
    maks: Decimal | None,
    substitusi: bool,
) -> Iterator[str]:
    """Doubts about loads that the chosen weights cannot make; `substitusi`: with other loads."""
    reached = [jangkauan(s, satuan) for s in standar]
    known = [r for r in reached if r is not None]
    loads = [load for load in beban if load > 0]
    if not loads or not known or len(known) < len(reached):
        return
    total, least = sum(r.jumlah for r in known), min(r.terkecil for r in known)
    if min(loads) < least:
        yield (
            f"Beban terkecil {tulis_angka(min(loads))} {satuan} lebih ringan daripada standar "
            f"terkecil yang dipilih ({tulis_angka(least)} {satuan})."
        )
    if substitusi:
        yield from _substitusi(Decimal(total), maks, satuan)
    elif max(loads) > total:
        yield (
            f"Standar yang dipilih hanya sampai {tulis_angka(Decimal(total))} {satuan}; beban uji "
            f"sampai {tulis_angka(max(loads))} {satuan}. Tambah standarnya, atau nyatakan metode "
            "substitusi."
        )


def _substitusi(total: Decimal, maks: Decimal | None, satuan: str) -> Iterator[str]:
    """What R 76-1 3.7.3 asks of standards where other loads take the place of the rest."""
    if maks is None:
        return
    heavy = samakan(maks, satuan, "kg") if satuan != "kg" else maks
    if heavy is not None and heavy <= SUBSTITUSI_MAKS_KG:
        yield "Metode substitusi hanya untuk timbangan di atas 1 t (OIML R 76-1 3.7.3)."
    if total * SUBSTITUSI_BAGIAN < maks:
        yield (
            f"Standar yang dipilih {tulis_angka(total)} {satuan}, kurang dari seperlima kapasitas "
            f"{tulis_angka(maks)} {satuan} (OIML R 76-1 3.7.3)."
        )
