"""SOP row 2: may this office test this instrument, on what basis, and if not, who near here may."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from metrologi.bkd.satuan import samakan
from metrologi.bkd.tulisan import tulis_angka
from metrologi.clock.now import today
from metrologi.uttp.jarak import km
from metrologi.uttp.models import (
    JenisUttp,
    LetakUml,
    LingkupTetangga,
    RuangLingkup,
    UmlTetangga,
    Uttp,
)
from metrologi.uttp.models.lingkup import Batas

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml


@dataclass(frozen=True)
class Jawaban:
    """The answer to that question.

    `terdekat` is filled only outside the scope, nearest first; `perlu` names the data that are
    still missing ("kelas").
    """

    dalam: bool
    alasan: str
    dasar: str = ""
    terdekat: list[tuple[UmlTetangga, int]] = field(default_factory=list)
    perlu: str = ""
    standar: str = ""
    pinjaman: str = ""
    dikonfirmasi: bool = False


class Lingkup:
    """The scope of `uml` on `day`, read once for any number of instruments."""

    def __init__(self, uml: Uml, day: date | None = None) -> None:
        self.uml, self.day = uml, day or today()

    def jawab(
        self, jenis: JenisUttp, kelas: str = "", kapasitas: Decimal | None = None, satuan: str = ""
    ) -> Jawaban:
        """The answer for one instrument; an unknown class or capacity is answered provisionally."""
        line = self._line(jenis)
        if line is None:
            alasan = f"{jenis.nama} tidak tercantum dalam ruang lingkup {self.uml.nama}."
            return Jawaban(False, alasan, terdekat=self.terdekat(jenis, kelas, kapasitas, satuan))
        if alasan := _di_luar(line, kelas, kapasitas, satuan):
            return Jawaban(
                False,
                alasan,
                dasar=line.dasar,
                terdekat=self.terdekat(jenis, kelas, kapasitas, satuan),
                dikonfirmasi=line.dikonfirmasi,
            )
        perlu = _belum_diketahui(line, kelas, kapasitas, satuan)
        return Jawaban(
            True,
            _alasan_dalam(line, perlu),
            dasar=line.dasar,
            perlu=perlu,
            standar=line.standar,
            pinjaman=line.pinjaman,
            dikonfirmasi=line.dikonfirmasi,
        )

    def alat(self, uttp: Uttp) -> Jawaban:
        """The answer for a registered instrument."""
        return self.jawab(uttp.jenis, uttp.kelas, uttp.kapasitas_maks, uttp.satuan)

    @cached_property
    def _lines(self) -> list[RuangLingkup]:
        return list(
            RuangLingkup.objects.pada(self.day).filter(uml=self.uml).select_related("jenis")
        )

    @cached_property
    def _neighbours(self) -> list[LingkupTetangga]:
        return list(
            LingkupTetangga.objects.filter(tetangga__aktif=True).select_related("tetangga", "jenis")
        )

    @cached_property
    def _here(self) -> LetakUml | None:
        return LetakUml.objects.filter(uml=self.uml).first()

    def _line(self, jenis: JenisUttp) -> RuangLingkup | None:
        """The line of the kind itself, else of its nearest family."""
        rank = {kode: n for n, kode in enumerate(jenis.silsilah)}
        lines = [line for line in self._lines if line.jenis.kode in rank]
        return min(
            lines, key=lambda line: (rank[line.jenis.kode], -line.mulai.toordinal()), default=None
        )

    def terdekat(
        self, jenis: JenisUttp, kelas: str = "", kapasitas: Decimal | None = None, satuan: str = ""
    ) -> list[tuple[UmlTetangga, int]]:
        """Neighbours whose scope covers the instrument, nearest first.

        Each with the distance from this office in kilometres.
        """
        family = set(jenis.silsilah)
        able = {
            line.tetangga
            for line in self._neighbours
            if line.jenis.kode in family and not _di_luar(line, kelas, kapasitas, satuan)
        }
        if not able or self._here is None:
            return [(t, 0) for t in sorted(able, key=lambda t: t.nama)]
        here = (self._here.lintang, self._here.bujur)
        return sorted(
            ((t, km(here, (t.lintang, t.bujur))) for t in able),
            key=lambda pair: (pair[1], pair[0].nama),
        )


def jawab(
    uml: Uml,
    jenis: JenisUttp,
    kelas: str = "",
    kapasitas: Decimal | None = None,
    satuan: str = "",
    day: date | None = None,
) -> Jawaban:
    """One answer from the scope of `uml` in force on `day`."""
    return Lingkup(uml, day).jawab(jenis, kelas, kapasitas, satuan)


def _di_luar(line: Batas, kelas: str, kapasitas: Decimal | None, satuan: str) -> str:
    """Why the instrument is beyond the line's limits; "" when it is not."""
    if line.kelas and kelas and kelas not in line.kelas:
        return (
            f"{line.jenis} kelas {kelas} di luar ruang lingkup; yang dilayani kelas"
            f" {', '.join(line.kelas)}."
        )
    if line.batas_maks is None or kapasitas is None:
        return ""
    nilai = samakan(kapasitas, satuan or line.satuan, line.satuan)
    if nilai is not None and nilai > line.batas_maks:
        ukuran = f"{tulis_angka(kapasitas)} {satuan or line.satuan}"
        return f"Kapasitas {ukuran} melebihi batas ruang lingkup {line.batas}."
    return ""


def _belum_diketahui(line: Batas, kelas: str, kapasitas: Decimal | None, satuan: str) -> str:
    if line.kelas and not kelas:
        return "kelas"
    if line.batas_maks is None:
        return ""
    if kapasitas is None or samakan(kapasitas, satuan or line.satuan, line.satuan) is None:
        return "kapasitas"
    return ""


def _alasan_dalam(line: RuangLingkup, perlu: str) -> str:
    if perlu == "kelas":
        kelas = ", ".join(line.kelas)
        return (
            f"Dalam ruang lingkup untuk kelas {kelas}; kelas alat dipastikan petugas saat alat"
            " diterima."
        )
    if perlu == "kapasitas":
        return (
            f"Dalam ruang lingkup sampai {line.batas}; kapasitas alat dipastikan petugas saat alat"
            " diterima."
        )
    return "Dalam ruang lingkup kantor ini."
