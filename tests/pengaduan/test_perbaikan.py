"""An improvement that an evaluation plans is told, comes back on its day, and is noted as done."""

import datetime as dt

import pytest
from django.urls import reverse

from metrologi.clock.models import calendar_for
from metrologi.clock.now import at, now, today
from metrologi.notifications.models import Pesan
from metrologi.workflow.errors import Blocked
from metrologi.workflow.run import run
from tests.pengaduan.keadaan import evaluasi

pytestmark = pytest.mark.django_db


@pytest.fixture
def disahkan(office):
    """An evaluation in force: one improvement of the desk, one of somebody without an account."""
    head, desk = office.people["kepala"], office.people["petugas_pengaduan"]
    plans = [
        {"uraian": "Tambah loket", "penanggung_jawab": desk.nama.upper()},
        {"uraian": "Cat ulang", "penanggung_jawab": "Tukang cat"},
    ]
    plans = [plan | {"tenggat": today() + dt.timedelta(days=30)} for plan in plans]
    case = run(
        evaluasi(office), "tulis_rencana", by=head, seen="disusun", temuan="Antre.", rencana=plans
    )
    return run(case, "sahkan_evaluasi", by=head, seen="disusun", secret="demo-passphrase")


def waiting(client, office, role, day):
    later = calendar_for(office.uml.pk).next_open(day)
    with at(later):
        client.force_login(office.people[role])
        return client.get(reverse("portal:tugas")).text


def test_whoever_is_named_for_an_improvement_is_told_when_the_evaluation_is_signed(
    office, disahkan
):
    told = Pesan.objects.get(user=office.people["petugas_pengaduan"], isi__contains="Tambah loket")
    assert disahkan.nomor in told.judul
    assert not Pesan.objects.filter(isi__contains="Cat ulang").exists()


def test_an_improvement_comes_back_on_its_day_to_who_is_named_and_to_the_kepala(
    office, disahkan, client
):
    soon, due = now() + dt.timedelta(days=1), now() + dt.timedelta(days=31)
    assert "Tambah loket" not in waiting(client, office, "petugas_pengaduan", soon)
    desk = waiting(client, office, "petugas_pengaduan", due)
    assert "Tambah loket" in desk and "terlambat" in desk and "Cat ulang" not in desk
    head = waiting(client, office, "kepala", due)
    assert "Tambah loket" in head and "Cat ulang" in head


def test_an_improvement_that_is_noted_as_done_waits_no_longer(office, disahkan, client):
    head = office.people["kepala"]
    first = disahkan.rencana.get(uraian="Tambah loket")
    with pytest.raises(Blocked):
        run(disahkan, "catat_selesai", by=head, seen="selesai", perbaikan=first)
    data = {"perbaikan": first, "note": "Loket kedua dibuka."}
    run(disahkan, "catat_selesai", by=head, seen="selesai", **data)
    with pytest.raises(Blocked, match="sudah dicatat"):
        run(disahkan, "catat_selesai", by=head, seen="selesai", **data)
    due = now() + dt.timedelta(days=31)
    assert "Tambah loket" not in waiting(client, office, "kepala", due)


def test_a_period_that_was_evaluated_is_not_evaluated_twice(office, disahkan, client):
    client.force_login(office.people["kepala"])
    url = reverse("workflow:open", args=["evaluasi_pengaduan"])
    data = {"mulai": disahkan.mulai.isoformat(), "sampai": disahkan.sampai.isoformat()}
    answer = client.post(url, data)
    assert answer.status_code == 422 and disahkan.nomor in answer.text
