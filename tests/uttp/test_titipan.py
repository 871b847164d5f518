"""A picture once uploaded survives a refused form, and nobody reads another's by guessing."""

import datetime as dt
import io
import os

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from metrologi.uttp import titipan
from metrologi.uttp.models import Uttp

pytestmark = pytest.mark.django_db


def picture(name="pelat.png"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def posted(office, **changes):
    place = office.owner.tempat.first()
    return {
        "jenis": "timbangan_elektronik",
        "merek": "CAS",
        "nomor_seri": "F-1",
        "kapasitas_maks": "30",
        "satuan": "kg",
        "e": "0,01",
        "d": "0,01",
        "kelas": "III",
        "tempat": place.pk,
        **changes,
    }


def token_in(page):
    return page.split('name="foto_titipan" value="')[1].split('"')[0]


def test_a_picture_survives_a_mistake_in_another_box(office, client):
    client.force_login(office.people["wajib_ttu"])
    refused = client.post("/uttp/baru/", posted(office, merek="", foto=picture()))
    page = refused.content.decode()
    assert refused.status_code == 422 and "“pelat.png” sudah terunggah" in page
    again = client.post("/uttp/baru/", posted(office, merek="", foto_titipan=token_in(page)))
    assert token_in(again.content.decode()) == token_in(page)
    taken = client.post("/uttp/baru/", posted(office, foto_titipan=token_in(page)))
    assert taken.status_code == 302 and Uttp.objects.get(nomor_seri="F-1").foto.name


def test_what_is_no_picture_is_not_kept(office, client):
    client.force_login(office.people["wajib_ttu"])
    false = SimpleUploadedFile("pelat.png", b"%PDF-1.7 palsu", "image/png")
    page = client.post("/uttp/baru/", posted(office, foto=false)).content.decode()
    assert "foto_titipan" not in page


def test_a_made_up_token_brings_nothing():
    assert titipan.ambil("") is None
    assert titipan.ambil("../../etc/passwd:1:x") is None
    token = titipan.titip(picture())
    assert titipan.ambil(token).name == "pelat.png"
    assert titipan.ambil(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


def test_what_nobody_came_back_for_is_swept():
    token = titipan.titip(picture())
    (name,) = default_storage.listdir(titipan.FOLDER)[1]
    path, at = default_storage.path(f"{titipan.FOLDER}/{name}"), timezone.now()
    os.utime(path, times=(at.timestamp(),) * 2)
    assert titipan.sapu_titipan() == 0
    os.utime(path, times=((at - dt.timedelta(days=2)).timestamp(),) * 2)
    assert titipan.sapu_titipan() == 1 and titipan.ambil(token) is None
    assert default_storage.listdir(titipan.FOLDER)[1] == []
