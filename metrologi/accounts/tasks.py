"""The e-mails of accounts. A job carries no token: the link is made when the letter is written."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.core.management import call_command
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from metrologi.accounts import tautan
from metrologi.accounts.kantor import pengirim
from metrologi.accounts.models import CatatanAkun, User
from metrologi.clock.now import now

RETRY = RetryStrategy(max_attempts=10, exponential_wait=3)
# So many letters of one kind to one account in an hour; more is somebody filling its mailbox.
PER_HOUR = 5
# Anybody may ask for these, so one address gets a few only (`views.sandi.TO_ONE`), and the owner
# has room left. Every letter that was sent holds a link that works.
RESETS_PER_HOUR = 30
AKTIVASI, SANDI, SUREL = (
    "Aktifkan akun Anda",
    "Atur sandi akun Anda",
    "Konfirmasi alamat surel Anda",
)
SUDAH_ADA = "Surel Anda sudah punya akun"


@app.task(name="accounts.aktivasi", retry=RETRY)
def kirim_aktivasi(user_id: int) -> None:
    """The activation link, if the account still waits for it."""
    user = User.objects.get(pk=user_id)
    if not (user.menunggu and user.email):
        return
    if owner := _owner(user.email):
        _kabari_pemilik(owner)
    elif _room(user, AKTIVASI):
        url = tautan.alamat("accounts:aktivasi", tautan.buat(user, tautan.AKTIVASI))
        _write(user, user.email, AKTIVASI, "aktivasi", url)


def _kabari_pemilik(owner: User) -> None:
    """Somebody named the address of an account: its owner alone is told that it has one."""
    if _room(owner, SUDAH_ADA):
        _write(owner, owner.email, SUDAH_ADA, "sudah_ada", tautan.alamat("accounts:masuk"))


@app.task(name="accounts.sandi", retry=RETRY)
def kirim_atur_ulang(email: str) -> None:
    """A link to set a password; nothing for an address that no active account has."""
    user = _owner(email)
    if user and _room(user, SANDI, RESETS_PER_HOUR):
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        url = tautan.alamat("accounts:sandi_baru", uid, default_token_generator.make_token(user))
        _write(user, user.email, SANDI, "sandi", url)


@app.task(name="accounts.surel", retry=RETRY)
def kirim_konfirmasi_surel(user_id: int, surel: str) -> None:
    """A link to the new address; the account keeps the old one until it is opened."""
    user = User.objects.get(pk=user_id)
    if owner := _owner(surel):
        _kabari_pemilik(owner)
    elif user.is_active and _room(user, SUREL):
        url = tautan.alamat("accounts:surel", tautan.buat(user, tautan.SUREL, surel))
        _write(user, surel, SUREL, "surel", url)


@app.task(name="accounts.diaktifkan", retry=RETRY)
def kabari_aktif(user_id: int) -> None:
    user = User.objects.get(pk=user_id)
    if user.email:
        _write(
            user, user.email, "Akun Anda sudah aktif", "diaktifkan", tautan.alamat("accounts:masuk")
        )


@app.task(name="accounts.ditolak", retry=RETRY)
def kabari_ditolak(user_id: int) -> None:
    user = User.objects.get(pk=user_id)
    if user.email:
        url = tautan.alamat("accounts:daftar")
        _write(user, user.email, "Pendaftaran akun Anda tidak dapat kami terima", "ditolak", url)


@app.task(name="accounts.perubahan", retry=RETRY)
def kabari_perubahan(catatan_id: int, surel: str) -> None:
    """Mail what was changed on an account, when and by whom.

    The letter goes to the owner, and to the Kepala if somebody else made the change.
    """
    row = CatatanAkun.objects.select_related("user__uml", "user__kantor", "oleh").get(pk=catatan_id)
    uml = pengirim(row.user)
    words = {"akun": row.user, "catatan": row, "uml": uml, "url": tautan.alamat("accounts:profil")}
    isi = render_to_string("accounts/surel/perubahan.txt", words)
    send_mail(f"Perubahan pada akun {row.user.nama} – {uml.nama}", isi, None, [surel])


def _owner(email: str) -> User | None:
    """The active account with this address."""
    known = User.objects.orang().filter(email=email.strip().lower(), is_active=True)
    return known.exclude(email="").first()


def _room(user: User, judul: str, most: int = PER_HOUR) -> bool:
    """Whether another letter of this kind may go to the account, or to others of its address."""
    same = Q(user=user) | Q(user__email=user.email) & ~Q(user__email="")
    rows = CatatanAkun.objects.filter(same, peristiwa=CatatanAkun.Peristiwa.SUREL, keterangan=judul)
    return rows.filter(at__gt=now() - timedelta(hours=1)).count() < most


def _write(user: User, to: str, judul: str, nama: str, url: str) -> None:
    uml = pengirim(user)
    isi = render_to_string(f"accounts/surel/{nama}.txt", {"akun": user, "url": url, "uml": uml})
    send_mail(f"{judul} – {uml.nama}", isi, None, [to])
    CatatanAkun.objects.create(user=user, peristiwa=CatatanAkun.Peristiwa.SUREL, keterangan=judul)


@app.periodic(cron="41 3 * * *")
@app.task(name="accounts.sesi_lewat")
def hapus_sesi_lewat(timestamp: int) -> None:
    """Sweep away sessions that ended, every night."""
    call_command("clearsessions")
