"""What the page of an appeal shows, and the way to it from a closed complaint."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from banding.machine import Status
from banding.models import Banding
from banding.models.perkara import KANTOR, SESUDAH_PANEL, alasan_tidak_dapat
from metrologi.accounts.models import User
from metrologi.accounts.roles import PEMOHON, Role
from metrologi.documents.models.dokumen import papers_of
from metrologi.documents.views.unduh import is_internal
from metrologi.workflow.cases import Case
from metrologi.workflow.offers import Onward, possible_first
from metrologi.workflow.views import person
from pengaduan.machine import Status as StatusPengaduan
from pengaduan.models import Pengaduan

DIARSIPKAN = (Status.SELESAI, Status.DITOLAK)
PELAKSANA_AKIBAT = (Role.ADMINISTRASI, Role.KASI_PJT, Role.STAF_PJTK)
# Once declared, there is nothing left to say of this step.
NETRAL = "nyatakan_netral"


def detail(case: Banding, request: HttpRequest) -> dict[str, Any]:
    user = person(request)
    seat = case.anggota_dari(user)
    office = bool(seat or set(user.roles(case.uml)) & set(KANTOR))
    reads = case.boleh_baca_bahan(user)
    return {
        "offers": [
            o
            for o in possible_first(case, user)
            if not (seat and seat.pernyataan_at and o.step.name == NETRAL)
        ],
        "kursi": seat,
        "panel": case.panel(),
        "usulan": case.usulan() if office else [],
        "office": office,
        "lampiran": case.lampiran.all(),
        "dapat_arsip": office and case.boleh_buka_naskah(user) and case.status in DIARSIPKAN,
        "baca_bahan": reads,
        "bahan": case.bahan.select_related("oleh") if reads else [],
        "daftar_akibat": case.daftar_akibat.all(),
        "sesudah_panel": case.status in SESUDAH_PANEL,
        "putusan_tampak": case.putusan and (office or case.status == Status.SELESAI),
        "papers": [d for d in papers_of(case) if office or not is_internal(d)],
    }


def lanjutan(case: Case, user: User) -> Onward | None:
    """For a closed complaint: the button to appeal, the appeal that exists, or why none can."""
    if not isinstance(case, Pengaduan) or case.status != StatusPengaduan.DITUTUP:
        return None
    if case.tanpa_akun(user):
        return _lewat_tiket(case, user)
    if there := Banding.objects.visible_to(user).atas([case.pk]).first():
        return Onward(
            "Lihat banding",
            there.get_absolute_url(),
            f"Atas pengaduan ini sudah ada banding {there.nomor}.",
        )
    if not case.is_applicant(user) and Role.STAF_PJTK not in user.roles(case.uml):
        return None
    if not user.roles_anywhere() & PEMOHON and Role.STAF_PJTK not in user.roles(case.uml):
        return Onward(
            "Ajukan banding",
            "",
            reason="Sampaikan surat permohonan banding kepada staf PJTK di kantor kami.",
        )
    url = f"{reverse('workflow:open', args=['banding'])}?pengaduan={case.pk}"
    hint = (
        "Belum puas dengan penyelesaiannya? Ajukan banding; panel yang tidak terlibat akan memutus."
    )
    return Onward("Ajukan banding", url, hint, alasan_tidak_dapat(case, user))


def _lewat_tiket(case: Pengaduan, user: User) -> Onward:
    """The way to appeal for whoever came with number and code."""
    url = reverse("workflow:banding-tiket")
    if there := Banding.objects.atas([case.pk]).first():
        return Onward("Lihat banding", url, f"Atas pengaduan ini sudah ada banding {there.nomor}.")
    hint = "Belum puas dengan penyelesaiannya? Panel yang tidak terlibat akan memutus."
    return Onward("Ajukan banding", url, hint, alasan_tidak_dapat(case, user))
