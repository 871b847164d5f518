"""The jobs of messages: sending one e-mail, and taking up again what a dead worker left behind."""
from __future__ import annotations

import logging
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from metrologi.clock.now import now
from metrologi.notifications.models import Pesan

log = logging.getLogger(__name__)

# 12 tries: 5 s, 25 s, 2 min, 10 min, then longer; a mail server may be down for days.
RETRY = RetryStrategy(max_attempts=12, exponential_wait=5)
STALLED_AFTER = 30
FOR_GOOD = 500


@app.task(name="notifications.surel", queue="surel", retry=RETRY)
def kirim_surel(pesan_id: int) -> None:
    """Send the e-mail of a message once; a second run finds it sent. A refused address is noted, not tried again."""
    with transaction.atomic():
        pesan = Pesan.objects.select_for_update(of=("self",)).select_related("user").filter(pk=pesan_id).first()
        if pesan is None or pesan.surel_at or pesan.surel_gagal:
            return
        try:
            letter(pesan).send()
        except SMTPRecipientsRefused as error:
            _refused(pesan, error)
            return
        pesan.surel_at = now()
        pesan.save(update_fields=["surel_at"])


def letter(pesan: Pesan) -> EmailMultiAlternatives:
    """Plain text with an HTML twin."""
    context = {"pesan": pesan, "tautan": settings.PORTAL_URL + pesan.url if pesan.url else "", "portal": settings.PORTAL_URL,
               "demo": settings.DEMO}
    mail = EmailMultiAlternatives(" ".join(pesan.judul.split()), render_to_string("notifications/surel.txt", context),
                                  settings.DEFAULT_FROM_EMAIL, [pesan.user.email],
                                  headers={"Auto-Submitted": "auto-generated"})
    mail.attach_alternative(render_to_string("notifications/surel.html", context), "text/html")
    return mail


def _refused(pesan: Pesan, error: SMTPRecipientsRefused) -> None:
    answers = list(error.recipients.values())
    if any(code < FOR_GOOD for code, _ in answers):
        raise error
    pesan.surel_gagal = "; ".join(f"{code} {text.decode(errors='replace')}" for code, text in answers)[:300]
    pesan.save(update_fields=["surel_gagal"])
    log.warning("surel pesan %s ditolak penerima", pesan.pk)


@app.periodic(cron="* * * * *")
@app.task(name="notifications.retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Give jobs of a worker that died back to the queue; every task here may therefore run twice."""
    manager: Any = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await manager.retry_job(job)
