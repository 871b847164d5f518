"""Standards: every certificate stays on record, one holder at a time, and no faulty one leaves a result unfound."""
import csv
import datetime as dt
import html
import io
import random
import re
import time
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrologi.cerapan.models import Pengujian, StandarDipakai
from metrologi.clock.now import today
from metrologi.documents.models import Dokumen
from metrologi.notifications.models import Pesan
from metrologi.perlengkapan.gerak import Ditolak
from metrologi.perlengkapan.models import Penarikan, PinjamStandar, SertifikatStandar, Usulan
from metrologi.perlengkapan.terdampak import setujui, surat_dari, tarik, terdampak, tolak
from metrologi.uttp.models import Pemilik, Standar, Tempat
from tests.conftest import BLANK
from tests.office import PASSPHRASE
from tests.walk import walk

pytestmark = [pytest.mark.django_db, pytest.mark.naskah]
DAY = dt.timedelta(days=1)


def standar(office, nama="Bejana", **fields):
    values = {"jenis": "massa", "sertifikat_nomor": f"S/{nama}", "sertifikat_tanggal": today() - 100 * DAY,
              "berlaku_sampai": today() + 200 * DAY} | fields
    return Standar.objects.create(uml=office.uml, nama=nama, **values)


def hasil(office, uttp, used, hari=None, keputusan="sah"):
    order = office.people["wajib_ttu"]
    kind = ContentType.objects.get_for_model(order)
    test = Pengujian.objects.create(
        uml=office.uml, uttp=uttp, content_type=kind, object_id=order.pk, item_id=Pengujian.objects.count() + 1, percobaan=1,
        tahap="tera_ulang", tanggal=hari or today(), penera=office.people["penera"], lembar="x", versi_aturan="1", identitas={},
        bacaan={}, hasil={"uji": []}, putusan="SAH" if keputusan == "sah" else "BATAL", keputusan=keputusan, kunci=uuid4())
    StandarDipakai.objects.bulk_create([StandarDipakai(pengujian=test, standar=s, sertifikat={}) for s in used])
    return test


# --- register -------------------------------------------------------------------------------------------
def test_a_new_certificate_takes_over_and_the_old_one_stays_with_its_file(office, masuk):
    row, store = standar(office), masuk("administrasi")
    old = {"nomor": "S/Bejana", "tanggal": row.sertifikat_tanggal, "berlaku_sampai": row.berlaku_sampai,
           "berkas": SimpleUploadedFile("s.pdf", BLANK)}
    new = {"nomor": "S/BARU", "tanggal": today(), "berlaku_sampai": today() + 365 * DAY, "ketidakpastian": "U = 2 mL",
           "berkas": SimpleUploadedFile("x.pdf", b"<script>")}
    url = f"/perlengkapan/standar/{row.pk}/sertifikat/"
    assert store.post(url, old).status_code == 302
    assert store.post(url, new).status_code == 422
    assert store.post(url, new | {"berkas": SimpleUploadedFile("x.pdf", b"%PDF-rusak")}).status_code == 422
    assert store.post(url, new | {"berkas": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.sertifikat_nomor, row.ketidakpastian) == ("S/BARU", "U = 2 mL")
    assert [s.nomor for s in row.sertifikat.all()] == ["S/BARU", "S/Bejana"]
    kept = SertifikatStandar.objects.get(nomor="S/Bejana")
    answer = store.get(f"/perlengkapan/sertifikat/{kept.pk}/berkas/")
    assert answer["Content-Type"] == "application/pdf" and answer.content[:5] == b"%PDF-"
    assert "S/Bejana" in store.get(f"/perlengkapan/standar/{row.pk}/").content.decode()


def test_the_certificate_on_the_registers_form_joins_the_history_too(office, masuk):
    data = {"nama": "Bidur", "jenis": "massa", "jumlah": "1", "sertifikat_nomor": "A/1", "sertifikat_tanggal": "2026-01-05",
            "berlaku_sampai": "2027-01-05", "pinjaman_dari": "UML Palembang", "perjanjian": "PKS/1", "aktif": "on",
            "perjanjian_tanggal": "2026-02-01", "perjanjian_sampai": "2026-01-01"}
    store = masuk("administrasi")
    assert "sebelum tanggal perjanjian" in store.post("/uttp/standar/baru/", data).content.decode()
    assert store.post("/uttp/standar/baru/", data | {"perjanjian_sampai": "2026-12-31"}).status_code == 302
    row = Standar.objects.get(nama="Bidur")
    assert row.sertifikat.get().nomor == "A/1"
    assert "Perjanjian" in row.alasan_tidak_berlaku(dt.date(2027, 1, 2))
    assert row not in Standar.objects.berlaku(dt.date(2027, 1, 2)) and row in Standar.objects.berlaku(dt.date(2026, 12, 31))


def test_a_standard_is_with_one_person_at_a_time(office, masuk):
    row, penera = standar(office), masuk("penera")
    data = {"pemegang": office.people["penera"].pk, "keperluan": "Sidang Pasar Randik"}
    url = f"/perlengkapan/standar/{row.pk}"
    assert penera.post(f"{url}/pinjam/", data).status_code == 302
    assert "sedang dipinjam" in penera.post(f"{url}/pinjam/", data).content.decode()
    assert "Penera Uji sejak" in penera.get(f"{url}/").content.decode()
    assert penera.post(f"{url}/kembali/", {"keadaan_kembali": "Baik"}).status_code == 302
    assert PinjamStandar.objects.get().diterima_oleh == office.people["penera"]
    assert "Ruang standar" in penera.get(f"{url}/").content.decode()


# --- recall ---------------------------------------------------------------------------------------------
def owners(office, count):
    place = office.owner.tempat.first()
    for n in range(count):
        owner = Pemilik.objects.create(uml=office.uml, nama=f"Toko {n:03}")
        Tempat.objects.create(pemilik=owner, nama="Toko", kecamatan=place.kecamatan)
        yield owner


def test_the_affected_results_are_exactly_those_of_a_brute_force_search_and_found_fast(office):
    rng, standards = random.Random(7), [standar(office, f"S{n}") for n in range(20)]
    uttp, kind = office.uttp(), ContentType.objects.get_for_model(office.people["penera"])
    common = {"uml": office.uml, "uttp": uttp, "content_type": kind, "tahap": "tera", "penera": office.people["penera"],
              "lembar": "x", "versi_aturan": "1", "identitas": {}, "bacaan": {}, "hasil": {}, "putusan": "SAH",
              "keputusan": "sah", "percobaan": 1, "object_id": 1}
    tests = Pengujian.objects.bulk_create([
        Pengujian(item_id=n, tanggal=today() - rng.randrange(700) * DAY, kunci=uuid4(), **common) for n in range(10_000)])
    used = [StandarDipakai(pengujian=t, standar=s, sertifikat={}) for t in tests for s in rng.sample(standards, 2)]
    StandarDipakai.objects.bulk_create(used)
    faulty, since, until = standards[3], today() - 300 * DAY, today() - 100 * DAY
    brute = {u.pengujian.pk for u in used if u.standar == faulty and since <= u.pengujian.tanggal <= until}
    start = time.monotonic()
    with CaptureQueriesContext(connection) as asked:
        found = {t.pk for t in terdampak(faulty, since, until)}
    assert found == brute and len(found) > 100 and len(asked) == 1 and time.monotonic() - start < 2


def test_nothing_is_sent_before_the_kepala_agrees_and_nobody_untouched_is_told(office, masuk):
    faulty, sound = standar(office, "Rusak"), standar(office, "Baik")
    mine, other = office.uttp(), office.uttp()
    hasil(office, mine, [faulty, sound])
    untouched, = owners(office, 1)
    other.pemilik, other.tempat = untouched, untouched.tempat.get()
    other.save()
    hasil(office, other, [sound])
    Pesan.objects.all().delete()
    row = tarik(faulty, dari=today() - 9 * DAY, sampai=today(), alasan="Retak", oleh=office.people["penera"], hentikan=True)
    usulan = row.usulan.get()
    assert usulan.pemilik == office.owner and not Pesan.objects.exists() and not Dokumen.objects.exists()
    faulty.refresh_from_db()
    assert not faulty.aktif
    kepala = masuk("kepala")
    assert "1 surat penarikan" in kepala.get("/perlengkapan/").content.decode()
    page = {"usulan": usulan.pk, "putusan": "setujui"}
    assert "Isi passphrase" in kepala.post(row.get_absolute_url(), page).content.decode()
    kepala.post(row.get_absolute_url(), page | {"passphrase": "salah"})
    usulan.refresh_from_db()
    assert usulan.keadaan == "menunggu" and not Dokumen.objects.exists()
    kepala.post(row.get_absolute_url(), page | {"passphrase": PASSPHRASE})
    paper = Dokumen.objects.get()
    assert paper.ditandatangani and paper.payload["hasil"][0]["uttp"] == mine.uraian()
    assert {p.user for p in Pesan.objects.all()} == {office.people["wajib_ttu"], office.people["pelanggan"]}
    assert masuk("wajib_ttu").get(paper.get_absolute_url()).status_code == 200
    clerk = masuk("administrasi")
    assert "1 pemilik menunggu uji ulang" in clerk.get("/tugas/").content.decode()
    page = clerk.get(row.get_absolute_url()).content.decode()
    opened = clerk.get(html.unescape(re.search(r'href="(/orders/baru/[^"]*)"', page)[1])).content.decode()
    assert re.search(rf'value="{mine.pk}"[^>]*checked', opened) and "Uji ulang: Retak" in opened
    hasil(office, mine, [sound], hari=today() + DAY)
    assert "Sudah diuji ulang" in clerk.get(row.get_absolute_url()).content.decode()
    assert "menunggu uji ulang" not in clerk.get("/tugas/").content.decode()
    with pytest.raises(Ditolak, match="sudah diputus"):
        setujui(usulan, oleh=office.people["kepala"], secret=PASSPHRASE)


def test_what_the_kepala_refuses_stays_in_the_office(office, masuk):
    faulty = standar(office)
    hasil(office, office.uttp(), [faulty])
    row = tarik(faulty, dari=today(), sampai=today(), alasan="x", oleh=office.people["penera"], hentikan=False)
    usulan = row.usulan.get()
    assert masuk("kepala").post(row.get_absolute_url(), {"usulan": usulan.pk, "putusan": "tolak"}).status_code == 422
    tolak(usulan, oleh=office.people["kepala"], alasan="Penyimpangan di bawah sepertiga BKD")
    assert not Usulan.objects.visible_to(office.people["wajib_ttu"]).exists() and not Dokumen.objects.exists()
    assert Usulan.objects.visible_to(office.people["administrasi"]).count() == 1


def test_the_list_tells_the_letters_and_what_was_tested_anew(office):
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    test = letter.daftar()[0].pengujian
    used = test.standar_dipakai.get().standar
    found = list(terdampak(used, today(), today()))
    assert found == [test] and not found[0].sudah_diuji_ulang
    assert surat_dari(found)[test.pk] == [Dokumen.objects.get(code="skhp").nomor]
    hasil(office, test.uttp, [standar(office, "Lain")], hari=today() + DAY)
    assert terdampak(used, today(), today()).get().sudah_diuji_ulang


def test_a_recall_through_its_pages_with_csv_and_pdf(office, masuk):
    faulty, penera = standar(office), masuk("penera")
    uttp = office.uttp(merek="=CMD()")
    hasil(office, uttp, [faulty])
    data = {"standar": faulty.pk, "dari": (today() - DAY).isoformat(), "sampai": (today() + DAY).isoformat(),
            "alasan": "Penyok"}
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
        url = f"{row.get_absolute_url()}{path}" if path else f"/perlengkapan/usulan/{row.usulan.get().pk}/pratinjau/"
        assert penera.get(url).content[:5] == b"%PDF-"
