"""Which results a faulty standard touched, and the recall that opens a letter for each owner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from metrologi.accounts.models import User
from metrologi.cerapan import surat
from metrologi.cerapan.models import Pengujian, StandarDipakai
from metrologi.perlengkapan.penarikan.machine import MACHINE, Status
from metrologi.perlengkapan.penarikan.models import Penarikan, Usulan, UsulanUji
from metrologi.uttp.models import Standar
from metrologi.workflow.run import open_case

TERKAIT = ("uttp__jenis", "uttp__pemilik", "uttp__tempat__kecamatan", "penera")


def terdampak(standar: Standar, dari: date, sampai: date) -> QuerySet[Pengujian]:
    """Every result that rests on the standard, from one day to the other, both included; one query.

    Each row says in `sudah_diuji_ulang` whether its instrument was tested later without it.
    """
    later = Pengujian.objects.filter(uttp=OuterRef("uttp"), tanggal__gt=OuterRef("tanggal"))
    later = later.exclude(standar_dipakai__standar=standar)
    rows = Pengujian.objects.filter(
        uml=standar.uml_id, standar_dipakai__standar=standar, tanggal__range=(dari, sampai)
    )
    return (
        rows.select_related(*TERKAIT)
        .annotate(sudah_diuji_ulang=Exists(later))
        .order_by("tanggal", "pk")
    )


def dari_penarikan(row: Penarikan) -> QuerySet[Pengujian]:
    """Every result that a recall puts in doubt."""
    return terdampak(row.standar, row.dari, row.sampai)


def hasil_usulan(usulan: Usulan) -> QuerySet[Pengujian]:
    """The results that one letter names."""
    return dari_penarikan(usulan.penarikan).filter(pk__in=usulan.uji.values("pengujian"))


def belum_diuji_ulang() -> QuerySet[UsulanUji]:
    """Results of approved letters whose instrument was not tested since without the standard."""
    faulty = StandarDipakai.objects.filter(
        pengujian=OuterRef("pk"), standar=OuterRef(OuterRef("penarikan__standar"))
    )
    later = Pengujian.objects.filter(
        ~Exists(faulty),
        uttp=OuterRef("pengujian__uttp"),
        tanggal__gt=OuterRef("pengujian__tanggal"),
    )
    return UsulanUji.objects.filter(~Exists(later), usulan__status=Status.DISETUJUI)


def diragukan() -> QuerySet[UsulanUji, int]:
    """Keys of the results that a recall names, unless the Kepala turned its letter down."""
    return (
        UsulanUji.objects.exclude(usulan__status=Status.DITOLAK)
        .order_by()
        .values_list("pengujian", flat=True)
    )


@transaction.atomic
def tarik(
    standar: Standar, *, dari: date, sampai: date, alasan: str, oleh: User, hentikan: bool
) -> Penarikan:
    """Open a recall: one letter an owner, nothing sent. `hentikan` takes the standard out of use.

    Raises NotAllowed for a person who may not propose letters at the standard's unit.
    """
    row = Penarikan.objects.create(
        uml=standar.uml, standar=standar, dari=dari, sampai=sampai, alasan=alasan, oleh=oleh
    )
    by_owner: dict[int, list[Pengujian]] = defaultdict(list)
    for test in terdampak(standar, dari, sampai):
        by_owner[test.uttp.pemilik_id].append(test)
    for tests in by_owner.values():
        open_case(
            MACHINE.code,
            by=oleh,
            uml=row.uml,
            penarikan=row,
            pemilik=tests[0].uttp.pemilik,
            pengujian=tests,
        )
    if hentikan:
        standar.aktif = False
        standar.save(update_fields=["aktif"])
    return row


def baris(tests: Iterable[Pengujian]) -> Iterator[dict[str, str]]:
    """What page, CSV and PDF say of each result; plain text."""
    rows = list(tests)
    letters = surat.nomor_untuk(rows)
    for test in rows:
        yield {
            "tanggal": test.tanggal.isoformat(),
            "jenis": test.uttp.jenis.nama,
            "uttp": test.uttp.uraian(),
            "pemilik": test.uttp.pemilik.nama,
            "tempat": test.uttp.tempat.lengkap,
            "hasil": test.get_keputusan_display(),
            "penera": test.penera.nama,
            "surat": ", ".join(letters.get(test.pk, [])),
            "ulang": "Sudah diuji ulang" if getattr(test, "sudah_diuji_ulang", False) else "Belum",
        }
