"""The life of an outsider's account: registered, activated by link or by an officer, or refused."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from metrologi.accounts import tasks
from metrologi.accounts.access import unit_of
from metrologi.accounts.models import CatatanAkun, Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.accounts.signals import akun_diaktifkan, akun_didaftarkan
from metrologi.clock.now import now, today
from metrologi.log import security

Peristiwa = CatatanAkun.Peristiwa
# Who lets registrations in.
PENERIMA = (Role.ADMINISTRASI, Role.ADMIN_SATKER)
# What a stranger with somebody's session or post would do: the owner of the account gets a letter.
DIBERITAHUKAN = frozenset(
    {
        Peristiwa.SANDI,
        Peristiwa.DATA,
        Peristiwa.BERI,
        Peristiwa.HENTI,
        Peristiwa.KUNCI,
        Peristiwa.FAKTOR,
        Peristiwa.PULIH,
        Peristiwa.SESI,
    }
)
# And of officers, whose accounts others open and close.
PEGAWAI_DIBERITAHUKAN = frozenset({Peristiwa.AKTIF, Peristiwa.NONAKTIF})


class TidakBisa(ValueError):
    """The account is no longer in a state that allows it; the message is for the person."""


@transaction.atomic
def daftarkan(*, nama: str, email: str, phone: str, sandi: str, kantor: Uml | None = None) -> User:
    """A waiting account; sent twice with the same contact and password it stays one."""
    twins = User.objects.filter(is_active=False, penolakan="", email=email, phone=phone).order_by(
        "-pk"
    )[:3]
    for twin in twins:
        if twin.check_password(sandi):
            return twin
    user = User(
        username=nama_pengguna(nama),
        nama=nama,
        email=email,
        phone=phone,
        kantor=kantor,
        is_active=False,
        setuju_at=now(),
    )
    user.set_password(sandi)
    user.save()
    catat(user, Peristiwa.DAFTAR, keterangan="Dengan surel" if email else "Dengan nomor telepon")
    if email:
        tasks.kirim_aktivasi.defer(user_id=user.pk)
    akun_didaftarkan.send(User, user=user)
    return user


def nama_pengguna(nama: str) -> str:
    """A free user name from the name and a few letters.

    Its owner need not know it: they sign in with telephone or e-mail.
    """
    stem = slugify(nama).lstrip("-0123456789")[:24].rstrip("-") or "akun"
    while True:
        name = f"{stem}-{get_random_string(5, 'abcdefghjkmnpqrstuvwxyz23456789')}"
        if not User.objects.filter(username__iexact=name).exists():
            return name


@transaction.atomic
def aktifkan(user: User, *, oleh: User | None = None, cara: str = "Tautan surel") -> User:
    """Activate the account; the person is an applicant from today on.

    Raises TidakBisa if the account no longer waits, or if another account has the same contacts.
    """
    user = _waiting(user)
    user.is_active, user.diaktifkan_at, user.diaktifkan_oleh = True, now(), oleh
    user.kantor = user.kantor or _kantor(oleh)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise TidakBisa(
            "Sudah ada akun aktif dengan nomor telepon atau surel yang sama."
        ) from error
    for role in (Role.WAJIB_TTU, Role.PELAPOR):
        Penugasan.objects.create(user=user, role=role, mulai=today(), oleh=oleh)
    catat(user, Peristiwa.AKTIF, oleh, cara)
    if oleh:
        tasks.kabari_aktif.defer(user_id=user.pk)
    akun_diaktifkan.send(User, user=user, oleh=oleh)
    return user


@transaction.atomic
def tolak(user: User, *, oleh: User, alasan: str) -> User:
    """Refuse a registration; the person is told the reason.

    Raises TidakBisa if the account no longer waits.
    """
    user = _waiting(user)
    user.penolakan, user.alasan = User.Penolakan.DITOLAK, alasan
    user.kantor = user.kantor or _kantor(oleh)
    user.save()
    catat(user, Peristiwa.TOLAK, oleh, alasan)
    tasks.kabari_ditolak.defer(user_id=user.pk)
    return user


def _kantor(oleh: User | None) -> Uml | None:
    """The office whose officer decided about the registration; None where its owner did."""
    return unit_of(oleh, *PENERIMA) if oleh and oleh.units_with(PENERIMA) else None


def _waiting(user: User) -> User:
    fresh = User.objects.select_for_update().get(pk=user.pk)
    if not fresh.menunggu:
        raise TidakBisa("Akun ini sudah diproses; tidak ada yang berubah.")
    return fresh


def catat(
    user: User,
    peristiwa: str,
    oleh: User | None = None,
    keterangan: str = "",
    surel_lama: str = "",
) -> None:
    """Write down what happened to an account, and send a letter to everybody who must know.

    The owner is told at the present and at the former address (`surel_lama`). If somebody else
    changed an officer's account, or an officer their own roles, the Kepala of the unit is told too.
    """
    row = CatatanAkun.objects.create(
        user=user, peristiwa=peristiwa, oleh=oleh, keterangan=keterangan[:300]
    )
    security(f"akun_{peristiwa}", akun=user.pk, oleh=oleh.pk if oleh else "-")
    reported = DIBERITAHUKAN | (PEGAWAI_DIBERITAHUKAN if user.uml_id else frozenset())
    if peristiwa in reported:
        for address in sorted({user.email, surel_lama, *_atasan(user, oleh, peristiwa)} - {""}):
            tasks.kabari_perubahan.defer(catatan_id=row.pk, surel=address)


def _atasan(user: User, oleh: User | None, peristiwa: str) -> list[str]:
    """Addresses of the Kepala of the officer's unit; none if the officer made the change alone.

    Roles that an administrator gives to themself or ends are told too.
    """
    own = oleh == user and peristiwa not in (Peristiwa.BERI, Peristiwa.HENTI)
    if user.uml_id is None or oleh is None or own:
        return []
    posts = Penugasan.objects.pada(today()).filter(role=Role.KEPALA, uml_id=user.uml_id)
    return [
        post.user.email
        for post in posts.select_related("user")
        if post.user.is_active and post.user != oleh
    ]
