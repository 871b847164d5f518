"""Who may read the identity of a reporter, and the record that is kept of each look."""
from __future__ import annotations

import re
from typing import Any

from metrologi.accounts.roles import Role
from pengaduan.models import BacaanIdentitas, Identitas, Pengaduan

BERWENANG = (Role.PETUGAS_PENGADUAN, Role.KEPALA)


def peran_pembaca(case: Pengaduan, user: Any) -> str:
    """The role in which this person may read it, "" when he may not: verifier and Kepala; the handler where it is open."""
    if user.pk == case.terlapor_id or case.kerahasiaan == Pengaduan.Kerahasiaan.ANONIM:
        return ""
    held = user.roles(case.uml)
    role = next((r for r in BERWENANG if r in held), "")
    if not role and not case.dilindungi and user.pk == case.penangan_id and Role.PENANGAN_PENGADUAN in held:
        role = Role.PENANGAN_PENGADUAN
    return str(role)


def boleh_baca(case: Pengaduan, user: Any) -> bool:
    return bool(peran_pembaca(case, user))


def baca(case: Pengaduan, user: Any, alasan: str) -> Identitas | None:
    """The identity, once the look has been written down. PermissionError for whoever may not."""
    role = peran_pembaca(case, user)
    if not role:
        raise PermissionError("Anda tidak berwenang membaca identitas pelapor ini.")
    BacaanIdentitas.objects.create(pengaduan=case, user=user, role=role, alasan=alasan)
    return Identitas.objects.filter(pengaduan=case).first()


def terungkap(case: Pengaduan, text: str) -> bool:
    """Whether a text names a protected reporter, by name, address of e-mail or telephone."""
    if not case.dilindungi:
        return False
    who = Identitas.objects.filter(pengaduan=case).first()
    if who is None:
        return False
    digits = re.sub(r"\D", "", text)
    phone = re.sub(r"\D", "", who.telepon).lstrip("0")
    words = [w for w in (who.nama, who.email) if w]
    return any(w.casefold() in text.casefold() for w in words) or (len(phone) > 6 and phone in digits)
