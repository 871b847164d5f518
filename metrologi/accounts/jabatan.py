"""Giving and ending roles of a unit's staff; nobody can take away its last administrator."""
from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from metrologi.accounts import tasks
from metrologi.accounts.models import CatatanAkun, Penugasan, Uml, User
from metrologi.accounts.pendaftaran import TidakBisa, catat
from metrologi.accounts.roles import Role
from metrologi.clock.now import now, today

ADMIN_TERAKHIR = "Ini admin satuan kerja terakhir di {}. Beri peran itu kepada orang lain dahulu."
Peristiwa = CatatanAkun.Peristiwa


@transaction.atomic
def tambah_pegawai(user: User, *, oleh: User) -> User:
    """Save a new officer, who gets a link by e-mail to choose a password."""
    user.set_unusable_password()
    user.diaktifkan_at, user.diaktifkan_oleh = now(), oleh
    user.save()
    catat(user, Peristiwa.AKTIF, oleh, "Akun pegawai dibuat")
    tasks.kirim_atur_ulang.defer(email=user.email)
    return user


@transaction.atomic
def beri(penugasan: Penugasan, *, oleh: User) -> Penugasan:
    """Save a checked appointment and write it down."""
    penugasan.oleh = oleh
    penugasan.save()
    until = f" sampai {penugasan.sampai:%d-%m-%Y}" if penugasan.sampai else ""
    catat(penugasan.user, Peristiwa.BERI, oleh, f"{penugasan} mulai {penugasan.mulai:%d-%m-%Y}{until}")
    return penugasan


@transaction.atomic
def hentikan(penugasan: Penugasan, *, sampai: date, oleh: User) -> Penugasan:
    """Make `sampai` the last day. Raises TidakBisa for the last administrator of the unit."""
    if penugasan.role == Role.ADMIN_SATKER and penugasan.uml:
        _keep_an_admin(penugasan.uml, sampai + timedelta(days=1), Q(pk=penugasan.pk))
    penugasan.sampai = sampai
    penugasan.save()
    catat(penugasan.user, Peristiwa.HENTI, oleh, f"{penugasan}, hari terakhir {sampai:%d-%m-%Y}")
    return penugasan


@transaction.atomic
def nonaktifkan(user: User, *, alasan: str, oleh: User) -> None:
    """Close an officer's account; the past keeps the name. Raises TidakBisa for the last administrator of a unit."""
    for uml in Uml.objects.filter(pk__in=user.units_with({Role.ADMIN_SATKER})):
        _keep_an_admin(uml, today(), Q(user=user))
    user.is_active, user.penolakan, user.alasan = False, User.Penolakan.DINONAKTIFKAN, alasan
    user.save()
    catat(user, Peristiwa.NONAKTIF, oleh, alasan)


@transaction.atomic
def aktifkan_lagi(user: User, *, oleh: User) -> None:
    """Open it again with the roles that are still in force."""
    user.is_active, user.penolakan, user.alasan = True, User.Penolakan.TIDAK, ""
    user.validate_constraints()
    user.save()
    catat(user, Peristiwa.AKTIF, oleh, "Akun pegawai diaktifkan lagi")


def _keep_an_admin(uml: Uml, day: date, leaving: Q) -> None:
    """Under a lock on the unit, or two administrators could end each other at the same moment."""
    Uml.objects.select_for_update().get(pk=uml.pk)
    admins = Penugasan.objects.pada(day).filter(role=Role.ADMIN_SATKER, uml=uml, user__is_active=True)
    if admins.filter(leaving).exists() and not admins.exclude(leaving).filter(sampai=None).exists():
        raise TidakBisa(ADMIN_TERAKHIR.format(uml.nama))
