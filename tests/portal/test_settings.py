"""The settings page: each part saves, refuses with a sentence at the field, and keeps to its own
unit.
"""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from metrologi.accounts.models import Uml
from metrologi.clock.models import HariLibur, JamKerja
from metrologi.clock.now import today
from metrologi.documents.models import PolaNomor
from metrologi.portal.bagian_pengaturan import BAGIAN

pytestmark = pytest.mark.django_db
KOP = {"nama": "UPTD Metrologi", "kertas": "A4", "instansi": "PEMERINTAH KABUPATEN\nDINAS"}


@pytest.fixture
def admin(signed_in):
    return signed_in("admin_satker")


@pytest.mark.parametrize("role", ["administrasi", "penera", "kepala", "wajib_ttu"])
def test_only_the_administrator_of_the_unit_opens_the_settings(signed_in, role):
    assert signed_in(role).get("/pengaturan/").status_code == 403


@pytest.mark.parametrize("slug", BAGIAN)
def test_every_part_opens(admin, slug):
    assert admin.get(f"/pengaturan/{slug}/").status_code == 200
    if BAGIAN[slug].can_add and not BAGIAN[slug].single:
        right = 403 if BAGIAN[slug].installation else 200
        assert admin.get(f"/pengaturan/{slug}/baru/").status_code == right


@pytest.mark.parametrize(
    "path", ["entah/", "kop/baru/", "libur/999/", "libur/999/hapus/", "kop/1/hapus/"]
)
def test_what_is_not_there_is_404(admin, path):
    assert admin.get(f"/pengaturan/{path}").status_code == 404


def test_the_letterhead_is_saved(admin, unit):
    assert admin.post("/pengaturan/kop/", KOP).status_code == 302
    unit.refresh_from_db()
    assert unit.instansi.splitlines() == ["PEMERINTAH KABUPATEN", "DINAS"]


def test_a_mistake_stands_at_its_field_and_keeps_what_was_typed(admin):
    response = admin.post("/pengaturan/kop/", {**KOP, "email": "bukan surel", "kota": "Sekayu"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_email"' in page
    assert 'value="bukan surel"' in page
    assert 'value="Sekayu"' in page


def test_a_number_pattern_is_saved_with_an_example(admin, unit):
    assert (
        admin.post(
            "/pengaturan/nomor/baru/", {"code": "skhp", "pola": "{urut:03}/SKHP/{tahun}"}
        ).status_code
        == 302
    )
    assert PolaNomor.objects.get(uml=unit).code == "skhp"
    assert "001/SKHP/" in admin.get("/pengaturan/nomor/").content.decode()


@pytest.mark.parametrize(
    "pola", ["SKHP/{tahun}", "{urut}", "{urut}/{nama}/{tahun}", "{urut/{tahun}"]
)
def test_a_pattern_that_cannot_number_is_refused_with_the_reason(admin, pola):
    response = admin.post("/pengaturan/nomor/baru/", {"code": "skhp", "pola": pola})
    assert response.status_code == 422
    assert 'href="#id_pola"' in response.content.decode()


def test_a_change_to_a_general_row_becomes_the_units_own(admin, unit):
    general = JamKerja.objects.create(hari=0, buka="08:00", tutup="16:00")
    admin.post(f"/pengaturan/jam/{general.pk}/", {"hari": 0, "buka": "07:30", "tutup": "15:30"})
    general.refresh_from_db()
    assert str(general.buka) == "08:00:00"
    assert str(JamKerja.objects.get(uml=unit).buka) == "07:30:00"
    assert admin.get(f"/pengaturan/jam/{general.pk}/").status_code == 404


def test_a_second_row_for_the_same_day_is_refused_at_the_form(admin, unit):
    JamKerja.objects.create(uml=unit, hari=0, buka="08:00", tutup="16:00")
    response = admin.post("/pengaturan/jam/baru/", {"hari": 0, "buka": "07:30", "tutup": "15:30"})
    assert "Jam kerja hari itu sudah ada" in response.content.decode()


def test_a_general_holiday_is_not_one_units_to_remove(admin, unit):
    general = HariLibur.objects.create(tanggal=today(), nama="Libur", jenis="nasional")
    own = HariLibur.objects.create(
        uml=unit, tanggal=today() + timedelta(days=1), nama="HUT kabupaten"
    )
    assert admin.post(f"/pengaturan/libur/{general.pk}/hapus/").status_code == 404
    assert admin.get(f"/pengaturan/libur/{own.pk}/hapus/").status_code == 200
    assert admin.post(f"/pengaturan/libur/{own.pk}/hapus/").status_code == 302
    assert not HariLibur.objects.filter(pk=own.pk).exists()


def test_another_units_rows_do_not_exist_here(admin):
    other = Uml.objects.create(kode="lain", nama="UML lain")
    row = HariLibur.objects.create(uml=other, tanggal=today(), nama="Libur sana")
    assert admin.get(f"/pengaturan/libur/{row.pk}/").status_code == 404


def picture(kind="PNG", size=(40, 40)):
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return SimpleUploadedFile(f"lambang.{kind.lower()}", out.getvalue())


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_coat_of_arms_is_drawn_anew_and_served_as_png(admin, client, settings, tmp_path, kind):
    settings.MEDIA_ROOT = tmp_path
    assert admin.post("/pengaturan/kop/", {**KOP, "lambang": picture(kind)}).status_code == 302
    answer = client.get("/lambang/")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert "/lambang/?" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "file", [SimpleUploadedFile("a.png", b"<svg onload=x>"), picture(size=(3000, 10))]
)
def test_what_is_no_fitting_picture_is_refused(admin, settings, tmp_path, file):
    settings.MEDIA_ROOT = tmp_path
    assert (
        'href="#id_lambang"'
        in admin.post("/pengaturan/kop/", {**KOP, "lambang": file}).content.decode()
    )


def test_without_a_coat_of_arms_there_is_none_to_fetch(client, unit):
    assert client.get("/lambang/").status_code == 404
