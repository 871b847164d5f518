"""The verifier sees which complaints may tell of the same matter, and a look at an identity stays
written down.
"""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from pengaduan.identitas import baca
from pengaduan.models import BacaanIdentitas, Pengaduan
from pengaduan.serupa import serupa
from tests.pengaduan.keadaan import IDENTITAS, laporan

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
LAIN = {
    "judul": "Pungutan di pasar",
    "uraian": "Ada yang meminta uang.",
    "layanan": "lainnya",
    "tempat": "Pasar",
}


def dari_telepon(office, **data):
    return laporan(office, by="petugas_pengaduan", kanal="telepon", **data)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            {"identitas": {"telepon": "0811-777-888"}},
            {"identitas": {"telepon": "+62 811777888"}},
            ["kontak pelapor sama"],
        ),
        (
            {"identitas": {"email": "siti@contoh.id"}},
            {"identitas": {"email": "SITI@contoh.id"}},
            ["kontak pelapor sama"],
        ),
        ({"nomor_terkait": "ORD-1"}, {"nomor_terkait": " ord-1"}, ["nomor terkait sama"]),
        (
            {"uraian": "Timbangan emas toko Permata kurang lima gram"},
            {
                "uraian": "Toko Permata memakai timbangan emas yang kurang gram",
                "tempat": "Jalan Merdeka",
            },
            ["uraian mirip"],
        ),
        (
            {"tempat": "Pasar Perjuangan", "layanan": "orders"},
            {"tempat": "pasar  perjuangan", "layanan": "orders"},
            ["tempat sama", "layanan sama"],
        ),
    ],
)
def test_two_complaints_agree_in_what_is_said_of_them(office, one, other, why):
    plain = {"judul": "Satu", "uraian": "Begini.", "layanan": "lainnya", "tempat": ""}
    first, second = (
        dari_telepon(office, **plain | one),
        dari_telepon(office, **plain | {"judul": "Dua"} | other),
    )
    dari_telepon(office, **LAIN)
    found = serupa(first, office.people["petugas_pengaduan"])
    assert [(s.case, s.sebab) for s in found] == [(second, why)]


def test_the_verifier_sees_them_on_the_case_and_on_the_form_and_reads_no_identity_by_it(
    office, client
):
    first, second = (
        dari_telepon(office, identitas=IDENTITAS, kerahasiaan="rahasia") for _ in range(2)
    )
    client.force_login(office.people["petugas_pengaduan"], backend=BACKEND)
    for url in (
        second.get_absolute_url(),
        *(
            reverse("workflow:step", args=["pengaduan", second.pk, name])
            for name in ("nyatakan_lengkap", "tolak_laporan")
        ),
    ):
        page = client.get(url).text
        assert first.nomor in page and "Kontak pelapor sama" in page, url
        assert not [v for v in IDENTITAS.values() if v in page]
    client.force_login(office.people["ketua_tim_pjtk"], backend=BACKEND)
    assert (
        first.nomor not in client.get(second.get_absolute_url()).text
        and not BacaanIdentitas.objects.exists()
    )


def test_what_is_about_the_verifier_is_not_shown_as_alike(office):
    first, second = laporan(office), laporan(office)
    Pengaduan.objects.filter(pk=first.pk).update(terlapor=office.people["petugas_pengaduan"])
    assert serupa(second, office.people["petugas_pengaduan"]) == []


def test_a_recorded_look_at_an_identity_can_neither_be_changed_nor_removed(office):
    case = dari_telepon(office, identitas=IDENTITAS)
    baca(case, office.people["petugas_pengaduan"], "Menelepon.")
    for deed in (
        lambda: BacaanIdentitas.objects.update(alasan="Lain."),
        lambda: BacaanIdentitas.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="pembukaan identitas"), transaction.atomic():
            deed()
    assert BacaanIdentitas.objects.get().alasan == "Menelepon."
