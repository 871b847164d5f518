"""Who may sit on an appeal panel, and whether a proposed panel is lawful: plain Python, no
database.

A lawful panel has at least three members, an odd number of them, its chair among them, and nobody
who tested, verified, signed, handled or decided the matter, represents the customer, decides on the
panel's decision, or has a tie to the customer that is younger than two years (ISO/IEC 17065, 7.13.5
and 7.13.6; ISO/IEC 17025, 7.9.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrologi.clock.indonesia import tanggal

TERKECIL = 3
TAHUN_JEDA = 2


class Jenis(StrEnum):
    """What a person did in the matter, or is to the customer."""

    MENGUJI = "menguji"
    MEMERIKSA = "memeriksa"
    MENANDATANGANI = "menandatangani"
    MENANGANI = "menangani"
    MEMUTUS = "memutus"
    MENYETUJUI = "menyetujui"
    MEWAKILI = "mewakili"
    TERKAIT = "terkait"


KATA = {
    Jenis.MENGUJI: "menguji",
    Jenis.MEMERIKSA: "memeriksa atau menerima",
    Jenis.MENANDATANGANI: "menandatangani surat pada",
    Jenis.MENANGANI: "menangani",
    Jenis.MEMUTUS: "memutus pada",
    Jenis.MENYETUJUI: "menyetujui putusan panel atas",
    Jenis.MEWAKILI: "mewakili atau mengajukan",
    Jenis.TERKAIT: "menyatakan keterkaitan:",
}


@dataclass(frozen=True)
class Perbuatan:
    """One deed: what, on which case (its number, or what the tie is).

    A tie may have ended on `sampai`.
    """

    jenis: Jenis
    perkara: str
    sampai: date | None = None

    def menghalangi(self, hari: date) -> bool:
        """Deeds bar for ever; a tie that ended bars for two more years."""
        return self.jenis is not Jenis.TERKAIT or self.sampai is None or hari < _jeda(self.sampai)

    def __str__(self) -> str:
        akhir = (
            f" (berakhir {tanggal(self.sampai)}, jeda {TAHUN_JEDA} tahun)" if self.sampai else ""
        )
        return f"{KATA[self.jenis]} {self.perkara}{akhir}"


def _jeda(sampai: date) -> date:
    """Two years later; 29 February becomes 1 March, so that the pause is never a day too short."""
    try:
        return sampai.replace(year=sampai.year + TAHUN_JEDA)
    except ValueError:
        return date(sampai.year + TAHUN_JEDA, 3, 1)


@dataclass(frozen=True)
class Calon:
    """A person of the office who might sit, with all they did in the matter."""

    id: int
    nama: str
    perbuatan: tuple[Perbuatan, ...] = ()

    def halangan(self, hari: date) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(p) for p in self.perbuatan if p.menghalangi(hari)))

    def berhak(self, hari: date) -> bool:
        return not self.halangan(hari)


@dataclass(frozen=True)
class Putusan:
    """Whether a proposed panel is lawful; every reason why not."""

    alasan: tuple[str, ...]

    @property
    def sah(self) -> bool:
        return not self.alasan


class Penilai:
    """Judges panels drawn from these candidates on a day."""

    def __init__(self, calon: Iterable[Calon], hari: date) -> None:
        self.calon = {c.id: c for c in calon}
        self.hari = hari

    def berhak(self) -> list[Calon]:
        return [c for c in self.calon.values() if c.berhak(self.hari)]

    def terhalang(self) -> list[tuple[Calon, tuple[str, ...]]]:
        return [(c, c.halangan(self.hari)) for c in self.calon.values() if not c.berhak(self.hari)]

    def ada_panel(self) -> bool:
        return len(self.berhak()) >= TERKECIL

    def nilai(self, anggota: Sequence[int], ketua: int | None) -> Putusan:
        """Judge a proposal: ids of the members, and of the chair among them."""
        return Putusan(
            (*self._jumlah(anggota), *self._ketua(anggota, ketua), *self._netral(anggota))
        )

    def _jumlah(self, anggota: Sequence[int]) -> Iterable[str]:
        if len(set(anggota)) != len(anggota):
            yield "Seorang anggota disebut lebih dari sekali."
        if len(set(anggota)) < TERKECIL:
            yield f"Panel sekurangnya {TERKECIL} orang."
        if len(set(anggota)) % 2 == 0:
            yield "Jumlah anggota panel harus ganjil."

    def _ketua(self, anggota: Sequence[int], ketua: int | None) -> Iterable[str]:
        if ketua not in anggota:
            yield "Ketua panel harus salah seorang anggotanya."

    def _netral(self, anggota: Sequence[int]) -> Iterable[str]:
        for pk in dict.fromkeys(anggota):
            if pk not in self.calon:
                yield "Panel memuat orang yang bukan pegawai aktif kantor ini."
            elif halangan := self.calon[pk].halangan(self.hari):
                yield f"{self.calon[pk].nama} tidak berhak: {'; '.join(halangan)}."
