"""Who stands in where a complaint is about those who would have to work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procrastinate.contrib.django import app

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.notifications.send import send

if TYPE_CHECKING:
    from pengaduan.models import Pengaduan

# For whom the Kepala (or his Plh.) stands in. Nobody stands in for him: where he is complained
# about, the office appoints a Plh. or sends the complaint to whoever supervises it from outside.
DIGANTI_KEPALA = (Role.PETUGAS_PENGADUAN, Role.KETUA_TIM_PJTK)

TANPA_PEMEGANG = (
    "Petugas yang biasa memeriksanya tidak boleh memeriksa pengaduan ini. Tunjuk Plh. Kepala di "
    "Pengaturan, bagian Pegawai; pengaduannya lalu muncul pada tugasnya."
)


def pemegang(case: Pengaduan, role: Role) -> list[User]:
    """The active holders of a role at the unit, without those whom the complaint is about."""
    posts = Penugasan.objects.pada(today()).filter(uml=case.uml, role=role, user__is_active=True)
    people = {post.user for post in posts.select_related("user")}
    return sorted((u for u in people if not case.diadukan(u)), key=lambda u: (u.nama, u.pk))


def pengganti(case: Pengaduan, user: User, roles: frozenset[str]) -> frozenset[str]:
    """The roles in which a Kepala stands in, for nobody else is left who may take them."""
    named = case.disebut or case.terlapor_id
    if not named or Role.KEPALA not in roles or case.diadukan(user):
        return frozenset()
    return frozenset(role for role in DIGANTI_KEPALA if not pemegang(case, role))


def tanpa_pemegang(case: Pengaduan) -> bool:
    """Whether nobody at all is left who may take up the complaint."""
    return not any(pemegang(case, role) for role in (Role.PETUGAS_PENGADUAN, Role.KEPALA))


def panggil(case: Pengaduan) -> None:
    """Tell whoever stands in; where nobody is left the administrator, and the supervisor outside.

    Administrator and supervisor learn that a Plh. is needed, not what the complaint says.
    """
    if not (case.disebut or case.terlapor_id):
        return
    if tanpa_pemegang(case):
        for user in pemegang(case, Role.ADMIN_SATKER):
            send(
                user, judul="Perlu Plh. Kepala untuk satu pengaduan", isi=TANPA_PEMEGANG, case=case
            )
        app.configure_task("pengaduan.pengawas").defer(pengaduan_id=case.pk)
    elif not pemegang(case, Role.PETUGAS_PENGADUAN):
        for user in pemegang(case, Role.KEPALA):
            send(
                user,
                judul=f"Pengaduan {case.nomor} menunggu Anda",
                isi="Petugas pengaduan tidak dapat memeriksanya, jadi Anda yang memverifikasi.",
                url=case.get_absolute_url(),
                case=case,
            )
