"""The jobs of messages: sending one e-mail, and taking up again what a dead worker left behind."""

from __future__ import annotations

import logging
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from metrologi.clock.now import now
from metrologi.notifications.models import Pesan

log = logging.getLogger(__name__)

# Each wait is two minutes longer: 60 tries last longer than a mail server that is down for a
# weekend.
RETRY = RetryStrategy(max_attempts=60, wait=10, linear_wait=120)
STALLED_AFTER = 30
FOR_GOOD = 500


@app.task(name="notifications.surel", queue="surel", retry=RETRY)
def kirim_surel(pesan_id: int) -> None:
    """Send the e-mail of a message; a run after a success sends nothing.

    An address that the mail server refuses is noted and not tried again.
    """
    # No row lock: a mail server that hangs must not keep its reader from opening the message.
    pesan = (
        Pesan.objects.select_related("user")
        .filter(pk=pesan_id, surel_at=None, surel_gagal="")
        .first()
    )
    if pesan is None:
        return
    try:
        letter(pesan).send()
    except SMTPRecipientsRefused as error:
        _refused(pesan, error)
    else:
        Pesan.objects.filter(pk=pesan_id).update(surel_at=now())


def letter(pesan: Pesan) -> EmailMultiAlternatives:
    """Plain text with an HTML twin."""
    link = settings.PORTAL_URL + pesan.url if pesan.url else ""
    context = {"pesan": pesan, "tautan": link, "demo": settings.DEMO}
    mail = EmailMultiAlternatives(
        " ".join(pesan.judul.split()),
        render_to_string("notifications/surel.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [pesan.user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("notifications/surel.html", context), "text/html")
    return mail


def _refused(pesan: Pesan, error: SMTPRecipientsRefused) -> None:
    answers = list(error.recipients.values())
    if any(code < FOR_GOOD for code, _ in answers):
        raise error
    why = "; ".join(f"{code} {text.decode(errors='replace')}" for code, text in answers)
    Pesan.objects.filter(pk=pesan.pk).update(surel_gagal=why[:300])
    log.warning("surel pesan %s ditolak penerima", pesan.pk)


@app.periodic(cron="* * * * *")
@app.task(name="notifications.retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Return the jobs of a dead worker to the queue; every task here may therefore run twice."""
    manager: Any = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await manager.retry_job(job)
