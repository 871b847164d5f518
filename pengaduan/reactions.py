"""What follows from the steps of a complaint: texts are kept, and the reporter without an account is written to."""
from __future__ import annotations

from typing import Any

from metrologi.accounts.models import Penugasan
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.clock.now import today
from metrologi.notifications.send import send
from metrologi.workflow.reactions import on
from pengaduan.berkas import lampirkan
from pengaduan.machine import MACHINE
from pengaduan.models import Balasan, Identitas, Pengaduan
from pengaduan.tasks import kabari_surel

INTERNAL = ("catat_penanganan", "usulkan_tanggapan", "pantau_solusi", "solusi_terbukti", "tangani_lagi")
TERBACA = ("minta_dilengkapi", "tolak_laporan", "tanggapan_awal", "tanya_pelapor", "kabari_pelapor", "beri_tanggapan",
           "buka_kembali", "tolak_buka_kembali")
DARI_PELAPOR = ("lengkapi_laporan", "jawab_pertanyaan", "minta_buka_kembali")
TANPA_KABAR = (*INTERNAL, *DARI_PELAPOR, "adukan", "golongkan_laporan", "alihkan_penangan", "kembalikan_tugas",
               "nilai_tanggapan", "tarik_laporan")


@on("pengaduan", "adukan")
def simpan_identitas(case: Pengaduan, *, by: Any, data: dict) -> None:
    """Who reported stays out of the case; an anonymous report keeps nothing at all."""
    known = {name: value for name, value in (data.get("identitas") or {}).items() if value}
    if known and case.kerahasiaan != Pengaduan.Kerahasiaan.ANONIM:
        Identitas.objects.create(pengaduan=case, **known)


@on("pengaduan", "adukan")
def simpan_lampiran(case: Pengaduan, *, by: Any, data: dict) -> None:
    lampirkan(case, *data.get("berkas", []))


@on("pengaduan", *INTERNAL, *TERBACA, *DARI_PELAPOR)
def simpan_tulisan(case: Pengaduan, *, by: Any, data: dict) -> None:
    """The last log row names the step; a reporter's text carries no author."""
    last = _langkah(data, case)
    mine = last in DARI_PELAPOR
    Balasan.objects.create(pengaduan=case, internal=last in INTERNAL, dari_pelapor=mine, penulis=None if mine else by,
                           langkah=MACHINE.steps[last].label, isi=data["isi"])


def _langkah(data: dict, case: Pengaduan) -> str:
    from metrologi.workflow import trail

    return trail.last_of(case).step


@on("pengaduan", *(name for name in MACHINE.steps if name not in TANPA_KABAR))
def surati_pelapor(case: Pengaduan, *, by: Any, data: dict) -> None:
    """Who left an e-mail address is told that there is news, and nothing of the matter."""
    if Identitas.objects.filter(pengaduan=case).exclude(email="").exists() and case.kanal != Pengaduan.Kanal.AKUN:
        kabari_surel.defer(pengaduan_id=case.pk)


@on("pengaduan", "tugaskan_penangan", "alihkan_penangan")
def beri_tahu_penangan(case: Pengaduan, *, by: Any, data: dict) -> None:
    send(data["penangan"], judul="Pengaduan ditugaskan kepada Anda", isi=f"{case.nomor}: {case.judul}",
         url=case.get_absolute_url(), case=case)


@on("pengaduan", "lengkapi_laporan", "jawab_pertanyaan", "minta_buka_kembali", "nilai_tanggapan")
def beri_tahu_petugas(case: Pengaduan, *, by: Any, data: dict) -> None:
    """The reporter did what was waited for; whoever goes on is told."""
    people = {case.penangan} if case.penangan else set(pemegang(case, Role.PETUGAS_PENGADUAN))
    people |= set(pemegang(case, Role.KEPALA)) if case.state.holder == Role.KEPALA else set()
    for user in people:
        send(user, judul=f"Pengaduan {case.nomor}: {case.status_label}", isi="Pelapor sudah menjawab.",
             url=case.get_absolute_url(), case=case)


def pemegang(case: Pengaduan, role: Role) -> list[Any]:
    """The active holders of a role at the unit, without the one who is complained about."""
    held = Penugasan.objects.pada(today()).filter(uml=case.uml, role=role, user__is_active=True).select_related("user")
    return list({p.user for p in held if p.user_id != case.terlapor_id and role not in OUTSIDE})
