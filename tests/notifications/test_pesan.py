"""Messages in the portal and by e-mail.

Sent with the transaction or not at all, once, patient with a dead server.
"""

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from metrologi.accounts.models import Penugasan, Uml
from metrologi.accounts.roles import Role
from metrologi.notifications import antrean
from metrologi.notifications.models import Pesan
from metrologi.notifications.send import send
from metrologi.notifications.tasks import kirim_surel

JUDUL = "Tera di kantor: UTTP sedang diuji"


def tell(user):
    return send(user, judul=JUDUL, isi="ORD/00001. UTTP Anda sedang diuji.", url="/orders/1/")


def work_through_the_queue():
    """What `manage.py procrastinate worker` does, until nothing is due.

    Its threads keep no connection.
    """
    connection.settings_dict["CONN_MAX_AGE"] = 0
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(
            queues=["surel"], wait=False, install_signal_handlers=False, listen_notify=False
        )


def jobs():
    return list(ProcrastinateJob.objects.filter(task_name="notifications.surel").order_by("pk"))


def test_a_message_brings_one_job_in_the_same_transaction(budi):
    pesan = tell(budi)
    (job,) = jobs()
    assert (job.args, job.status, job.queue_name) == ({"pesan_id": pesan.pk}, "todo", "surel")


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_sends_nothing(budi):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(budi)
        raise ZeroDivisionError
    work_through_the_queue()
    assert not jobs() and not mail.outbox and not Pesan.objects.exists()


def test_without_an_address_the_message_stays_in_the_portal(ani):
    assert not tell(ani).surel and not jobs()


def test_who_does_not_want_mail_gets_none(budi):
    budi.terima_surel = False
    assert not tell(budi).surel and not jobs()


def test_the_letter_is_plain_text_with_an_html_twin(budi, settings):
    settings.PORTAL_URL = "https://portal.contoh.go.id"
    kirim_surel(tell(budi).pk)
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == (JUDUL, ["budi@contoh.id"])
    assert (
        letter.body.startswith("Yth. Budi,")
        and "https://portal.contoh.go.id/orders/1/" in letter.body
    )
    html, kind = letter.alternatives[0]
    assert (
        kind == "text/html"
        and 'href="https://portal.contoh.go.id/orders/1/"' in html
        and "<img" not in html
    )


def test_names_and_line_breaks_cannot_forge_a_header(budi):
    budi.nama = "Budi <b>"
    budi.save()
    kirim_surel(send(budi, judul="Halo\nBcc: semua@contoh.id", isi="<script>").pk)
    (letter,) = mail.outbox
    assert letter.subject == "Halo Bcc: semua@contoh.id" and letter.bcc == []
    assert "&lt;script&gt;" in letter.alternatives[0][0] and "Budi <b>" in letter.body


def test_a_job_that_runs_twice_sends_once(budi):
    pesan = tell(budi)
    kirim_surel(pesan.pk)
    kirim_surel(pesan.pk)
    pesan.refresh_from_db()
    assert len(mail.outbox) == 1 and pesan.surel_at


def test_a_job_without_its_message_does_nothing(db):
    kirim_surel(123456)
    assert not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_while_the_mail_server_is_down_the_message_waits_and_then_goes_out(budi, smtp, settings):
    pesan, port = tell(budi), settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    work_through_the_queue()
    (job,) = jobs()
    assert (job.status, job.attempts, smtp.letters) == ("todo", 1, []) and job.scheduled_at
    settings.EMAIL_PORT = port
    make_due(job)
    work_through_the_queue()
    pesan.refresh_from_db()
    assert len(smtp.letters) == 1 and pesan.surel_at and jobs()[0].status == "succeeded"


def make_due(job):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE id = %s", [job.pk])


@pytest.mark.django_db(transaction=True)
def test_a_refused_address_is_noted_and_not_tried_again(budi, smtp):
    smtp.refuse = "550 alamat tidak ada"
    pesan = tell(budi)
    work_through_the_queue()
    pesan.refresh_from_db()
    assert "550" in pesan.surel_gagal and jobs()[0].status == "succeeded" and not smtp.letters


@pytest.mark.django_db(transaction=True)
def test_a_mailbox_that_is_full_for_now_is_tried_again(budi, smtp):
    smtp.refuse = "450 coba lagi nanti"
    tell(budi)
    work_through_the_queue()
    assert jobs()[0].status == "todo"


@pytest.fixture
def client_of():
    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def test_the_list_shows_only_my_messages(budi, ani, client_of):
    tell(budi)
    send(ani, judul="Rahasia Ani", isi="x")
    page = client_of(budi).get("/pesan/").content.decode()
    assert JUDUL in page and "Rahasia Ani" not in page


def test_opening_marks_as_read_and_goes_to_the_case(budi, ani, client_of):
    pesan = tell(budi)
    assert client_of(ani).get(f"/pesan/{pesan.pk}/").status_code == 404
    answer = client_of(budi).get(f"/pesan/{pesan.pk}/")
    assert (answer.status_code, answer.url) == (302, "/orders/1/")
    pesan.refresh_from_db()
    assert pesan.dibaca_at


def test_all_can_be_marked_at_once_by_post(budi, client_of):
    tell(budi)
    client = client_of(budi)
    assert client.get("/pesan/baca-semua/").status_code == 405
    assert client.post("/pesan/baca-semua/").status_code == 302
    assert not Pesan.objects.filter(dibaca_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_parked_job_is_shown_to_the_administrator_who_may_try_again(
    budi, client_of, smtp, settings
):
    budi.is_superuser = True
    budi.save()
    settings.EMAIL_PORT = 1
    tell(budi)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET attempts = 60 WHERE task_name = 'notifications.surel'"
        )
    work_through_the_queue()
    assert jobs()[0].status == "failed" and antrean.counts()["failed"] == 1
    client = client_of(budi)
    assert "Kirim surel" in client.get("/pesan/tertahan/").content.decode()
    assert client.post(f"/pesan/tertahan/{jobs()[0].pk}/").status_code == 302
    assert jobs()[0].status == "todo"
    assert not antrean.retry(jobs()[0].pk)


def test_the_page_of_parked_jobs_is_not_for_the_administrator_of_a_unit(ani, client_of):
    uml = Uml.objects.create(kode="uji", nama="Uji")
    Penugasan.objects.create(user=ani, role=Role.ADMIN_SATKER, uml=uml)
    assert client_of(ani).get("/pesan/tertahan/").status_code == 403
