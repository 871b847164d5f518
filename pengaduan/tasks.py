"""The jobs of complaints.

Escalation of clocks, e-mail to reporters without an account; the mailbox is read from `apps`.
"""

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
from metrologi.clock.indonesia import waktu
from metrologi.clock.now import today
from metrologi.notifications.send import send
from metrologi.notifications.tasks import RETRY
from pengaduan import kode, tenggat
from pengaduan.models import AKHIR, Eskalasi, Identitas, Pengaduan
from pengaduan.models.perkara import kode_dari

log = logging.getLogger(__name__)


@app.task(name="pengaduan.kabar", queue="surel", retry=RETRY)
def kabari_surel(pengaduan_id: int) -> None:
    """Write to the reporter that there is news, and what is asked of them and until when.

    The job names the complaint only, so no list of jobs shows an address.
    """
    who = _bersurel(pengaduan_id)
    if who is None:
        return
    case = who.pengaduan
    _surati(
        who,
        f"Kabar untuk tiket {case.nomor}",
        f"Ada kabar untuk tiket {case.nomor}. {case.says(Role.PELAPOR)}\n\n"
        f"Buka {_halaman()} lalu isi nomor tiket dan kode akses Anda. Kode hilang? Minta yang baru "
        "di halaman itu.",
    )


@app.task(name="pengaduan.tercatat", queue="surel", retry=RETRY)
def surati_tiket(pengaduan_id: int) -> None:
    """Send number and code to a reporter who left an address; the code follows from the form."""
    who = _bersurel(pengaduan_id)
    code = kode_dari(who.pengaduan.kunci) if who and who.pengaduan.kunci else ""
    if who is None or not who.pengaduan.cocok(code):
        return
    case = who.pengaduan
    _surati(
        who,
        f"Pengaduan tercatat: {case.nomor}",
        f"Pengaduan Anda sudah tercatat.\n\nNomor tiket: {case.nomor}\nKode akses: {code}\n\n"
        f"Simpan keduanya. Ikuti pengaduan dan baca jawabannya di {_halaman()}\n"
        "Kami memeriksanya paling lama 3 hari kerja.",
    )


@app.task(name="pengaduan.kode", queue="surel", retry=RETRY)
def surati_kode(pengaduan_id: int) -> None:
    """Send a new code to the address that the complaint keeps; without an answer the old stays."""
    who = _bersurel(pengaduan_id)
    if who is None:
        return
    with transaction.atomic():
        code = kode.lewat_surel(who.pengaduan)
        _surati(
            who,
            f"Kode akses baru untuk tiket {who.pengaduan.nomor}",
            f"Kode akses baru: {code}\n\nKode yang lama tidak berlaku lagi. Buka {_halaman()}",
        )


def _bersurel(pengaduan_id: int) -> Identitas | None:
    rows = Identitas.objects.select_related("pengaduan__uml").filter(pengaduan_id=pengaduan_id)
    return rows.exclude(email="").first()


def _halaman() -> str:
    return f"{settings.PORTAL_URL}{reverse('workflow:pengaduan-tiket')}"


def _surati(who: Identitas, judul: str, isi: str) -> None:
    EmailMessage(
        judul,
        f"{isi}\n\n{who.pengaduan.uml.nama}\n",
        settings.DEFAULT_FROM_EMAIL,
        [who.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


@app.task(name="pengaduan.pengawas", queue="surel", retry=RETRY)
def kabari_pengawas(pengaduan_id: int) -> None:
    """Tell the supervisor outside that a complaint waits which nobody in the office may check."""
    case = Pengaduan.objects.select_related("uml").get(pk=pengaduan_id)
    if not case.uml.pengawas_surel:
        return
    text = (
        f"Yth. {case.uml.pengawas}\n\nDi {case.uml.nama} ada pengaduan {case.nomor} tentang "
        "pejabat yang seharusnya memeriksanya. Kantor diminta menunjuk Plh.; mohon pengawasannya."
        f"\n\n{settings.PORTAL_URL}\n"
    )
    EmailMessage(
        f"Pengaduan {case.nomor} tentang pejabat pemeriksa",
        text,
        settings.DEFAULT_FROM_EMAIL,
        [case.uml.pengawas_surel],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


@app.periodic(cron="*/15 * * * *")
@app.task(name="pengaduan.eskalasi", queueing_lock="pengaduan_eskalasi")
def eskalasi(timestamp: int = 0) -> int:
    """Tell the Kepala once for each clock that reaches 80, then 100 per cent.

    A clock that is past 100 at the first look is not also said to have a fifth left.

    Returns how many were told.
    """
    running = Pengaduan.objects.exclude(status__in=AKHIR).select_related("uml", "penangan")
    return sum(_eskalasi(case, clock) for case in running for clock in tenggat.jam_dari(case))


def _eskalasi(case: Pengaduan, clock: tenggat.Jam) -> int:
    if not clock.tenggat or not clock.berjalan:
        return 0
    percent = next((p for p in (100, 80) if clock.persen >= p), 0)
    if not percent:
        return 0
    with transaction.atomic():
        _, new = Eskalasi.objects.get_or_create(
            pengaduan=case, jam=clock.kode, tenggat=clock.tenggat, persen=percent
        )
        if new:
            _kabari_kepala(case, clock, percent)
    return int(new)


def _kabari_kepala(case: Pengaduan, clock: tenggat.Jam, percent: int) -> None:
    appointments = Penugasan.objects.pada(today()).filter(
        uml=case.uml, role=Role.KEPALA, user__is_active=True
    )
    words = "sudah lewat" if percent == 100 else "tinggal seperlima waktu"
    for user in {p.user for p in appointments.select_related("user") if not case.diadukan(p.user)}:
        send(
            user,
            judul=f"Pengaduan {case.nomor}: {clock.nama.lower()} {words}",
            isi=f"Tenggat {_hari(clock.tenggat)}. Keadaan sekarang: {case.status_label}.",
            url=case.get_absolute_url(),
            case=case,
        )


def _hari(moment: datetime | None) -> str:
    return waktu(moment) if moment else ""
