"""What the pages of complaints show besides the kernel's part: clocks, texts, who may open the identity."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.workflow.declare import Machine
from metrologi.workflow.offers import Onward
from pengaduan.evaluasi import ringkasan
from pengaduan.identitas import boleh_baca
from pengaduan.jam import jam_dari
from pengaduan.machine import Status
from pengaduan.models import AKHIR, Evaluasi, Pengaduan
from pengaduan.serupa import serupa
from pengaduan.tiket import TambahForm, fields_of

# Work surfaces that Tugas saya offers: label, address, icon, roles.
SURFACES = (("Catat pengaduan", "workflow:pengaduan-baru", "chat-left-text", (Role.PETUGAS_PENGADUAN,)),)

DIVERIFIKASI = (Status.DITERIMA, Status.TERVERIFIKASI)


def listing(machine: Machine, request: HttpRequest) -> dict[str, Any]:
    return {"kepala": Role.KEPALA in request.user.roles()}


def detail(case: Any, request: HttpRequest) -> dict[str, Any]:
    if isinstance(case, Evaluasi):
        return {"r": ringkasan(case.uml, case.mulai, case.sampai), "rencana": list(case.rencana.all())}
    user: Any = request.user
    own = case.pelapor_adalah(user)
    staff = bool(user.roles(case.uml) & case.machine.staff_roles()) and not own
    texts = case.balasan.select_related("penulis")
    verifies = staff and case.status in DIVERIFIKASI and Role.PETUGAS_PENGADUAN in user.roles(case.uml)
    return {
        "serupa": serupa(case, user) if verifies else [], "verifikasi": verifies, "lampiran": case.lampiran.all(),
        "pelapor": own, "petugas": staff, "jam": jam_dari(case) if staff else [], "isian": fields_of(case),
        "balasan": texts if staff else texts.filter(internal=False), "sentence": case.says("pelapor") if own else "",
        "boleh_identitas": staff and boleh_baca(case, user),
        "tambah": TambahForm() if own and case.status not in AKHIR else None,
    }


def lanjutan(case: Any, user: Any) -> Onward | None:
    """From any case of one's own that came from outside: complain about it, its number filled in."""
    outside = any(set(s.by) & OUTSIDE for s in case.machine.openings())
    if isinstance(case, Pengaduan | Evaluasi) or not outside or not user.roles() & OUTSIDE:
        return None
    if case.created_by_id != user.pk and not case.is_applicant(user):
        return None
    address = f"{reverse('workflow:pengaduan-baru')}?layanan={case.machine.code}&nomor_terkait={case.nomor}"
    return Onward("Adukan pelayanan ini", address, "Ada yang tidak sesuai janji? Sampaikan pengaduan tentang perkara ini.")
