"""The close of the day: who held how much, what was counted, and which serials are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Sum

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.notifications.send import send
from metrologi.perlengkapan.akses import petugas
from metrologi.perlengkapan.segel.models import Gerak, Penerimaan, Seri, TutupHari
from metrologi.perlengkapan.segel.seri import ringkas
from metrologi.web import Chip

KOLOM = ("diterima", "gudang", "dipegang", "terpakai", "rusak")


@dataclass
class Neraca:
    """One kind's equation: received = in stock + out + used + void."""

    jenis: str
    jumlah: dict[str, int]

    @property
    def seimbang(self) -> bool:
        return self.jumlah["diterima"] == sum(self.jumlah[k] for k in KOLOM[1:])

    @property
    def chip(self) -> Chip:
        """Whether the equation holds."""
        return Chip("Seimbang", "ok") if self.seimbang else Chip("Tidak seimbang", "bad")


def neraca(uml_ids: Sequence[int]) -> list[Neraca]:
    """The equation of each kind at these units together; one query."""
    rows = Penerimaan.objects.filter(uml__in=uml_ids).order_by("jenis").values("jenis")
    sums = rows.annotate(**{f"n_{k}": Sum(k) for k in KOLOM})
    return [
        Neraca(Penerimaan(jenis=r["jenis"]).get_jenis_display(), {k: r[f"n_{k}"] for k in KOLOM})
        for r in sums
    ]


def menurut_buku(uml: Uml | int, pemegang: User | None) -> list[str]:
    """The serials that should be in these hands (None: in the store) now."""
    rows = Seri.objects.filter(uml=uml)
    rows = rows.di_tangan(pemegang) if pemegang else rows.filter(keadaan=Seri.Keadaan.GUDANG)
    return list(rows.order_by("nomor").values_list("nomor", flat=True))


@transaction.atomic
def tutup(uml: Uml, dihitung: Sequence[str], *, pemegang: User | None, oleh: User) -> TutupHari:
    """Record a count (`pemegang` None: of the store).

    What the ledger has and the count has not is missing; store and Kepala are told its numbers.
    """
    book, counted = set(menurut_buku(uml, pemegang)), set(dihitung)
    made = TutupHari.objects.create(
        uml=uml,
        tanggal=today(),
        pemegang=pemegang,
        menurut_buku=len(book),
        dihitung=len(counted),
        oleh=oleh,
        hilang=sorted(book - counted),
        lebih=sorted(counted - book),
    )
    if made.hilang:
        _kabari(made)
    return made


def _kabari(made: TutupHari) -> None:
    who = str(made.pemegang or "gudang")
    for user in petugas(made.uml_id, Role.ADMINISTRASI, Role.KEPALA):
        send(
            user,
            judul=f"Segel tidak ditemukan saat tutup hari: {len(made.hilang)} nomor",
            url="/perlengkapan/segel/tutup/",
            isi=f"Menurut buku dipegang {who}, tetapi tidak terhitung: {ringkas(made.hilang)}.",
        )


@dataclass
class Tangan:
    """A holder on a day: how many they have, and the last count they gave that day."""

    pemegang: User | None
    banyak: int
    tutup: TutupHari | None = field(default=None)

    @property
    def chip(self) -> Chip:
        """The day's count, or that there is none yet."""
        return self.tutup.chip if self.tutup else Chip("Belum tutup", "info")


def tangan(uml: Uml, hari: date) -> list[Tangan]:
    """The store and every penera who holds something or has closed today."""
    closed: dict[int | None, TutupHari] = {}
    for row in (
        TutupHari.objects.filter(uml=uml, tanggal=hari)
        .select_related("pemegang")
        .order_by("pada", "pk")
    ):
        closed[row.pemegang_id] = row
    counts = dict(
        Seri.objects.filter(uml=uml, keadaan=Seri.Keadaan.DIPEGANG)
        .order_by()
        .values_list("pemegang")
        .annotate(n=Count("pk"))
    )
    people = User.objects.filter(pk__in={*counts, *closed} - {None}).order_by("nama", "pk")
    store = Tangan(
        None, Seri.objects.filter(uml=uml, keadaan=Seri.Keadaan.GUDANG).count(), closed.get(None)
    )
    return [store, *(Tangan(u, counts.get(u.pk, 0), closed.get(u.pk)) for u in people)]


def lupa_tutup(uml: Uml, hari: date) -> list[str]:
    """The names of those who had serials at the end of that day and did not count them since."""
    moved = Gerak.objects.filter(seri=OuterRef("pk"), pada__date__gt=hari)
    rows = Seri.objects.filter(
        ~Exists(moved), uml=uml, keadaan__in=(Seri.Keadaan.GUDANG, Seri.Keadaan.DIPEGANG)
    )
    holders = set(rows.order_by().values_list("pemegang", flat=True).distinct())
    counted = (
        TutupHari.objects.filter(uml=uml, tanggal__gte=hari)
        .order_by()
        .values_list("pemegang", flat=True)
    )
    missing = holders - set(counted)
    names = (
        User.objects.filter(pk__in=missing - {None})
        .order_by("nama", "pk")
        .values_list("nama", flat=True)
    )
    return [*(["gudang"] if None in missing else []), *names]
