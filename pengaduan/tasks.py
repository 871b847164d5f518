"""The jobs of complaints: escalation of clocks, e-mail to reporters without an account; the mailbox is read from `apps`."""
from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django import app

from metrologi.accounts.models import Penugasan
from metrologi.accounts.roles import Role
from metrologi.clock.now import now, today
from metrologi.notifications.send import send
from metrologi.notifications.tasks import RETRY
from pengaduan import jam
from pengaduan.models import AKHIR, Eskalasi, Identitas, Pengaduan

log = logging.getLogger(__name__)


@app.task(name="pengaduan.kabar", queue="surel", retry=RETRY)
def kabari_surel(pengaduan_id: int, kode: str = "") -> None:
    """Write to the reporter that there is news; the job names the complaint only, so no list of jobs shows an address."""
    who = Identitas.objects.select_related("pengaduan__uml").filter(pengaduan_id=pengaduan_id).exclude(email="").first()
    if who is None:
        return
    case = who.pengaduan
    text = (f"Ada kabar untuk tiket {case.nomor}. Buka {settings.PORTAL_URL}{reverse('workflow:pengaduan-tiket')} lalu isi "
            f"nomor tiket dan kode akses Anda.\n\n{case.uml.nama}\n")
    EmailMessage(f"Kabar untuk tiket {case.nomor}", text, settings.DEFAULT_FROM_EMAIL, [who.email],
                 headers={"Auto-Submitted": "auto-generated"}).send()


@app.periodic(cron="*/15 * * * *")
@app.task(name="pengaduan.eskalasi", queueing_lock="pengaduan_eskalasi")
def eskalasi(timestamp: int = 0) -> int:
    """Tell the Kepala once for each clock that reaches 80 and 100 per cent; returns how many were told."""
    running = Pengaduan.objects.exclude(status__in=AKHIR).select_related("uml", "penangan")
    return sum(_eskalasi(case, clock) for case in running for clock in jam.jam_dari(case))


def _eskalasi(case: Pengaduan, clock: jam.Jam) -> int:
    told = 0
    for percent in (p for p in (80, 100) if clock.tenggat and clock.berjalan and clock.persen >= p):
        with transaction.atomic():
            _, new = Eskalasi.objects.get_or_create(pengaduan=case, jam=clock.kode, tenggat=clock.tenggat, persen=percent)
            told += new
            if new:
                _kabari_kepala(case, clock, percent)
    return told


def _kabari_kepala(case: Pengaduan, clock: jam.Jam, percent: int) -> None:
    held = Penugasan.objects.pada(today()).filter(uml=case.uml, role=Role.KEPALA, user__is_active=True)
    words = "sudah lewat" if percent == 100 else "tinggal seperlima waktu"
    for user in {p.user for p in held.select_related("user") if p.user_id != case.terlapor_id}:
        send(user, judul=f"Pengaduan {case.nomor}: {clock.nama.lower()} {words}",
             isi=f"Tenggat {_hari(clock.tenggat)}. Keadaan sekarang: {case.status_label}.", url=case.get_absolute_url(),
             case=case)


def _hari(moment: datetime | None) -> str:
    return f"{moment.astimezone(now().tzinfo):%d-%m-%Y %H.%M}" if moment else ""
