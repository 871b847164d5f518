"""What the pages of complaints show: clocks, texts, who may open the identity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from metrologi.accounts.models import User
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Machine
from metrologi.workflow.offers import Onward
from metrologi.workflow.procedure import Tunggu
from metrologi.workflow.views import person
from pengaduan.evaluasi import ringkasan
from pengaduan.identitas import boleh_buka
from pengaduan.machine import MACHINE, Status
from pengaduan.models import AKHIR, Evaluasi, Pengaduan
from pengaduan.pengganti import DIGANTI_KEPALA
from pengaduan.serupa import serupa
from pengaduan.tenggat import jam_dari
from pengaduan.views.meja import dapat_dibetulkan
from pengaduan.views.surel import menunggu
from pengaduan.views.tiket import TambahForm, fields_of

DIGANTIKAN = [c for c, s in MACHINE.states.items() if s.holder in DIGANTI_KEPALA]
# So many reporters to be called are shown at once, the most urgent first.
DIHUBUNGI = 10
DIVERIFIKASI = (Status.DITERIMA, Status.TERVERIFIKASI)


def listing(machine: Machine, request: HttpRequest) -> dict[str, Any]:
    return {"kepala": Role.KEPALA in person(request).roles_anywhere()}


def evaluasi(case: Evaluasi, request: HttpRequest) -> dict[str, Any]:
    """The numbers of the period and the plan of improvements."""
    return {
        "r": ringkasan(case.uml, case.mulai, case.sampai),
        "rencana": list(case.rencana.all()),
    }


def detail(case: Pengaduan, request: HttpRequest) -> dict[str, Any]:
    """What staff and reporter see beside the kernel's part; names stay out."""
    user = person(request)
    own = case.pelapor_adalah(user)
    staff = bool(user.roles(case.uml) & case.machine.staff_roles()) and not own
    texts = case.balasan.select_related("penulis")
    verifies = (
        staff and case.status in DIVERIFIKASI and Role.PETUGAS_PENGADUAN in case.roles_of(user)
    )
    return {
        "serupa": serupa(case, user) if verifies else [],
        "verifikasi": verifies,
        "dapat_dibetulkan": staff and dapat_dibetulkan(case, user),
        "dapat_kode": staff and _dapat_kode(case, user),
        "lampiran": case.lampiran.all(),
        "penolakan": case.penolakan_terbaca or (staff and case.alasan_penolakan),
        "pelapor": own,
        "petugas": staff,
        "jam": jam_dari(case) if staff else [],
        "isian": fields_of(case, nomor=own or not case.dilindungi),
        "balasan": texts if staff else texts.filter(internal=False),
        "sentence": case.says("pelapor") if own else "",
        "identitas": _identitas(case, user, own, staff),
        "tambah": TambahForm(case=case) if own and case.status not in AKHIR else None,
    }


def _dapat_kode(case: Pengaduan, user: User) -> bool:
    """Whether this officer can give a new code: nobody can be checked who left no contact."""
    return (
        Role.PETUGAS_PENGADUAN in case.roles_of(user)
        and case.kanal != Pengaduan.Kanal.AKUN
        and case.kerahasiaan != Pengaduan.Kerahasiaan.ANONIM
    )


@dataclass(frozen=True)
class RingkasanIdentitas:
    """What the page says of who complained; `dapat_dibuka` leads to the page that tells."""

    teks: str
    tertutup: bool = False
    dapat_dibuka: bool = False


def _identitas(case: Pengaduan, user: User, own: bool, staff: bool) -> RingkasanIdentitas:
    """Never the name itself: that stands behind a page that keeps a record."""
    if own:
        return RingkasanIdentitas(case.get_kerahasiaan_display())
    opens = staff and boleh_buka(case, user)
    if case.kerahasiaan == "anonim":
        return RingkasanIdentitas("Anonim, tidak disimpan", tertutup=True, dapat_dibuka=opens)
    if opens:
        return RingkasanIdentitas(f"{case.get_kerahasiaan_display()}.", dapat_dibuka=True)
    return RingkasanIdentitas("Dilindungi", tertutup=True)


def tunggu(user: User) -> list[Tunggu]:
    """What waits for a person in Tugas saya besides the cases of the own role."""
    return [*_surel(user), *_hubungi(user), *_pengganti(user)]


def _surel(user: User) -> list[Tunggu]:
    """For those who verify complaints: messages that the portal did not record by itself."""
    count = menunggu(user).count() if Role.PETUGAS_PENGADUAN in user.roles_anywhere() else 0
    if not count:
        return []
    url = reverse("workflow:pengaduan-surel")
    return [Tunggu(f"{count} surel perlu dibaca orang", url, "Baca surel")]


def _hubungi(user: User) -> list[Tunggu]:
    """For the desk: reporters who are waited for and whom no e-mail reaches."""
    units = user.units_with({Role.PETUGAS_PENGADUAN})
    if not units:
        return []
    waited = [code for code, state in MACHINE.states.items() if state.holder == Role.PELAPOR]
    reached = Q(kanal=Pengaduan.Kanal.AKUN) | Q(identitas__telepon="", identitas__alamat="")
    wanted = Q(("uml__in", units), ("status__in", waited), ("identitas__email", "")) & ~reached
    rows = Pengaduan.objects.visible_to(user).filter(wanted)
    return [
        Tunggu(
            f"Hubungi pelapor {case.nomor}: {case.status_label.lower()}, ia tidak memakai surel",
            case.get_absolute_url(),
            "Buka",
        )
        for case in rows.order_by("due_at", "pk")[:DIHUBUNGI]
    ]


def _pengganti(user: User) -> list[Tunggu]:
    """For the Kepala: complaints about everybody who would have to work on them."""
    units = user.units_with({Role.KEPALA})
    if not units:
        return []
    named = ~Q(disebut=[]) | Q(terlapor__isnull=False)
    rows = Pengaduan.objects.filter(named, Q(("uml__in", units), ("status__in", DIGANTIKAN)))
    waiting = [case for case in rows.select_related("uml") if _menunggu_pengganti(case, user)]
    return [
        Tunggu(f"Pengaduan {case.nomor}: {case.status_label}", case.get_absolute_url(), "Buka")
        for case in waiting
    ]


def _menunggu_pengganti(case: Case, user: User) -> bool:
    return case.state.holder in case.roles_of(user) - user.roles(case.uml)


def lanjutan(case: Case, user: User) -> Onward | None:
    """For a case that the applicant opened: complain about it, with its number filled in."""
    outside = any(set(s.by) & OUTSIDE for s in case.machine.openings())
    if isinstance(case, Pengaduan | Evaluasi) or not outside or not user.roles_anywhere() & OUTSIDE:
        return None
    if case.created_by_id != user.pk and not case.is_applicant(user):
        return None
    query = f"layanan={case.machine.code}&nomor_terkait={case.nomor}"
    address = f"{reverse('workflow:pengaduan-baru')}?{query}"
    return Onward(
        "Adukan pelayanan ini",
        address,
        "Ada yang tidak sesuai janji? Sampaikan pengaduan tentang perkara ini.",
    )
