"""A mistyped serial: voided and replaced by two new lines, while the equation holds."""

import pytest
from django.db import IntegrityError, transaction

from metrologi.notifications.models import Pesan
from metrologi.perlengkapan.segel import gerak
from metrologi.perlengkapan.segel.gerak import Ditolak
from metrologi.perlengkapan.segel.models import Gerak, Seri
from metrologi.perlengkapan.segel.seri import rentang
from metrologi.perlengkapan.segel.tutup import neraca
from tests.perlengkapan.conftest import segel, sheet
from tests.perlengkapan.test_segel import serah, simpan, truth
from tests.workflow.test_race import hands

KOREKSI = "/perlengkapan/segel/koreksi/"
DATA = {"salah": "mb-001", "nomor": "MB-002", "alasan": "Angka terakhir terbaca 1"}


@pytest.fixture
def terpasang(office):
    """MB-001 is recorded on an instrument; the penera still holds MB-002 and MB-003."""
    receipt = segel(office)
    serah(office, rentang("MB-001", "MB-003"))
    form = sheet(office, tapak_sah_segel="MB-001")
    assert form.is_valid()
    simpan(office, form)
    return receipt


@pytest.mark.django_db
def test_the_right_serial_takes_the_place_of_the_wrong_one_and_both_tell_why(
    office, masuk, terpasang
):
    uttp = Seri.objects.get(nomor="MB-001").uttp
    assert masuk("penera").post(KOREKSI, DATA).status_code == 302
    wrong, right = Seri.objects.get(nomor="MB-001"), Seri.objects.get(nomor="MB-002")
    assert (wrong.keadaan, wrong.uttp, right.keadaan, right.uttp) == (
        "rusak",
        None,
        "terpakai",
        uttp,
    )
    assert truth(terpasang) and neraca([office.uml.pk])[0].jumlah == {
        "diterima": 20,
        "gudang": 17,
        "dipegang": 1,
        "terpakai": 1,
        "rusak": 1,
    }
    lines = {g.seri.nomor: g.alasan for g in Gerak.objects.filter(jenis="koreksi")}
    assert (
        "MB-002" in lines["MB-001"]
        and "MB-001" in lines["MB-002"]
        and DATA["alasan"] in lines["MB-002"]
    )
    assert {p.user.username for p in Pesan.objects.filter(judul__contains="dikoreksi")} == {
        "administrasi",
        "kepala",
    }
    assert (
        "Koreksi salah catat"
        in masuk("kepala").get("/perlengkapan/segel/?nomor=MB-001").content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"nomor": "MB-001"}, "sama dengan nomor yang salah"),
        ({"salah": "MB-003"}, "tidak tercatat terpasang"),
        ({"salah": "X-9"}, "tidak tercatat terpasang"),
        ({"nomor": "MB-010"}, "MB-010 di gudang"),
        ({"nomor": "X-9"}, "tidak ada di buku"),
        ({"alasan": ""}, "wajib"),
    ],
)
def test_a_correction_that_cannot_be_is_told_and_moves_nothing(
    office, masuk, terpasang, data, told
):
    answer = masuk("penera").post(KOREKSI, DATA | data)
    assert answer.status_code == 422 and told in answer.content.decode()
    assert (
        Seri.objects.get(nomor="MB-001").keadaan == "terpakai"
        and not Gerak.objects.filter(jenis="koreksi").exists()
    )


@pytest.mark.django_db
def test_only_whoever_tested_or_the_store_corrects(office, masuk, terpasang):
    with pytest.raises(Ditolak, match="dicatat penera lain"):
        gerak.koreksi(office.uml, "MB-001", "MB-002", alasan="Salah", oleh=office.people["analis"])
    assert masuk("kepala").get(KOREKSI).status_code == 403
    assert masuk("administrasi").post(KOREKSI, DATA).status_code == 302


@pytest.mark.django_db
def test_a_used_serial_goes_nowhere_but_into_the_void(office, terpasang):
    for state in (
        {"keadaan": "gudang"},
        {"keadaan": "dipegang", "pemegang": office.people["penera"]},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seri.objects.filter(nomor="MB-001").update(uttp=None, pengujian=None, **state)


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_one_wins(office, terpasang):
    def correct(n):
        try:
            return gerak.koreksi(
                office.uml, "MB-001", f"MB-00{n + 2}", alasan="Salah", oleh=office.people["penera"]
            ).pk
        except Ditolak:
            return None

    with hands(2) as together:
        assert len([pk for pk in together(correct) if pk]) == 1
    assert Seri.objects.filter(keadaan="terpakai").count() == 1 and truth(terpasang)
