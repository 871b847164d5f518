"""A new access code for a reporter who lost the first; the old one opens nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from metrologi.accounts.roles import Role
from metrologi.accounts.telepon import normal
from metrologi.workflow.cases import kode_akses
from metrologi.workflow.run import note_down
from pengaduan.akun import akun_umum
from pengaduan.models import Identitas, Pengaduan
from pengaduan.models.perkara import sidik_kode

if TYPE_CHECKING:
    from metrologi.accounts.models import User

LANGKAH, LABEL = "kode_baru", "Buat kode akses baru"


def cocok_kontak(case: Pengaduan, disebut: str) -> bool:
    """Whether somebody who asks for a code told a telephone or e-mail of the reporter."""
    who = Identitas.objects.filter(pengaduan=case).first()
    told = disebut.strip().casefold()
    if who is None or not told:
        return False
    return told == who.email.casefold() or _nomor(told) == _nomor(who.telepon) != ""


def _nomor(typed: str) -> str:
    """A telephone number in the one form in which they are kept; "" for what is none."""
    try:
        return str(normal(typed))
    except ValidationError:
        return ""


def oleh_petugas(case: Pengaduan, by: User, cara: str) -> str:
    """A new code for somebody at the desk; the log keeps how the officer checked who asks."""
    return _baru(case, by, Role.PETUGAS_PENGADUAN, cara)


def lewat_surel(case: Pengaduan) -> str:
    """A new code for whoever reads the mailbox of the reporter."""
    by = next(iter(case.applicants()), None) or akun_umum(case.uml)
    return _baru(case, by, Role.PELAPOR, "Diminta lewat halaman tiket, dikirim ke surel pelapor.")


def _baru(case: Pengaduan, by: User, role: Role, note: str) -> str:
    code = kode_akses()
    note_down(case, LANGKAH, LABEL, by=by, role=role, note=note, kode_sidik=sidik_kode(code))
    return code
