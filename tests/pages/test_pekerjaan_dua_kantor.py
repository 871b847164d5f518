"""Every background job, with two offices in the portal: each tells, and touches, only its own."""

import datetime as dt
import inspect
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from procrastinate.contrib.django import app

from metrologi.accounts.models import CatatanAkun
from metrologi.accounts.roles import STAFF
from metrologi.documents.models import Dokumen
from metrologi.notifications.models import Pesan
from metrologi.uttp.models import Uttp
from metrologi.workflow import registry
from pengaduan.models import Identitas, Pengaduan
from pengaduan.models.perkara import kode_dari, sidik_kode
from tests.pages import test_crawl
from tests.pages.test_dua_kantor_kirim import held

pytestmark = pytest.mark.django_db
panggung_isi, kami, mereka = test_crawl.panggung_isi, test_crawl.kami, test_crawl.mereka
LATER = dt.timedelta(days=75)


def _complaint(m):
    case = Pengaduan.objects.filter(uml=m.uml).first()
    Identitas.objects.update_or_create(
        pengaduan=case, defaults={"nama": "Wati", "email": f"wati@{m.uml.kode}.id"}
    )
    return case


def _complaint_of_a_form(m):
    """Its access code follows from the key of the form."""
    case, key = _complaint(m), uuid4()
    Pengaduan.objects.filter(pk=case.pk).update(kunci=key, kode_sidik=sidik_kode(kode_dari(key)))
    return case


def _complaint_with_a_supervisor(m):
    case = _complaint(m)
    m.uml.pengawas, m.uml.pengawas_surel = "Inspektorat", f"pengawas@{m.uml.kode}.id"
    m.uml.save()
    return case


def _note(m):
    return CatatanAkun.objects.create(
        user=m.staff, peristiwa=CatatanAkun.Peristiwa.DATA, keterangan="Nama"
    )


# What each job is given, from what one office owns.
OF_ONE = {
    "accounts.aktivasi": lambda m: {"user_id": m.akun.pk},
    "accounts.sandi": lambda m: {"email": m.staff.email},
    "accounts.surel": lambda m: {"user_id": m.staff.pk, "surel": f"baru@{m.uml.kode}.id"},
    "accounts.diaktifkan": lambda m: {"user_id": m.staff.pk},
    "accounts.ditolak": lambda m: {"user_id": m.akun.pk},
    "accounts.perubahan": lambda m: {"catatan_id": _note(m).pk, "surel": m.staff.email},
    "notifications.surel": lambda m: {"pesan_id": m.pesan.pk},
    "pengaduan.kabar": lambda m: {"pengaduan_id": _complaint(m).pk},
    "pengaduan.kode": lambda m: {"pengaduan_id": _complaint(m).pk},
    "pengaduan.tercatat": lambda m: {"pengaduan_id": _complaint_of_a_form(m).pk},
    "pengaduan.pengawas": lambda m: {"pengaduan_id": _complaint_with_a_supervisor(m).pk},
}
OF_ALL = {
    "perlengkapan.pengingat",
    "workflow.batas_waktu",
    "workflow.terhenti",
    "pengaduan.eskalasi",
    "pengaduan.kotak_surat",
    "kompensasi.pantau",
}
# They sweep files, sessions and jobs, which name no office.
OF_THE_INSTALLATION = {
    "accounts.sesi_lewat",
    "uttp.sapu_titipan",
    "portal.sapu_kiriman",
    "notifications.retry_stalled",
}


# Whoever registers belongs to no office yet; the first one signs the letter.
OF_NO_OFFICE = {"accounts.aktivasi", "accounts.ditolak"}


def names(m):
    """What must not be read at another office."""
    return [m.pemilik.nama, *(m.office.people[role].nama for role in sorted(STAFF))]


def of_ours():
    return {
        name: task
        for name, task in app.tasks.items()
        if inspect.getmodule(task.func).__name__.split(".")[0] not in {"procrastinate", "builtins"}
    }


def test_every_job_is_tried_here():
    assert set(of_ours()) == set(OF_ONE) | OF_ALL | OF_THE_INSTALLATION


@pytest.mark.parametrize("name", OF_ONE)
@pytest.mark.parametrize("turned", [False, True], ids=["kami", "mereka"])
def test_a_job_of_one_office_writes_nothing_of_the_other(name, turned, kami, mereka):
    own, other = (mereka, kami) if turned else (kami, mereka)
    arguments, before = OF_ONE[name](own), held(other.uml)
    mail.outbox.clear()
    of_ours()[name](**arguments)
    assert held(other.uml) == before
    assert mail.outbox, "the job sends a letter"
    for letter in mail.outbox:
        words = names(other) + ([] if name in OF_NO_OFFICE else [other.uml.nama])
        told = [word for word in words if word in letter.subject + letter.body]
        assert not told, (letter.to, told)


@pytest.mark.parametrize("name", sorted(OF_ALL))
def test_a_job_over_all_offices_tells_each_only_of_its_own(name, kami, mereka):
    seen = Pesan.objects.order_by("-pk").values_list("pk", flat=True).first()
    with time_machine.travel(dt.datetime.now(dt.UTC) + LATER):
        of_ours()[name]()
        of_ours()["kompensasi.pantau"]()
    for own, other in ((kami, mereka), (mereka, kami)):
        people = [user.pk for user in own.office.people.values()]
        for message in Pesan.objects.filter(pk__gt=seen, user__in=people):
            text = f"{message.judul} {message.isi}"
            assert not [word for word in names(other) if word in text], text


def test_after_all_jobs_no_case_or_paper_rests_on_things_of_the_other_office(kami, mereka):
    with time_machine.travel(dt.datetime.now(dt.UTC) + LATER):
        for name in sorted(OF_ALL):
            of_ours()[name]()
    for machine in registry.all_machines():
        for case in machine.model.objects.select_related("uml"):
            assert case.origin is None or case.origin.uml_id == case.uml_id, case
    for paper in Dokumen.objects.all():
        case = paper.case_type.get_object_for_this_type(pk=paper.case_id)
        assert case.uml_id == paper.uml_id, paper
    assert not Uttp.objects.exclude(uml=kami.uml).filter(pemilik__uml=kami.uml).exists()
