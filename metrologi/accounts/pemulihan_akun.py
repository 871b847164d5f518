"""Gives an officer's account back to its owner, when two people of the office want it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from metrologi.accounts import sesi, tasks
from metrologi.accounts.models import (
    AplikasiKode,
    CatatanAkun,
    KodePemulihan,
    Passkey,
    PemulihanAkun,
    User,
)
from metrologi.accounts.pendaftaran import TidakBisa, catat
from metrologi.accounts.roles import Role
from metrologi.clock.now import now

# Who may be the second person.
PEMUTUS = frozenset({Role.KEPALA, Role.ADMIN_SATKER})
# For so long whom the first person let in cannot be the second.
SELANG = timedelta(days=7)
Peristiwa, Putusan = CatatanAkun.Peristiwa, PemulihanAkun.Putusan


@transaction.atomic
def minta(user: User, *, alasan: str, surel_baru: str, oleh: User) -> PemulihanAkun:
    """Ask for it; the owner and the Kepala are told at once, so that a lie is noticed in time.

    Raises TidakBisa for one's own account.
    """
    if oleh == user:
        raise TidakBisa("Akun Anda sendiri dipulihkan oleh dua orang lain.")
    row = PemulihanAkun.objects.create(
        user=user, alasan=alasan, surel_baru=surel_baru, diminta_oleh=oleh
    )
    where = f", surel baru {surel_baru}" if surel_baru else ""
    catat(user, Peristiwa.PULIH, oleh, f"Diminta{where}: {alasan}")
    return row


def untuk_diputus(oleh: User) -> QuerySet[PemulihanAkun]:
    """What this person may be the second one for."""
    rows = PemulihanAkun.objects.filter(
        user__uml__in=oleh.units_with(PEMUTUS),
        putusan=Putusan.MENUNGGU,
        diminta_at__gt=now() - PemulihanAkun.BERLAKU,
    )
    return rows.exclude(user=oleh).exclude(diminta_oleh=oleh).exclude(diminta_oleh__in=_baru(oleh))


def _baru(user: User) -> QuerySet[CatatanAkun, dict[str, Any]]:
    """Who lately opened the account of this person or gave it a role: the two may be one person."""
    given = (Peristiwa.AKTIF, Peristiwa.BERI)
    rows = CatatanAkun.objects.filter(user=user, peristiwa__in=given, at__gt=now() - SELANG)
    return rows.filter(oleh__isnull=False).order_by().values("oleh")


@transaction.atomic
def setujui(pk: int, *, oleh: User) -> User:
    """The second person agrees: factors and sessions go, a link to a new password is sent.

    Raises TidakBisa if it is not for this person to decide, or no longer.
    """
    row = _putus(pk, Putusan.SETUJU, oleh)
    sentence = f"diminta {row.diminta_oleh}, disetujui {oleh}"
    return pulihkan(row.user, row.surel_baru, sentence, oleh)


@transaction.atomic
def pulihkan(user: User, surel_baru: str, keterangan: str, oleh: User | None = None) -> User:
    """Do it, for who has made sure of the owner. Raises TidakBisa for a taken address."""
    before = user.email
    for model in (AplikasiKode, Passkey, KodePemulihan):
        model.objects.filter(user=user).delete()
    sesi.akhiri_lain(user)
    if surel_baru:
        _pindah(user, surel_baru)
    sentence = f"Verifikasi dua langkah dihapus; {keterangan}"
    catat(user, Peristiwa.PULIH, oleh, sentence, surel_lama=before)
    if user.email:
        tasks.kirim_atur_ulang.defer(email=user.email)
    return user


def _pindah(user: User, surel: str) -> None:
    """The old mailbox is lost, and with it the password may be in wrong hands."""
    user.email = surel
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise TidakBisa("Surel baru itu sudah dipakai akun lain.") from error


@transaction.atomic
def tolak(pk: int, *, oleh: User) -> User:
    """Refuse it. Raises TidakBisa like `setujui`."""
    row = _putus(pk, Putusan.TOLAK, oleh)
    catat(row.user, Peristiwa.PULIH, oleh, "Ditolak")
    return row.user


def _putus(pk: int, putusan: str, oleh: User) -> PemulihanAkun:
    row = untuk_diputus(oleh).select_for_update().filter(pk=pk).first()
    if row is None:
        raise TidakBisa(
            "Permintaan ini sudah diputus, sudah lewat tiga hari, atau bukan wewenang Anda."
        )
    row.putusan, row.diputus_oleh, row.diputus_at = putusan, oleh, now()
    row.save()
    return row
