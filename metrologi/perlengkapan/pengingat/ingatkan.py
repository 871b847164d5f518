"""Reminders before something ends, and of a day that nobody closed: each sent once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.clock.indonesia import tanggal
from metrologi.clock.models import calendar_for
from metrologi.clock.now import today
from metrologi.notifications.send import send
from metrologi.perlengkapan.akses import petugas
from metrologi.perlengkapan.pengingat.models import Pengingat
from metrologi.perlengkapan.segel.models import Seri
from metrologi.perlengkapan.segel.tutup import lupa_tutup
from metrologi.uttp.models import Standar, Uttp
from metrologi.uttp.perwakilan import akun_dari

TENTANG = Pengingat.Tentang
HARI_STANDAR, HARI_UTTP = (90, 30, 7), (90, 30)
PENGURUS = (Role.ADMINISTRASI, Role.ADMIN_SATKER, Role.KEPALA)
# A message lists so many instruments; a fleet of pumps has its list in the register.
DISEBUT = 20


def ambang(sisa: int, leads: Iterable[int]) -> int | None:
    """The lead time that is due `sisa` days before the end: the shortest one reached, or None."""
    return min((lead for lead in leads if sisa <= lead), default=None)


def ingatkan() -> int:
    """Send every reminder that is due today and not on record; returns of how many things."""
    return _standar(today()) + _uttp(today()) + _tutup(today())


def _belum(
    tentang: str, ends: dict[int, date], leads: tuple[int, ...], hari: date
) -> list[Pengingat]:
    """The reminders due for these things (key → its end) that are not on record."""
    due = {pk: ambang((end - hari).days, leads) for pk, end in ends.items()}
    wanted = {(pk, ends[pk], lead) for pk, lead in due.items() if lead}
    sent = Pengingat.objects.filter(tentang=tentang, objek_id__in=ends).values_list(
        "objek_id", "tanggal", "hari"
    )
    return [
        Pengingat(tentang=tentang, objek_id=pk, tanggal=end, hari=lead)
        for pk, end, lead in sorted(wanted - set(sent))
    ]


def _catat(rows: list[Pengingat], tell: Callable[[], None]) -> int:
    """Record and send in one transaction; nothing where another worker was faster."""
    try:
        with transaction.atomic():
            Pengingat.objects.bulk_create(rows)
            tell()
    except IntegrityError:
        return 0
    return len(rows)


def _standar(hari: date) -> int:
    last, done = hari + timedelta(days=max(HARI_STANDAR)), 0
    for tentang, field in (
        (TENTANG.STANDAR, "berlaku_sampai"),
        (TENTANG.PERJANJIAN, "perjanjian_sampai"),
    ):
        rows = {
            s.pk: s for s in Standar.objects.filter(aktif=True, **{f"{field}__range": (hari, last)})
        }
        for due in _belum(
            tentang, {pk: getattr(s, field) for pk, s in rows.items()}, HARI_STANDAR, hari
        ):
            done += _catat(
                [due], _kabari_standar(rows[due.objek_id], due, (due.tanggal - hari).days)
            )
    return done


def _kabari_standar(standar: Standar, due: Pengingat, sisa: int) -> Callable[[], None]:
    paper = standar.sertifikat_nomor if due.tentang == TENTANG.STANDAR else standar.perjanjian

    def tell() -> None:
        for user in petugas(standar.uml_id, *PENGURUS):
            send(
                user,
                judul=f"{due.get_tentang_display()} berakhir {sisa} hari lagi",
                url=f"/perlengkapan/standar/{standar.pk}/",
                isi=f"{standar}: {paper} berakhir {tanggal(due.tanggal)}. "
                "Sesudah itu standar tidak dapat dipilih di cerapan.",
            )

    return tell


def _uttp(hari: date) -> int:
    last = hari + timedelta(days=max(HARI_UTTP))
    rows = Uttp.objects.filter(
        aktif=True,
        putusan_terakhir="sah",
        gugur_pada=None,
        surat_dicabut_pada=None,
        berlaku_sampai__range=(hari, last),
    )
    found = {u.pk: u for u in rows.select_related("jenis")}
    by_owner: dict[int, list[Pengingat]] = defaultdict(list)
    for due in _belum(
        TENTANG.UTTP, {pk: u.berlaku_sampai for pk, u in found.items()}, HARI_UTTP, hari
    ):
        by_owner[found[due.objek_id].pemilik_id].append(due)
    return sum(
        _catat(dues, _kabari_pemilik(owner, [(found[d.objek_id], d.tanggal) for d in dues]))
        for owner, dues in by_owner.items()
    )


def _kabari_pemilik(owner: int, ends: list[tuple[Uttp, date]]) -> Callable[[], None]:
    """One message an owner, however many instruments."""
    lines = [f"{uttp}, berlaku sampai {tanggal(end)}" for uttp, end in ends[:DISEBUT]]
    rest = f"\ndan {len(ends) - DISEBUT} alat lain" if len(ends) > DISEBUT else ""

    def tell() -> None:
        for user in akun_dari(owner):
            send(
                user,
                judul=f"Masa berlaku tera {len(ends)} alat Anda segera habis",
                url="/uttp/?keadaan=segera_habis",
                isi="Ajukan tera ulang sebelum tanggalnya lewat:\n" + "\n".join(lines) + rest,
            )

    return tell


def _tutup(hari: date) -> int:
    """On a working day: who held serials on the working day before and did not count them."""
    units = Uml.objects.filter(pk__in=Seri.objects.order_by().values("uml").distinct()).order_by(
        "pk"
    )
    return sum(_ingatkan_tutup(uml, hari) for uml in units if calendar_for(uml.pk).is_workday(hari))


def _ingatkan_tutup(uml: Uml, hari: date) -> int:
    day = next(
        d for n in range(1, 400) if calendar_for(uml.pk).is_workday(d := hari - timedelta(days=n))
    )
    forgot = lupa_tutup(uml, day)
    if (
        not forgot
        or Pengingat.objects.filter(tentang=TENTANG.TUTUP, objek_id=uml.pk, tanggal=day).exists()
    ):
        return 0

    def tell() -> None:
        for user in petugas(uml.pk, Role.ADMINISTRASI):
            send(
                user,
                judul=f"Tutup hari {tanggal(day)} terlewat",
                url="/perlengkapan/segel/tutup/",
                isi=f"{', '.join(forgot)} belum menghitung segel dan stiker. "
                "Minta mereka menghitungnya hari ini.",
            )

    return _catat([Pengingat(tentang=TENTANG.TUTUP, objek_id=uml.pk, tanggal=day, hari=0)], tell)
