"""Who has which instrument in hand, and the label that leads to its sheet."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from metrologi.clock.now import at, now
from tests.sidang.keadaan import antre, sidang_in

pytestmark = pytest.mark.django_db


def test_a_number_that_a_colleague_has_in_hand_is_shown_with_name_and_minute(office, client):
    sidang = sidang_in(office, "berlangsung")
    guest = antre(office, sidang)
    item = guest.daftar[0]
    penera = office.people["penera"]
    sheet = reverse("pengujian:hitung", args=["peserta_sidang", guest.pk, item.pk])
    client.force_login(penera)
    queue = reverse("workflow:sidang-antrean", args=[sidang.pk])
    assert "Dipegang" not in client.get(queue).text
    assert client.post(sheet, {"seen": "diuji"}).status_code == 200
    began = f"{localtime(now()):%H.%M}"
    assert f"Dipegang {penera.nama} sejak {began}" in client.get(queue).text
    with at(now() + dt.timedelta(minutes=11)):
        assert "Dipegang" not in client.get(queue).text


def test_a_penera_who_scans_the_label_of_a_waiting_instrument_opens_its_sheet(office, client):
    sidang = sidang_in(office, "berlangsung")
    guest = antre(office, sidang)
    item = guest.daftar[0]
    label = reverse("uttp:umum", args=[item.uttp.kode])
    assert client.get(label).status_code == 200
    client.force_login(office.people["wajib_ttu"])
    assert client.get(label).status_code == 200
    client.force_login(office.people["penera"])
    answer = client.get(label)
    assert answer["Location"] == reverse(
        "pengujian:uji", args=["peserta_sidang", guest.pk, item.pk]
    )
