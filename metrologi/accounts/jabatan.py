"""Giving and ending roles of a unit's staff; nothing that somebody alone holds is left behind.

Nobody can take away the last administrator of a unit.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from metrologi.accounts import pegangan, sesi, tasks
from metrologi.accounts.forms.pegawai import PegawaiForm
from metrologi.accounts.models import CatatanAkun, Penugasan, Uml, User
from metrologi.accounts.pendaftaran import TidakBisa, catat
from metrologi.accounts.roles import Role
from metrologi.clock.now import now, today

ADMIN_TERAKHIR = "Ini admin satuan kerja terakhir di {}. Beri peran itu kepada orang lain dahulu."
MASIH_MEMEGANG = (
    "{} masih memegang {} perkara yang hanya dapat ia teruskan. Alihkan dahulu, atau centang "
    "“Serahkan” supaya yang berwenang diberi tahu sekarang."
)
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
def ubah_pegawai(form: PegawaiForm, *, oleh: User) -> User:
    """Save a valid form of an officer's data; a new address waits until the officer confirms it."""
    before = form.surel_lama
    user = form.save()
    changed = ", ".join(str(form.fields[name].label) for name in form.changed_data)
    catat(user, Peristiwa.DATA, oleh, changed or "Tanpa perubahan", surel_lama=before)
    if form.surel_baru:
        tasks.kirim_konfirmasi_surel.defer(user_id=user.pk, surel=form.surel_baru)
    return user


@transaction.atomic
def beri(penugasan: Penugasan, *, oleh: User) -> Penugasan:
    """Save a checked appointment and write it down."""
    penugasan.oleh = oleh
    penugasan.save()
    until = f" sampai {penugasan.sampai:%d-%m-%Y}" if penugasan.sampai else ""
    catat(
        penugasan.user, Peristiwa.BERI, oleh, f"{penugasan} mulai {penugasan.mulai:%d-%m-%Y}{until}"
    )
    return penugasan


@transaction.atomic
def hentikan(
    penugasan: Penugasan, *, sampai: date, oleh: User, serahkan: bool = False
) -> Penugasan:
    """Make `sampai` the last day.

    Raises TidakBisa for the last administrator of the unit, and for who alone holds cases, unless
    they are handed over (`serahkan`) in this act.
    """
    held = _handed_over(penugasan.user, frozenset({penugasan.role}), serahkan)
    if penugasan.role == Role.ADMIN_SATKER and penugasan.uml:
        _keep_an_admin(penugasan.uml, sampai + timedelta(days=1), Q(pk=penugasan.pk))
    penugasan.sampai = sampai
    penugasan.save()
    catat(penugasan.user, Peristiwa.HENTI, oleh, f"{penugasan}, hari terakhir {sampai:%d-%m-%Y}")
    pegangan.serahkan(penugasan.user, held)
    return penugasan


@transaction.atomic
def nonaktifkan(user: User, *, alasan: str, oleh: User, serahkan: bool = False) -> None:
    """Close an officer's account; old papers keep the name.

    Raises TidakBisa for the last administrator of a unit, and for who alone holds cases, unless
    they are handed over (`serahkan`) in this act.
    """
    held = _handed_over(user, None, serahkan)
    for uml in Uml.objects.filter(pk__in=user.units_with({Role.ADMIN_SATKER})):
        _keep_an_admin(uml, today(), Q(user=user))
    user.is_active, user.penolakan, user.alasan = False, User.Penolakan.DINONAKTIFKAN, alasan
    user.save()
    sesi.akhiri_lain(user)
    catat(user, Peristiwa.NONAKTIF, oleh, alasan)
    pegangan.serahkan(user, held)


@transaction.atomic
def aktifkan_lagi(user: User, *, oleh: User) -> None:
    """Open it again with the roles that are still in force."""
    user.is_active, user.penolakan, user.alasan = True, User.Penolakan.TIDAK, ""
    user.validate_constraints()
    user.save()
    catat(user, Peristiwa.AKTIF, oleh, "Akun pegawai diaktifkan lagi")


def _handed_over(user: User, roles: pegangan.Roles, serahkan: bool) -> list[pegangan.Pegangan]:
    held = pegangan.dari(user, roles)
    if held and not serahkan:
        raise TidakBisa(MASIH_MEMEGANG.format(user.nama, len(held)))
    return held


def _keep_an_admin(uml: Uml, day: date, leaving: Q) -> None:
    """Under a lock on the unit, or two administrators could end each other at the same moment."""
    Uml.objects.select_for_update().get(pk=uml.pk)
    admins = Penugasan.objects.pada(day).filter(
        role=Role.ADMIN_SATKER, uml=uml, user__is_active=True
    )
    if admins.filter(leaving).exists() and not admins.exclude(leaving).filter(sampai=None).exists():
        raise TidakBisa(ADMIN_TERAKHIR.format(uml.nama))
