"""Counts of a sidang: people, instruments, results and weights, in all and by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

from sidang.models import BarisSidang, PesertaSidang, Sidang

if TYPE_CHECKING:
    from django.db.models import QuerySet

HASIL = {"sah": Q(hasil="sah"), "batal": Q(hasil="batal"), "perbaikan": Q(hasil="perlu_perbaikan")}


@dataclass(frozen=True)
class Hitungan:
    """What the counter shows; `menunggu` are instruments not yet tested.

    `orang` have stayed, `pulang` came and went home before a test.
    """

    orang: int
    pulang: int
    uttp: int
    sah: int
    batal: int
    perbaikan: int
    menunggu: int
    anak_timbangan: int

    @property
    def diuji(self) -> int:
        return self.uttp - self.menunggu


def hitung(sidang: Sidang) -> Hitungan:
    """Two queries, however long the register."""
    people = sidang.peserta.aggregate(
        stayed=Count("pk", filter=~Q(status="pulang")), gone=Count("pk", filter=Q(status="pulang"))
    )
    row = _aktif(sidang).aggregate(uttp=Count("pk"), at=Sum("anak_timbangan"), **_hasil())
    menunggu = _aktif(sidang).filter(hasil="", dilepas=False).count()
    return Hitungan(
        people["stayed"],
        people["gone"],
        row["uttp"],
        row["sah"],
        row["batal"],
        row["perbaikan"],
        menunggu,
        row["at"] or 0,
    )


def _hasil() -> dict[str, Count]:
    return {name: Count("pk", filter=where) for name, where in HASIL.items()}


def _aktif(sidang: Sidang) -> QuerySet[BarisSidang]:
    return BarisSidang.objects.filter(sidang=sidang, aktif=True)


def per_jenis(sidang: Sidang) -> list[dict[str, Any]]:
    """One line a kind, in the order of the regulation: jumlah, tera, tera_ulang, sah, batal,
    perbaikan, at."""
    rows = (
        _aktif(sidang)
        .values("uttp__jenis__nama", "uttp__jenis__urut")
        .annotate(
            jumlah=Count("pk"),
            at=Sum("anak_timbangan"),
            tera=Count("pk", filter=Q(tahap="tera")),
            tera_ulang=Count("pk", filter=Q(tahap="tera_ulang")),
            **_hasil(),
        )
    )
    return [
        {**row, "jenis": row["uttp__jenis__nama"]} for row in rows.order_by("uttp__jenis__urut")
    ]


def baris_register(sidang: Sidang) -> list[BarisSidang]:
    """Every row of the register in queue order, those who went home untested included.

    One query.
    """
    rows = BarisSidang.objects.filter(sidang=sidang).select_related(
        "perkara__pemilik", "uttp__jenis", "uttp__tempat", "pengujian__penera"
    )
    return list(rows.order_by("perkara__antrean", "urut"))


def terakhir(sidang: Sidang, banyak: int = 12) -> list[PesertaSidang]:
    """The latest participants of the register, the newest first; one query."""
    rows = sidang.peserta.select_related("pemilik", "created_by", "sidang").annotate(
        alat=Count("items")
    )
    return list(rows.order_by("-antrean")[:banyak])
