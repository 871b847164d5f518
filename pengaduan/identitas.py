"""Who may read the identity of a reporter, and the record that is kept of each look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pengaduan.models import BacaanIdentitas, Identitas, Pengaduan
from pengaduan.pembaca import peran_pembaca, peran_perkara

if TYPE_CHECKING:
    from metrologi.accounts.models import User


def boleh_baca(case: Pengaduan, user: User) -> bool:
    return bool(peran_pembaca(case, user))


def boleh_buka(case: Pengaduan, user: User) -> bool:
    """Whether anything that lies apart is open to this person: who complained, or about what."""
    return boleh_baca(case, user) or (case.dilindungi and bool(peran_perkara(case, user)))


def baca(case: Pengaduan, user: User, alasan: str) -> Identitas | None:
    """The identity, once the look has been written down; None for who may read the number alone.

    PermissionError for whoever may read nothing.
    """
    role = peran_pembaca(case, user) or (peran_perkara(case, user) if case.dilindungi else "")
    if not role:
        raise PermissionError("Anda tidak berwenang membaca identitas pelapor ini.")
    BacaanIdentitas.objects.create(pengaduan=case, user=user, role=role, alasan=alasan)
    return Identitas.objects.filter(pengaduan=case).first() if boleh_baca(case, user) else None
