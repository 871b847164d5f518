"""Standards: every certificate stays on record, and a standard is with one person at a time."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metrologi.clock.now import today
from metrologi.perlengkapan.standar.models import PinjamStandar, SertifikatStandar
from metrologi.uttp.models import Standar
from tests.perlengkapan.conftest import standar
from tests.unpainted import blank

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_a_new_certificate_takes_over_and_the_old_one_stays_with_its_file(office, masuk):
    row, store = standar(office), masuk("administrasi")
    old = {
        "nomor": "S/Bejana",
        "tanggal": row.sertifikat_tanggal,
        "berlaku_sampai": row.berlaku_sampai,
        "berkas": SimpleUploadedFile("s.pdf", blank()),
    }
    new = {
        "nomor": "S/BARU",
        "tanggal": today(),
        "berlaku_sampai": today() + 365 * DAY,
        "ketidakpastian": "U = 2 mL",
        "berkas": SimpleUploadedFile("x.pdf", b"<script>"),
    }
    url = f"/perlengkapan/standar/{row.pk}/sertifikat/"
    assert store.post(url, old).status_code == 302
    assert store.post(url, new).status_code == 422
    assert (
        store.post(url, new | {"berkas": SimpleUploadedFile("x.pdf", b"%PDF-rusak")}).status_code
        == 422
    )
    assert store.post(url, new | {"berkas": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.sertifikat_nomor, row.ketidakpastian) == ("S/BARU", "U = 2 mL")
    assert [s.nomor for s in row.sertifikat.all()] == ["S/BARU", "S/Bejana"]
    kept = SertifikatStandar.objects.get(nomor="S/Bejana")
    answer = store.get(f"/perlengkapan/sertifikat/{kept.pk}/berkas/")
    assert answer["Content-Type"] == "application/pdf" and answer.content[:5] == b"%PDF-"
    assert "S/Bejana" in store.get(f"/perlengkapan/standar/{row.pk}/").content.decode()


def test_the_certificate_on_the_registers_form_joins_the_history_too(office, masuk):
    data = {
        "nama": "Bidur",
        "jenis": "massa",
        "jumlah": "1",
        "sertifikat_nomor": "A/1",
        "sertifikat_tanggal": "2026-01-05",
        "berlaku_sampai": "2027-01-05",
        "pinjaman_dari": "UML Palembang",
        "perjanjian": "PKS/1",
        "aktif": "on",
        "perjanjian_tanggal": "2026-02-01",
        "perjanjian_sampai": "2026-01-01",
    }
    store = masuk("administrasi")
    assert "sebelum tanggal perjanjian" in store.post("/uttp/standar/baru/", data).content.decode()
    assert (
        store.post("/uttp/standar/baru/", data | {"perjanjian_sampai": "2026-12-31"}).status_code
        == 302
    )
    row = Standar.objects.get(nama="Bidur")
    assert row.sertifikat.get().nomor == "A/1"
    assert "Perjanjian" in row.alasan_tidak_berlaku(dt.date(2027, 1, 2))
    assert row not in Standar.objects.berlaku(
        dt.date(2027, 1, 2)
    ) and row in Standar.objects.berlaku(dt.date(2026, 12, 31))


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
