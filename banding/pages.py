"""What an appeal's page shows besides the kernel's part, and the way to it from a closed complaint."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from banding.machine import Status
from banding.models import KANTOR, Banding, alasan_tidak_dapat
from metrologi.accounts.roles import PEMOHON, Role
from metrologi.documents.issuing import of
from metrologi.documents.unduh import is_internal
from metrologi.workflow.offers import Onward, possible_first

SESUDAH_PANEL = (Status.PERSETUJUAN, Status.DISPOSISI, Status.PENYAMPAIAN, Status.SELESAI)
PELAKSANA_AKIBAT = (Role.ADMINISTRASI, Role.KASI_PJT, Role.STAF_PJTK)
# Work surfaces that Tugas saya offers: label, address, icon, roles.
SURFACES = (("Akibat putusan banding", "workflow:banding-akibat", "list-check", PELAKSANA_AKIBAT),)

# Once declared, there is nothing left to say of this step.
NETRAL = "nyatakan_netral"


def detail(case: Banding, request: HttpRequest) -> dict[str, Any]:
    user = request.user
    seat = case.anggota_dari(user)
    office = bool(seat or set(user.roles(case.uml)) & set(KANTOR))
    reads = boleh_baca_bahan(case, user)
    return {
        "offers": [o for o in possible_first(case, user) if not (seat and seat.pernyataan_at and o.step.name == NETRAL)],
        "kursi": seat, "panel": case.panel(), "usulan": case.usulan() if office else [], "office": office,
        "lampiran": case.lampiran.all(), "baca_bahan": reads, "bahan": case.bahan.select_related("oleh") if reads else [],
        "daftar_akibat": case.daftar_akibat.all(), "sesudah_panel": case.status in SESUDAH_PANEL,
        "putusan_tampak": case.putusan and (office or case.status == Status.SELESAI),
        "papers": [d for d in of(case) if office or not is_internal(d)],
    }


def boleh_baca_bahan(case: Banding, user: Any) -> bool:
    """The panel reads what it found; the Kepala once there is a decision to approve."""
    if case.anggota_dari(user):
        return True
    return case.status in SESUDAH_PANEL and Role.KEPALA in user.roles(case.uml)


def lanjutan(case: Any, user: Any) -> Onward | None:
    """From a closed complaint to its appeal: the button, the appeal that is there, or why there can be none."""
    if case.machine.code != "pengaduan" or case.status != "ditutup":
        return None
    if there := Banding.objects.visible_to(user).filter(origin_type__model="pengaduan", origin_id=case.pk).first():
        return Onward("Lihat banding", there.get_absolute_url(), f"Atas pengaduan ini sudah ada banding {there.nomor}.")
    if not case.is_applicant(user) and Role.STAF_PJTK not in user.roles(case.uml):
        return None
    if not user.roles() & PEMOHON and Role.STAF_PJTK not in user.roles(case.uml):
        return Onward("Ajukan banding", "", reason="Sampaikan surat permohonan banding kepada staf PJTK di kantor kami.")
    url = f"{reverse('workflow:open', args=['banding'])}?pengaduan={case.pk}"
    hint = "Belum puas dengan penyelesaiannya? Ajukan banding; panel yang tidak terlibat akan memutus."
    return Onward("Ajukan banding", url, hint, alasan_tidak_dapat(case, user))
