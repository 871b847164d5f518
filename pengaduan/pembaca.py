"""In which role somebody may read who complained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.accounts.roles import Role

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from pengaduan.models import Pengaduan

BERWENANG = (Role.PETUGAS_PENGADUAN, Role.KEPALA)


def peran_pembaca(case: Pengaduan, user: User) -> str:
    """The role in which this person may read it, "" when he may not.

    Until the complaint is verified nobody but the verifier; then the Kepala too, and the handler
    where it is open. Never whom it is about.
    """
    if case.kerahasiaan == case.Kerahasiaan.ANONIM:
        return ""
    return _peran(case, user, handler=not case.dilindungi)


def peran_perkara(case: Pengaduan, user: User) -> str:
    """The role in which this person may read which case is complained about.

    Its number leads to the owner, so that of a protected report it lies with the identity; the
    handler needs it.
    """
    known = case.nomor_terkait or case.terkait_id
    return _peran(case, user, handler=True) if known else ""


def _peran(case: Pengaduan, user: User, *, handler: bool) -> str:
    if case.diadukan(user):
        return ""
    roles = case.roles_of(user)
    readers = BERWENANG if case.lengkap_at else BERWENANG[:1]
    role = next((r for r in readers if r in roles), "")
    handles = user.pk == case.penangan_id and Role.PENANGAN_PENGADUAN in roles
    return str(role or (Role.PENANGAN_PENGADUAN if handler and handles else ""))
