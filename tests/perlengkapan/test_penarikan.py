"""Recalls: every result of a faulty standard is found, and nothing leaves before the Kepala's
yes.
"""

import csv
import datetime as dt
import html
import io
import random
import re
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrologi.accounts.models import Penugasan
from metrologi.cerapan import surat
from metrologi.cerapan.models import Pengujian, StandarDipakai
from metrologi.clock.now import today
from metrologi.documents.models import Dokumen
from metrologi.documents.models.dokumen import papers_of
from metrologi.notifications.models import Pesan
from metrologi.perlengkapan.penarikan.models import Penarikan, Usulan
from metrologi.perlengkapan.penarikan.terdampak import tarik, terdampak
from metrologi.uttp.models import Pemilik, Tempat
from metrologi.workflow import trail
from metrologi.workflow.errors import NotAllowed, Stale
from metrologi.workflow.run import run
from tests.office import PASSPHRASE
from tests.perlengkapan.conftest import hasil, standar
from tests.walk import walk
from tests.workflow.test_race import hands

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def owners(office, count):
    place = office.owner.tempat.first()
    for n in range(count):
        owner = Pemilik.objects.create(uml=office.uml, nama=f"Toko {n:03}")
        Tempat.objects.create(pemilik=owner, nama="Toko", kecamatan=place.kecamatan)
        yield owner


def test_the_affected_results_are_exactly_those_of_a_brute_force_search(office):
    rng, standards = random.Random(7), [standar(office, f"S{n}") for n in range(20)]
    uttp, kind = office.uttp(), ContentType.objects.get_for_model(office.people["penera"])
    common = {
        "uml": office.uml,
        "uttp": uttp,
        "content_type": kind,
        "tahap": "tera",
        "penera": office.people["penera"],
        "lembar": "x",
        "versi_aturan": "1",
        "identitas": {},
        "bacaan": {},
        "hasil": {},
        "putusan": "SAH",
        "keputusan": "sah",
        "percobaan": 1,
        "object_id": 1,
    }
    tests = Pengujian.objects.bulk_create(
        [
            Pengujian(
                item_id=n, tanggal=today() - rng.randrange(700) * DAY, kunci=uuid4(), **common
            )
            for n in range(10_000)
        ]
    )
    used = [
        StandarDipakai(pengujian=t, standar=s, sertifikat={})
        for t in tests
        for s in rng.sample(standards, 2)
    ]
    StandarDipakai.objects.bulk_create(used)
    faulty, since, until = standards[3], today() - 300 * DAY, today() - 100 * DAY
    brute = {
        u.pengujian.pk
        for u in used
        if u.standar == faulty and since <= u.pengujian.tanggal <= until
    }
    with CaptureQueriesContext(connection) as asked:
        found = {t.pk for t in terdampak(faulty, since, until)}
    assert found == brute and len(found) > 100 and len(asked) == 1


def test_nothing_is_sent_before_the_kepala_agrees_and_nobody_untouched_is_told(office, masuk):
    faulty, sound = standar(office, "Rusak"), standar(office, "Baik")
    mine, other = office.uttp(), office.uttp()
    hasil(office, mine, [faulty, sound])
    (untouched,) = owners(office, 1)
    other.pemilik, other.tempat = untouched, untouched.tempat.get()
    other.save()
    hasil(office, other, [sound])
    Pesan.objects.all().delete()
    row = tarik(
        faulty,
        dari=today() - 9 * DAY,
        sampai=today(),
        alasan="Retak",
        oleh=office.people["penera"],
        hentikan=True,
    )
    usulan = row.usulan.get()
    assert (
        usulan.pemilik == office.owner
        and not Pesan.objects.exists()
        and not Dokumen.objects.exists()
    )
    faulty.refresh_from_db()
    assert not faulty.aktif
    kepala = masuk("kepala")
    assert usulan.nomor in kepala.get("/tugas/").content.decode()
    page = {"usulan": usulan.pk, "putusan": "setujui"}
    assert "Isi passphrase" in kepala.post(row.get_absolute_url(), page).content.decode()
    kepala.post(row.get_absolute_url(), page | {"passphrase": "salah"})
    usulan.refresh_from_db()
    assert usulan.status == "menunggu" and not Dokumen.objects.exists()
    kepala.post(row.get_absolute_url(), page | {"passphrase": PASSPHRASE})
    paper = Dokumen.objects.get()
    assert paper.ditandatangani and paper.payload["hasil"][0]["uttp"] == mine.uraian()
    assert {p.user for p in Pesan.objects.all()} == {
        office.people["wajib_ttu"],
        office.people["pelanggan"],
    }
    owner = masuk("wajib_ttu")
    assert owner.get(paper.get_absolute_url()).status_code == 200
    page = owner.get(usulan.get_absolute_url()).content.decode()
    assert paper.nomor in page and row.get_absolute_url() not in page
    clerk = masuk("administrasi")
    assert "1 pemilik menunggu uji ulang" in clerk.get("/tugas/").content.decode()
    page = clerk.get(row.get_absolute_url()).content.decode()
    opened = clerk.get(
        html.unescape(re.search(r'href="(/orders/baru/[^"]*)"', page)[1])
    ).content.decode()
    assert re.search(rf'value="{mine.pk}"[^>]*checked', opened) and "Uji ulang: Retak" in opened
    hasil(office, mine, [sound], hari=today() + DAY)
    assert "Sudah diuji ulang" in clerk.get(row.get_absolute_url()).content.decode()
    assert "menunggu uji ulang" not in clerk.get("/tugas/").content.decode()
    with pytest.raises(Stale, match="Setujui dan tandatangani"):
        run(usulan, "setujui", by=office.people["kepala"], seen="menunggu", secret=PASSPHRASE)


def test_what_the_kepala_refuses_stays_in_the_office(office, masuk):
    faulty = standar(office)
    hasil(office, office.uttp(), [faulty])
    row = tarik(
        faulty,
        dari=today(),
        sampai=today(),
        alasan="x",
        oleh=office.people["penera"],
        hentikan=False,
    )
    usulan = row.usulan.get()
    assert (
        masuk("kepala")
        .post(row.get_absolute_url(), {"usulan": usulan.pk, "putusan": "tolak"})
        .status_code
        == 422
    )
    reason = "Penyimpangan di bawah sepertiga BKD"
    masuk("kepala").post(
        row.get_absolute_url(), {"usulan": usulan.pk, "putusan": "tolak", "alasan": reason}
    )
    usulan.refresh_from_db()
    assert usulan.status == "ditolak"
    assert reason in masuk("penera").get(row.get_absolute_url()).content.decode()
    assert (
        not Usulan.objects.visible_to(office.people["wajib_ttu"]).exists()
        and not Dokumen.objects.exists()
    )
    assert Usulan.objects.visible_to(office.people["administrasi"]).count() == 1


def test_the_list_tells_the_letters_and_what_was_tested_anew(office):
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    test = letter.daftar[0].pengujian
    used = test.standar_dipakai.get().standar
    found = list(terdampak(used, today(), today()))
    assert found == [test] and not found[0].sudah_diuji_ulang
    assert surat.nomor_untuk(found)[test.pk] == [Dokumen.objects.get(code="skhp").nomor]
    hasil(office, test.uttp, [standar(office, "Lain")], hari=today() + DAY)
    assert terdampak(used, today(), today()).get().sudah_diuji_ulang


def test_a_recall_through_its_pages_with_csv_and_pdf(office, masuk):
    faulty, penera = standar(office), masuk("penera")
    uttp = office.uttp(merek="=CMD()")
    hasil(office, uttp, [faulty])
    data = {
        "standar": faulty.pk,
        "dari": (today() - DAY).isoformat(),
        "sampai": (today() + DAY).isoformat(),
        "alasan": "Penyok",
    }
    assert "belum tiba" in penera.post("/perlengkapan/penarikan/baru/", data).content.decode()
    data["sampai"] = today().isoformat()
    assert penera.post("/perlengkapan/penarikan/baru/", data).status_code == 302
    assert "sudah dibuka" in penera.post("/perlengkapan/penarikan/baru/", data).content.decode()
    row = Penarikan.objects.get()
    page = penera.get(row.get_absolute_url()).content.decode()
    assert "Toko Uji Sekayu" in page and "passphrase" not in page
    text = penera.get(f"{row.get_absolute_url()}terdampak.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(lines) == 2 and lines[1][2].startswith("'=CMD()")
    for path in ("terdampak.pdf", ""):
        url = (
            f"{row.get_absolute_url()}{path}"
            if path
            else f"/perlengkapan/usulan/{row.usulan.get().pk}/pratinjau/"
        )
        assert penera.get(url).content[:5] == b"%PDF-"


def test_who_proposed_a_letter_does_not_sign_it_and_the_kepala_proposes_none(office, masuk):
    """Four eyes: an officer who acts as Kepala leaves the decision to another."""
    faulty, penera = standar(office), office.people["penera"]
    hasil(office, office.uttp(), [faulty])
    row = tarik(faulty, dari=today(), sampai=today(), alasan="Retak", oleh=penera, hentikan=False)
    Penugasan.objects.create(
        user=penera, role="kepala", uml=office.uml, sifat="plh", mulai=dt.date(2020, 1, 1)
    )
    penera.forget_roles()
    with pytest.raises(NotAllowed, match="orang lain"):
        run(row.usulan.get(), "setujui", by=penera, seen="menunggu", secret=PASSPHRASE)
    assert masuk("kepala").get("/perlengkapan/penarikan/baru/").status_code == 403
    with pytest.raises(NotAllowed):
        tarik(
            faulty,
            dari=today() - DAY,
            sampai=today(),
            alasan="Retak",
            oleh=office.people["kepala"],
            hentikan=False,
        )


@pytest.mark.django_db(transaction=True)
def test_of_eight_signatures_at_once_one_is_set(office):
    faulty, kepala = standar(office), office.people["kepala"]
    hasil(office, office.uttp(), [faulty])
    row = tarik(
        faulty,
        dari=today(),
        sampai=today(),
        alasan="Retak",
        oleh=office.people["penera"],
        hentikan=False,
    )
    usulan = row.usulan.get()

    def sign(n):
        try:
            return run(usulan, "setujui", by=kepala, seen="menunggu", secret=PASSPHRASE).status
        except Stale:
            return None

    with hands() as together:
        assert list(filter(None, together(sign))) == ["disetujui"]
    usulan.refresh_from_db()
    assert len(papers_of(usulan)) == 1 and list(trail.faults(usulan, trail.rows_of(usulan))) == []
