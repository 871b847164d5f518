"""The e-mails of accounts. A job carries no token: the link is made when the letter is written."""
from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from metrologi.accounts import tautan
from metrologi.accounts.models import CatatanAkun, Uml, User
from metrologi.clock.now import now

RETRY = RetryStrategy(max_attempts=10, exponential_wait=3)
# So many letters of one account in an hour; more is somebody filling another's mailbox.
PER_HOUR = 5


@app.task(name="accounts.aktivasi", retry=RETRY)
def kirim_aktivasi(user_id: int) -> None:
    """The activation link, if the account still waits for it."""
    user = User.objects.get(pk=user_id)
    if user.menunggu and user.email and _room(user):
        url = tautan.alamat("accounts:aktivasi", tautan.buat(user, tautan.AKTIVASI))
        _write(user, user.email, "Aktifkan akun Anda", "aktivasi", url)


@app.task(name="accounts.sandi", retry=RETRY)
def kirim_atur_ulang(email: str) -> None:
    """A link to set a password; nothing for an address that no active account has."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).exclude(email="").first()
    if user and _room(user):
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        url = tautan.alamat("accounts:sandi_baru", uid, default_token_generator.make_token(user))
        _write(user, user.email, "Atur sandi akun Anda", "sandi", url)


@app.task(name="accounts.surel", retry=RETRY)
def kirim_konfirmasi_surel(user_id: int, surel: str) -> None:
    """A link to the new address; the account keeps the old one until it is opened."""
    user = User.objects.get(pk=user_id)
    if user.is_active and _room(user):
        url = tautan.alamat("accounts:surel", tautan.buat(user, tautan.SUREL, surel))
        _write(user, surel, "Konfirmasi alamat surel Anda", "surel", url)


@app.task(name="accounts.diaktifkan", retry=RETRY)
def kabari_aktif(user_id: int) -> None:
    user = User.objects.get(pk=user_id)
    if user.email:
        _write(user, user.email, "Akun Anda sudah aktif", "diaktifkan", tautan.alamat("accounts:masuk"))


@app.task(name="accounts.ditolak", retry=RETRY)
def kabari_ditolak(user_id: int) -> None:
    user = User.objects.get(pk=user_id)
    if user.email:
        url = tautan.alamat("accounts:daftar")
        _write(user, user.email, "Pendaftaran akun Anda tidak dapat kami terima", "ditolak", url)


def _room(user: User) -> bool:
    since = now() - timedelta(hours=1)
    sent = user.catatan.filter(peristiwa=CatatanAkun.Peristiwa.SUREL, at__gt=since).count()
    return sent < PER_HOUR


def _write(user: User, to: str, judul: str, nama: str, url: str) -> None:
    uml = user.uml or Uml.objects.default()
    isi = render_to_string(f"accounts/surel/{nama}.txt", {"akun": user, "url": url, "uml": uml})
    send_mail(f"{judul} – {uml.nama}", isi, None, [to])
    CatatanAkun.objects.create(user=user, peristiwa=CatatanAkun.Peristiwa.SUREL, keterangan=judul)
