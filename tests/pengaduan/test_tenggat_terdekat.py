"""The nearest clock leads, waiting nothing moves nothing, figures count what is open and late."""

import datetime as dt

import pytest
from django.utils.timezone import localtime

from metrologi.clock.calendar import WIB
from metrologi.clock.now import at
from metrologi.notifications.models import Pesan
from metrologi.workflow.queue import queue_for
from metrologi.workflow.run import run
from pengaduan.evaluasi import ringkasan
from pengaduan.tasks import eskalasi
from pengaduan.tenggat import jam_dari
from tests.pengaduan.keadaan import laporan
from tests.walk import walk

pytestmark = pytest.mark.django_db
SENIN = dt.datetime(2026, 6, 8, 9, 0, tzinfo=WIB)
OPEN = ("menunggu_penugasan", "ditangani", "dipantau", "menyusun_tanggapan")


def to(office, state, case=None):
    return walk(case or laporan(office), state, office.people, office.samples())


@pytest.mark.parametrize("state", OPEN)
def test_the_nearest_running_clock_is_the_deadline_in_every_state_of_the_office(office, state):
    with at(SENIN):
        case = to(office, state)
        running = [clock.tenggat for clock in jam_dari(case) if clock.berjalan]
        assert case.due_at <= min(running)


def test_the_handler_sees_the_class_only_once_the_first_answer_is_given(office):
    with at(SENIN):
        case = to(office, "ditangani")
        assert case.due_at == case.tenggat_tanggap < case.tenggat_selesai
        handler = office.people["penangan_pengaduan"]
        assert queue_for(handler, "pengaduan")[0].due_at == case.tenggat_tanggap
        answered = {"by": handler, "seen": "ditangani", "isi": "Kami periksa."}
        case = run(case, "tanggapan_awal", **answered)
        assert case.due_at == case.tenggat_selesai


def test_a_handler_is_named_within_a_working_day_whatever_the_class(office):
    with at(SENIN):
        case = to(office, "menunggu_penugasan")
    assert localtime(case.due_at).date() <= SENIN.date() + dt.timedelta(days=1)


def test_a_reporter_who_answers_at_once_moves_no_deadline(office):
    evening = SENIN.replace(hour=16)
    with at(evening):
        case = to(office, "menunggu_keterangan")
        before = (case.tenggat_tanggap, case.tenggat_selesai)
        answered = {"by": office.people["pelapor"], "seen": "menunggu_keterangan", "isi": "Ini."}
        case = run(case, "jawab_pertanyaan", **answered)
    assert (case.tenggat_tanggap, case.tenggat_selesai) == before
    assert case.jeda_selesai == 0


def test_the_kepala_is_told_once_when_a_clock_is_already_past(office):
    with at(SENIN):
        case = laporan(office)
    with at(case.tenggat_akui + dt.timedelta(minutes=10)):
        assert eskalasi() >= 1
    told = Pesan.objects.filter(judul__contains=": verifikasi").values_list("judul", flat=True)
    assert told and all("sudah lewat" in title for title in told)


def test_an_open_complaint_that_broke_its_promise_lowers_the_figure(office):
    with at(SENIN):
        to(office, "ditutup")
        late = laporan(office)
    with at(late.tenggat_akui + dt.timedelta(days=1)):
        told = ringkasan(office.uml, SENIN.date(), late.tenggat_akui.date())
    assert (told["jam"][0]["tepat"], told["jam"][0]["jumlah"]) == (1, 2)
    assert told["jam"][0]["persen"] == "50 %"
