"""Which results a faulty standard touched, the drafts that follow from them, and the Kepala's decision on each."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from metrologi.cerapan.models import Pengujian, StandarDipakai
from metrologi.clock.now import now
from metrologi.documents.issuing import issue
from metrologi.documents.models import Dokumen
from metrologi.notifications.send import send
from metrologi.perlengkapan.gerak import Ditolak
from metrologi.perlengkapan.models import Penarikan, Usulan, UsulanUji
from metrologi.uttp.models import Standar
from metrologi.uttp.perwakilan import akun_dari
from metrologi.workflow import registry

SURAT = "surat_penarikan"


def terdampak(standar: Standar, dari: date, sampai: date) -> QuerySet[Pengujian]:
    """Every result that rests on the standard, from one day to the other; one query."""
    later = Pengujian.objects.filter(uttp=OuterRef("uttp"), tanggal__gt=OuterRef("tanggal"))
    later = later.exclude(standar_dipakai__standar=standar)
    rows = Pengujian.objects.filter(uml=standar.uml_id, standar_dipakai__standar=standar, tanggal__range=(dari, sampai))
    related = ("uttp__jenis", "uttp__pemilik", "uttp__tempat__kecamatan", "penera")
    return rows.select_related(*related).annotate(sudah_diuji_ulang=Exists(later)).order_by("tanggal", "pk")


def belum_diuji_ulang() -> QuerySet[UsulanUji]:
    """Results of approved proposals whose instrument was not tested since without the faulty standard."""
    faulty = StandarDipakai.objects.filter(pengujian=OuterRef("pk"), standar=OuterRef(OuterRef("penarikan__standar")))
    later = Pengujian.objects.filter(~Exists(faulty), uttp=OuterRef("pengujian__uttp"),
                                     tanggal__gt=OuterRef("pengujian__tanggal"))
    return UsulanUji.objects.filter(~Exists(later), usulan__keadaan=Usulan.Keadaan.DISETUJUI)


def diragukan() -> QuerySet[Any]:
    """Keys of the results that a recall names, unless the Kepala turned its proposal down."""
    return UsulanUji.objects.exclude(usulan__keadaan=Usulan.Keadaan.DITOLAK).order_by().values("pengujian")


def dari_penarikan(row: Penarikan) -> QuerySet[Pengujian]:
    return terdampak(row.standar, row.dari, row.sampai)


def surat_dari(tests: Iterable[Pengujian]) -> dict[int, list[str]]:
    """Numbers of the letters in force that rest on each test, by its key: two queries however many there are."""
    letters = registry.find("skhp")
    if letters is None:
        return {}
    lines = letters.model.objects.filter(baris__pengujian__in=[t.pk for t in tests]).order_by("pk")
    pairs = list(lines.values_list("pk", "baris__pengujian"))
    kind = ContentType.objects.get_for_model(letters.model)
    papers = Dokumen.objects.filter(case_type=kind, case_id__in={s for s, _ in pairs}, state=Dokumen.State.TERBIT)
    numbers: dict[int, list[str]] = defaultdict(list)
    for case_id, nomor in papers.order_by("pk").values_list("case_id", "nomor"):
        numbers[case_id].append(nomor)
    found: dict[int, list[str]] = defaultdict(list)
    for letter, test in pairs:
        found[test] += numbers[letter]
    return found


@transaction.atomic
def tarik(standar: Standar, *, dari: date, sampai: date, alasan: str, oleh: Any, hentikan: bool) -> Penarikan:
    """Open a recall: one proposal an owner, nothing sent. `hentikan` takes the standard out of use at once."""
    row = Penarikan.objects.create(uml_id=standar.uml_id, standar=standar, dari=dari, sampai=sampai, alasan=alasan, oleh=oleh)
    by_owner: dict[int, list[Pengujian]] = defaultdict(list)
    for test in terdampak(standar, dari, sampai):
        by_owner[test.uttp.pemilik_id].append(test)
    made = Usulan.objects.bulk_create([Usulan(uml_id=row.uml_id, penarikan=row, pemilik_id=owner) for owner in by_owner])
    UsulanUji.objects.bulk_create([UsulanUji(usulan=u, penarikan=row, pengujian=t) for u in made
                                   for t in by_owner[u.pemilik_id]])
    if hentikan:
        standar.aktif = False
        standar.save(update_fields=["aktif"])
    return row


@transaction.atomic
def setujui(usulan: Usulan, *, oleh: Any, secret: str) -> Dokumen:
    """The Kepala's yes: the letter is signed and numbered, the owner told. Raises Ditolak, or SigningError."""
    fresh = _menunggu(usulan)
    fresh.keadaan, fresh.diputus_oleh, fresh.diputus_at = Usulan.Keadaan.DISETUJUI, oleh, now()
    fresh.save()
    paper = issue(SURAT, fresh, by=oleh, secret=secret)
    for user in akun_dari(fresh.pemilik_id):
        send(user, judul="Alat Anda perlu diuji ulang tanpa biaya", url=paper.get_absolute_url(),
             isi=f"Standar yang dipakai menguji alat {fresh.pemilik} ternyata menyimpang. Baca surat {paper.nomor}.")
    return paper


@transaction.atomic
def tolak(usulan: Usulan, *, oleh: Any, alasan: str) -> Usulan:
    """The Kepala's no: no letter, and the reason stays."""
    fresh = _menunggu(usulan)
    fresh.keadaan, fresh.diputus_oleh, fresh.diputus_at, fresh.alasan = Usulan.Keadaan.DITOLAK, oleh, now(), alasan
    fresh.save()
    return fresh


def _menunggu(usulan: Usulan) -> Usulan:
    fresh = Usulan.objects.select_for_update().get(pk=usulan.pk)
    if fresh.keadaan != Usulan.Keadaan.MENUNGGU:
        raise Ditolak(f"Usulan untuk {fresh.pemilik} sudah diputus: {fresh.get_keadaan_display().lower()}.")
    return fresh


def baris(tests: Iterable[Pengujian]) -> Iterator[dict[str, str]]:
    """What page, CSV and PDF say of each result; plain text."""
    rows = list(tests)
    letters = surat_dari(rows)
    for test in rows:
        yield {"tanggal": test.tanggal.isoformat(), "jenis": test.uttp.jenis.nama, "uttp": test.uttp.uraian(),
               "pemilik": test.uttp.pemilik.nama, "tempat": test.uttp.tempat.lengkap, "hasil": test.get_keputusan_display(),
               "penera": test.penera.nama, "surat": ", ".join(letters.get(test.pk, [])),
               "ulang": "Sudah diuji ulang" if getattr(test, "sudah_diuji_ulang", False) else "Belum"}
