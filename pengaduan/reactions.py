"""What follows from the steps of a complaint.

Texts are kept, and the reporter without an account is written to.
"""

from __future__ import annotations

from metrologi.accounts.models import User
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.notifications.send import send
from metrologi.workflow import trail
from metrologi.workflow.declare import StepData
from metrologi.workflow.reactions import on
from pengaduan.akun import akun_umum
from pengaduan.lampiran import lampirkan
from pengaduan.machine import MACHINE, Status
from pengaduan.models import Balasan, Identitas, Pengaduan
from pengaduan.pengganti import panggil, pemegang
from pengaduan.tasks import kabari_surel, surati_tiket

INTERNAL = (
    "catat_penanganan",
    "usulkan_tanggapan",
    "pantau_solusi",
    "solusi_terbukti",
    "tangani_lagi",
)
TERBACA = (
    "minta_dilengkapi",
    "tanggapan_awal",
    "tanya_pelapor",
    "kabari_pelapor",
    "beri_tanggapan",
    "buka_kembali",
    "tolak_buka_kembali",
    "terima_keberatan",
    "tolak_keberatan",
)
DARI_PELAPOR = (
    "lengkapi_laporan",
    "jawab_pertanyaan",
    "minta_buka_kembali",
    "ajukan_keberatan",
)
USUL = ("tolak_laporan", "tolak_setelah_verifikasi")
TANPA_KABAR = (
    *INTERNAL,
    *DARI_PELAPOR,
    *USUL,
    "kembalikan_penolakan",
    "lanjutkan_penanganan",
    "adukan",
    "golongkan_laporan",
    "alihkan_penangan",
    "kembalikan_tugas",
    "nilai_tanggapan",
    "tarik_laporan",
)


@on("pengaduan", "adukan")
def simpan_identitas(case: Pengaduan, *, by: User | None, data: StepData) -> None:
    """Keep the identity in a table of its own; of an anonymous report keep nothing."""
    known = {name: value for name, value in (data.get("identitas") or {}).items() if value}
    if known and case.kerahasiaan != Pengaduan.Kerahasiaan.ANONIM:
        Identitas.objects.create(pengaduan=case, **known)


@on("pengaduan", "adukan", "lengkapi_laporan", "jawab_pertanyaan", "ajukan_keberatan")
def simpan_lampiran(case: Pengaduan, *, by: User | None, data: StepData) -> None:
    lampirkan(case, *data.get("berkas", []))


@on("pengaduan", *INTERNAL, *USUL, *TERBACA, *DARI_PELAPOR)
def simpan_tulisan(case: Pengaduan, *, by: User | None, data: StepData) -> None:
    """Keep the text under the label of its step; a reporter's text without its author.

    What the desk typed for the reporter bears the name of who typed it.
    """
    row = trail.last_of(case)
    last, mine = row.step, row.step in DARI_PELAPOR
    typed_for = mine and row.role not in OUTSIDE
    Balasan.objects.create(
        pengaduan=case,
        internal=last in (*INTERNAL, *USUL),
        dari_pelapor=mine,
        penulis=by if typed_for or not mine else None,
        langkah=MACHINE.steps[last].label,
        isi=data["isi"],
    )


@on("pengaduan", "adukan")
def surati_nomor(case: Pengaduan, *, by: User | None, data: StepData) -> None:
    """Whoever leaves an address keeps number and code in the mailbox.

    An account needs no code, and the mailbox of complaints answers by itself.
    """
    by_mail = case.kanal == Pengaduan.Kanal.SUREL and case.created_by == akun_umum(case.uml)
    if case.kanal != Pengaduan.Kanal.AKUN and not by_mail:
        surati_tiket.defer(pengaduan_id=case.pk)


@on("pengaduan", *(name for name in MACHINE.steps if name not in TANPA_KABAR))
def surati_pelapor(case: Pengaduan, *, by: User | None, data: StepData) -> None:
    """Write to a reporter with an e-mail address that there is news, without saying what."""
    if (
        Identitas.objects.filter(pengaduan=case).exclude(email="").exists()
        and case.kanal != Pengaduan.Kanal.AKUN
    ):
        kabari_surel.defer(pengaduan_id=case.pk)


@on("pengaduan", "tugaskan_penangan", "tugaskan_oleh_kepala", "alihkan_penangan")
def beri_tahu_penangan(case: Pengaduan, *, by: User | None, data: StepData) -> None:
    """Tell the handler that a complaint was assigned."""
    send(
        data["penangan"],
        judul="Pengaduan ditugaskan kepada Anda",
        isi=f"{case.nomor}: {case.judul}",
        url=case.get_absolute_url(),
        case=case,
    )


KABAR_PELAPOR = {
    "nilai_tanggapan": "Pelapor sudah menilai tanggapannya.",
    "minta_buka_kembali": "Pelapor belum puas dan minta pengaduan dibuka kembali.",
    "ajukan_keberatan": "Pelapor mengajukan keberatan atas penolakan.",
}
DIKABARKAN = (*DARI_PELAPOR, "nilai_tanggapan")


@on("pengaduan", *DIKABARKAN)
def beri_tahu_petugas(case: Pengaduan, *, by: User | None, data: StepData) -> None:
    """Tell the staff who go on what the reporter did."""
    kabari_petugas(case, KABAR_PELAPOR.get(trail.last_of(case).step, "Pelapor sudah menjawab."))


def kabari_petugas(case: Pengaduan, isi: str) -> None:
    """A message to the handler, else to the verifiers; to the Kepala where he is to decide."""
    people = {case.penangan} if case.penangan else set(pemegang(case, Role.PETUGAS_PENGADUAN))
    people |= set(pemegang(case, Role.KEPALA)) if case.state.holder == Role.KEPALA else set()
    for user in people:
        send(
            user,
            judul=f"Pengaduan {case.nomor}: {case.status_label}",
            isi=isi,
            url=case.get_absolute_url(),
            case=case,
        )


@on("pengaduan", *USUL, "setujui_penolakan", "kembalikan_penolakan", "lanjutkan_penanganan")
def kabari_penolakan(case: Pengaduan, *, by: User | None, data: StepData) -> None:
    """The second person is called; whoever proposed is told what became of it."""
    role = case.state.holder
    wanted = role if role in (Role.KETUA_TIM_PJTK, Role.PETUGAS_PENGADUAN) else None
    told = [*pemegang(case, wanted or Role.PETUGAS_PENGADUAN), case.penangan]
    for user in {one for one in told if one is not None and one != by}:
        send(
            user,
            judul=f"Pengaduan {case.nomor}: {case.status_label}",
            isi="Usul penolakan perlu diperiksa orang kedua."
            if case.status == Status.PENOLAKAN
            else "Usul penolakan sudah diperiksa.",
            url=case.get_absolute_url(),
            case=case,
        )


@on("pengaduan", "adukan", "nyatakan_lengkap")
def panggil_pengganti(case: Pengaduan, *, by: User | None, data: StepData) -> None:
    """Call whoever stands in, where the complaint is about those who would work on it."""
    panggil(case)
