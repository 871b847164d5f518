"""The plan of the half year: which markets and villages need a sidang."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from metrologi.uttp.models import Uttp, Wilayah
from metrologi.web import whole_number
from sidang.models import BarisSidang, Sidang

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml


# What makes a place one: the market and its kecamatan, or kecamatan and village.
Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Semester:
    """January to June, or July to December."""

    tahun: int
    ke: int

    @classmethod
    def dari(cls, teks: str, hari: date) -> Semester:
        """From "2026-2"; anything else is the half year of `hari`."""
        year, _, ke = teks.partition("-")
        tahun = whole_number(year, longest=4) or 0
        if 2000 <= tahun <= 2999 and ke in ("1", "2"):
            return cls(tahun, int(ke))
        return cls(hari.year, 1 if hari.month < 7 else 2)

    def __str__(self) -> str:
        return f"Semester {'I' if self.ke == 1 else 'II'} {self.tahun}"

    @property
    def kode(self) -> str:
        return f"{self.tahun}-{self.ke}"

    @property
    def awal(self) -> date:
        return date(self.tahun, 1 if self.ke == 1 else 7, 1)

    @property
    def akhir(self) -> date:
        return date(self.tahun, 6, 30) if self.ke == 1 else date(self.tahun, 12, 31)

    def geser(self, n: int) -> Semester:
        number = self.tahun * 2 + self.ke - 1 + n
        return Semester(number // 2, number % 2 + 1)


@dataclass
class Usul:
    """One place: what expires there in the period, of how many owners, and how it went a year
    before."""

    lokasi: str
    pasar: str
    kecamatan: Wilayah
    desa: Wilayah | None
    habis: int = 0
    semua: int = 0
    pemilik: int = 0
    hadir: int = 0
    diuji: int = 0
    sidang: Sidang | None = None

    @property
    def kunci(self) -> str:
        """What the form calls this place, whatever stands above it in the list."""
        parts = "|".join(map(str, _key(self.pasar, self.kecamatan.pk, self.desa_id)))
        return parts.encode().hex()

    @property
    def desa_id(self) -> int | None:
        return self.desa.pk if self.desa else None

    @property
    def perlu(self) -> bool:
        return bool(self.habis or self.diuji or self.sidang)


def usul(uml: Uml, semester: Semester) -> list[Usul]:
    """Markets and villages with something to test, most expiring first.

    A fixed number of queries.
    """
    places = _tempat(uml, semester)
    for row in _tahun_lalu(uml, semester):
        if place := places.get(
            _key(row["sidang__pasar"], row["sidang__kecamatan"], row["sidang__desa"])
        ):
            place.hadir, place.diuji = place.hadir + row["hadir"], place.diuji + row["diuji"]
    for sidang in Sidang.objects.filter(
        uml=uml, tanggal__range=(semester.awal, semester.akhir)
    ).exclude(status="dibatalkan"):
        if place := places.get(_key(sidang.pasar, sidang.kecamatan_id, sidang.desa_id)):
            place.sidang = sidang
    return sorted(places.values(), key=lambda p: (-p.habis, -p.semua, p.lokasi))


def _key(pasar: str, kecamatan: int, desa: int | None) -> Key:
    """A market is one place however its traders wrote the village."""
    return (pasar.lower(), kecamatan) if pasar else ("", kecamatan, desa or 0)


def _tempat(uml: Uml, semester: Semester) -> dict[Key, Usul]:
    rows = Uttp.objects.filter(uml=uml, aktif=True, jenis__terpasang=False).exclude(
        jenis__lembar=""
    )
    due = Q(berlaku_sampai__lte=semester.akhir) | Q(putusan_terakhir="perlu_perbaikan")
    counted = rows.values("tempat__pasar", "tempat__kecamatan", "tempat__desa").annotate(
        semua=Count("pk"), habis=Count("pk", filter=due), pemilik_n=Count("pemilik", distinct=True)
    )
    names: dict[int, Wilayah] = {
        w.pk: w for w in Wilayah.objects.filter(tingkat__in=("kecamatan", "desa"))
    }
    found: dict[Key, Usul] = {}
    for row in counted.order_by("tempat__kecamatan", "tempat__desa", "tempat__pasar"):
        pasar, desa = row["tempat__pasar"], names.get(row["tempat__desa"])
        kecamatan = names[row["tempat__kecamatan"]]
        place = found.setdefault(
            _key(pasar, kecamatan.pk, row["tempat__desa"]),
            Usul(pasar or str(desa or kecamatan), pasar, kecamatan, desa),
        )
        place.semua, place.habis = place.semua + row["semua"], place.habis + row["habis"]
        place.pemilik += row["pemilik_n"]
    return found


def _tahun_lalu(uml: Uml, semester: Semester) -> Any:
    """Owners and instruments that came to a sidang of the same half year, a year before."""
    before = semester.geser(-2)
    rows = BarisSidang.objects.filter(
        sidang__uml=uml, aktif=True, sidang__tanggal__range=(before.awal, before.akhir)
    )
    return (
        rows.values("sidang__pasar", "sidang__kecamatan", "sidang__desa")
        .order_by()
        .annotate(hadir=Count("perkara__pemilik", distinct=True), diuji=Count("pk"))
    )
