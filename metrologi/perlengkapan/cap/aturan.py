"""Whether a penera may leave a mark today: a stamp must be active and on loan to them (SOP CTT)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from metrologi.accounts.models import Uml, User
from metrologi.perlengkapan.cap.models import Ctt, PengecualianCtt, PinjamCtt


@dataclass(frozen=True)
class Keberatan:
    """Which kind of mark, and why no stamp for it is in the penera's hands."""

    jenis: str
    alasan: str


class Buku:
    """The register of one office for one penera on one day; two queries for any number of marks."""

    def __init__(self, uml: Uml | int, penera: User, hari: date) -> None:
        self.uml, self.hari = uml, hari
        self.cap = list(Ctt.objects.filter(uml=uml).select_related("pengembalian"))
        loans = (
            PinjamCtt.objects.pada(hari).filter(penera=penera.pk)
            if self.cap
            else PinjamCtt.objects.none()
        )
        self.dipinjam = set(loans.values_list("ctt_id", flat=True))

    @property
    def kosong(self) -> bool:
        """An office that has entered no stamp is not asked for any."""
        return not self.cap

    def di_tangan(self) -> list[Ctt]:
        """The stamps on loan to the penera that are active on the day."""
        return [c for c in self.cap if c.pk in self.dipinjam and not c.belum_aktif(self.hari)]

    def keberatan(self, marks: Iterable[tuple[str, str]]) -> list[Keberatan]:
        """`marks` are (kind, two digits of the year); nothing for an office without a register."""
        if self.kosong:
            return []
        found = [(jenis, self._alasan(jenis, tahun)) for jenis, tahun in marks]
        return [Keberatan(jenis, alasan) for jenis, alasan in found if alasan]

    def _alasan(self, jenis: str, tahun: str) -> str:
        """Why no stamp in these hands leaves that mark; "" when one does."""
        nama = f"{Ctt.Jenis(jenis).label} “{tahun}”"
        fitting = [c for c in self.cap if c.jenis == jenis and c.untuk_tahun(tahun)]
        if not fitting:
            return f"{nama} tidak ada di register CTT kantor ini."
        active = [c for c in fitting if not c.belum_aktif(self.hari)]
        if not active:
            return f"{nama} {fitting[0].belum_aktif(self.hari)}."
        if not any(c.pk in self.dipinjam for c in active):
            return f"{nama} tidak sedang Anda pinjam; pinjam dahulu dari petugas gudang."
        return ""

    def pengecualian(self) -> PengecualianCtt | None:
        """The Kepala's leave that covers the day."""
        rows = PengecualianCtt.objects.filter(
            Q(mulai__lte=self.hari, sampai__gte=self.hari), uml=self.uml
        )
        return rows.order_by("-ditetapkan_at").first()
