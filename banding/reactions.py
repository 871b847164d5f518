"""What follows from steps of an appeal.

Files kept, seats taken and left, people told, duties that an upheld one brings.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from banding.models import Banding
from banding.models.baris import Akibat, Bahan, Keterkaitan, Lampiran
from metrologi.accounts.models import (
    CatatanAkun,
    Penugasan,
    PenugasanQuerySet,
    User,
)
from metrologi.accounts.roles import Role
from metrologi.clock.now import now, today
from metrologi.clock.templatetags.waktu import waktu
from metrologi.documents.unggahan import KeptFields, bersih, simpan
from metrologi.notifications.send import send
from metrologi.workflow.declare import StepData
from metrologi.workflow.errors import Blocked
from metrologi.workflow.reactions import on

# Who carries out what an upheld appeal demands.
PELAKSANA = {
    Akibat.Jenis.UJI_ULANG: Role.ADMINISTRASI,
    Akibat.Jenis.DOKUMEN_PENGGANTI: Role.ADMINISTRASI,
    Akibat.Jenis.KOMPENSASI: Role.KASI_PJT,
    Akibat.Jenis.LAINNYA: Role.STAF_PJTK,
}


@on("banding", "ajukan_banding", "lengkapi_banding", "sampaikan_putusan")
def simpan_lampiran(case: Banding, *, by: User | None, data: StepData) -> None:
    """Keep the files that were sent with the step."""
    assert by is not None  # steps of people
    for bagian, berkas in data.get("berkas", []):
        kept = (
            _tanpa_nama(case, bagian, berkas)
            if case.dilindungi
            else simpan(berkas, folder="banding")
        )
        Lampiran.objects.create(banding=case, bagian=bagian, oleh=by, at=now(), **kept)


def _tanpa_nama(case: Banding, bagian: str, berkas: UploadedFile) -> KeptFields:
    """Keep a file of a protected customer under a name of ours and without hidden data.

    Raises Blocked with what is wrong with the file.
    """
    try:
        kept = simpan(bersih(berkas), folder="banding")
    except ValidationError as error:
        raise Blocked(error.messages) from error
    ext = kept["nama"].rpartition(".")[2]
    return kept | {"nama": f"{Lampiran.Bagian(bagian).label} {case.lampiran.count() + 1}.{ext}"}


@on("banding", "tunjuk_panel")
def dudukkan_panel(case: Banding, *, by: User | None, data: StepData) -> None:
    """The decree seats the proposed members and gives the role to whoever does not hold it yet."""
    seats = case.usulan()
    case.anggota.diusulkan().update(ditunjuk_at=now())
    case.lupakan_kursi()
    for seat in seats:
        _beri_peran(case, seat.user, by)
        _kabari(
            [seat.user],
            case,
            "Anda ditunjuk sebagai panel banding",
            "Baca berkasnya dan nyatakan ketidakberpihakan Anda, atau mundur bila Anda terkait.",
        )


@on("banding", "ganti_panel")
def dudukkan_pengganti(case: Banding, *, by: User | None, data: StepData) -> None:
    """Give the role to who comes and end it for who leaves; tell everybody on the panel."""
    for seat in case.panel():
        if seat.user_id == data["pengganti"]:
            _beri_peran(case, seat.user, by)
    _peran_dari_penunjukan(case).filter(user=data["diganti"]).update(sampai=today())
    left = User.objects.filter(pk=data["diganti"])
    _kabari(
        [*left, *(seat.user for seat in case.panel())],
        case,
        "Susunan panel banding berubah",
        "Baca susunan yang baru pada perkaranya. Anggota baru menyatakan ketidakberpihakan "
        "sebelum bertugas.",
    )


def _beri_peran(case: Banding, user: User, by: User | None) -> None:
    if user.holds(Role.PANEL_BANDING, case.uml):
        return
    Penugasan.objects.create(
        user=user, role=Role.PANEL_BANDING, uml=case.uml, mulai=today(), dasar=_dasar(case), oleh=by
    )
    CatatanAkun.objects.create(
        user=user,
        peristiwa=CatatanAkun.Peristiwa.BERI,
        oleh=by,
        keterangan=f"Panel banding, {_dasar(case)}",
        at=now(),
    )


def _dasar(case: Banding) -> str:
    return f"Penunjukan panel {case.nomor}"


@on("banding", "setujui_putusan", "mundur_dari_panel", "bentuk_ulang_panel")
def akhiri_peran(case: Banding, *, by: User | None, data: StepData) -> None:
    """A role that came with the decree ends with the panel."""
    _peran_dari_penunjukan(case).update(sampai=today())


def _peran_dari_penunjukan(case: Banding) -> PenugasanQuerySet:
    return Penugasan.objects.filter(
        role=Role.PANEL_BANDING, uml=case.uml, dasar=_dasar(case), sampai=None
    )


@on("banding", "nyatakan_netral")
def catat_pernyataan(case: Banding, *, by: User | None, data: StepData) -> None:
    case.anggota.menjabat().filter(user=by).update(pernyataan_at=now())
    case.lupakan_kursi()


@on("banding", "catat_investigasi")
def simpan_bahan(case: Banding, *, by: User | None, data: StepData) -> None:
    """Keep a finding of the investigation with its document."""
    assert by is not None  # a step of the panel
    none = {"nama": "", "file": "", "ukuran": 0, "jenis_isi": ""}
    berkas = simpan(data["dokumen"], folder="banding") if data.get("dokumen") else none
    Bahan.objects.create(
        banding=case, judul=data["judul"], uraian=data["uraian"], oleh=by, at=now(), **berkas
    )


@on("banding", "mundur_dari_panel")
def bubarkan_panel(case: Banding, *, by: User | None, data: StepData) -> None:
    """End the panel: who steps down has a tie from now on, the others may be proposed again."""
    assert by is not None  # a step of the panel
    Keterkaitan.objects.create(
        user=by, banding=case, uraian=(data.get("note") or "mundur dari panel")[:300], at=now()
    )
    _kosongkan_kursi(case)


@on("banding", "bentuk_ulang_panel")
def lepas_panel(case: Banding, *, by: User | None, data: StepData) -> None:
    """The members go without any tie; they may be proposed again."""
    people = [seat.user for seat in case.panel()]
    _kosongkan_kursi(case)
    _kabari(people, case, "Panel banding dibentuk ulang", "Tugas Anda pada panel ini berakhir.")


def _kosongkan_kursi(case: Banding) -> None:
    case.anggota.menjabat().update(berhenti_at=now())
    case.lupakan_kursi()


@on("banding", "undang_penjelasan")
def kabari_penjelasan(case: Banding, *, by: User | None, data: StepData) -> None:
    """Tell the customer when and where the panel hears them."""
    _kabari(
        case.applicants(),
        case,
        "Undangan memberi penjelasan",
        f"Panel mengundang Anda pada {waktu(case.penjelasan_at)} di {case.penjelasan_tempat}.",
    )


@on("banding", "undang_rapat", "ubah_waktu_rapat")
def kabari_rapat(case: Banding, *, by: User | None, data: StepData) -> None:
    """Tell customer and panel when and where."""
    people = [*case.applicants(), *(a.user for a in case.panel())]
    _kabari(
        people,
        case,
        "Undangan rapat panel banding",
        f"{waktu(case.rapat_at)} di {case.rapat_tempat}.",
    )


@on("banding", "setujui_putusan")
def catat_akibat(case: Banding, *, by: User | None, data: StepData) -> None:
    """Write a row for each duty that the upheld appeal brings."""
    for jenis in case.akibat:
        Akibat.objects.get_or_create(banding=case, jenis=jenis)
        _tugaskan_akibat(case, Akibat.Jenis(jenis))


def _tugaskan_akibat(case: Banding, jenis: Akibat.Jenis) -> None:
    """Tell who carries the duty out; the Kepala where nobody is left who may."""
    role, duty = PELAKSANA[jenis], jenis.label.lower()
    people, text = _pemegang(case, role), f"Yang perlu Anda buka: {duty}."
    if not people:
        people = _pemegang(case, Role.KEPALA)
        text = f"Tidak ada {role.label} yang dapat membuka {duty}. Beri orang lain peran itu."
    for user in people:
        send(
            user,
            judul="Akibat putusan banding",
            url="/banding/akibat/" if user.holds(role, case.uml) else case.get_absolute_url(),
            case=case,
            isi=f"{case.nomor} dikabulkan. {text}",
        )


def _pemegang(case: Banding, role: Role) -> list[User]:
    """The holders of a role at the unit, without whom the complaint is about."""
    posts = Penugasan.objects.pada(today()).filter(uml=case.uml, role=role, user__is_active=True)
    people = User.objects.filter(pk__in=posts.values("user"))
    return [user for user in people if not case.diadukan(user)]


def _kabari(people: Iterable[User], case: Banding, judul: str, isi: str) -> None:
    for user in people:
        send(user, judul=judul, isi=f"{case.nomor}. {isi}", url=case.get_absolute_url(), case=case)
