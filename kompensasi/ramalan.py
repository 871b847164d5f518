"""Whether a promise is or will be broken, and what follows; plain Python, in working minutes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

# From so many finished stays on, a stage's own past speaks for it; below, its promise does.
SAMPEL = 20
PERSENTIL = 0.9


@dataclass(frozen=True)
class TahapRamalan:
    """A stage in the hands of the office: its promise, and what earlier cases took for it.

    `p90` is the 90th percentile of `sampel` earlier stays; all in working minutes.
    """

    janji: int
    p90: int | None = None
    sampel: int = 0

    @property
    def perkiraan(self) -> int:
        return self.p90 if self.p90 is not None and self.sampel >= SAMPEL else self.janji


@dataclass(frozen=True)
class Ramalan:
    """What is left to do and what is left of the promise, counted from now."""

    sisa_kerja: int
    sisa_janji: int

    @property
    def terlambat(self) -> int:
        """Minutes past the promise that the forecast ends; 0 when it will be kept."""
        return max(self.sisa_kerja - self.sisa_janji, 0)


def ramalkan(terpakai: int, kini: TahapRamalan, sesudah: Iterable[TahapRamalan]) -> Ramalan:
    """The rest of the service when `terpakai` minutes of the present stage have gone and `sesudah`
    follow it.

    A stage that has outlasted its forecast is taken to end now; that it outlasts its promise is
    fact, not forecast.
    """
    rest = list(sesudah)
    kerja = max(kini.perkiraan - terpakai, 0) + sum(t.perkiraan for t in rest)
    return Ramalan(kerja, kini.janji - terpakai + sum(t.janji for t in rest))


class Tindakan(Enum):
    """What the watch does: nothing, open an item, or mark the one that exists."""

    DIAM = "diam"
    BUKA = "buka"
    TANDAI = "tandai"


@dataclass(frozen=True)
class Catatan:
    """A monitoring item that exists for a case.

    For which stay, whether that promise is broken, whether it was kept.
    """

    pk: int
    urut: int
    nyata: bool
    tepat_waktu: bool = False


def putuskan(urut: int, nyata: bool, ada: Iterable[Catatan]) -> tuple[Tindakan, int | None]:
    """What to do about a breach, real or forecast, of the stay that began with log row `urut`; and
    on which item.

    One breach has one item. A forecast that comes true is the same breach, so its item moves to the
    stay that broke; a forecast beside any item that still runs or has led to compensation says
    nothing new.
    """
    ada = list(ada)
    if not nyata:
        known = any(i.urut == urut or not i.tepat_waktu for i in ada)
        return (Tindakan.DIAM if known else Tindakan.BUKA), None
    if any(i.urut == urut and i.nyata for i in ada):
        return Tindakan.DIAM, None
    foretold = next((i for i in ada if not i.nyata and (not i.tepat_waktu or i.urut == urut)), None)
    return (Tindakan.TANDAI, foretold.pk) if foretold else (Tindakan.BUKA, None)
