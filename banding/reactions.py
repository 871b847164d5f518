"""What follows from steps of an appeal: files kept, seats taken and left, people told, duties that an upheld one brings."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from banding.models import Banding
from banding.rows import Akibat, Bahan, Keterkaitan, Lampiran
from metrologi.accounts.models import CatatanAkun, Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.clock.duration import hari
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now, today
from metrologi.clock.templatetags.waktu import waktu
from metrologi.documents.unggahan import bersih, simpan
from metrologi.notifications.send import send
from metrologi.workflow.errors import Blocked
from metrologi.workflow.reactions import on

# Who carries out what an upheld appeal demands.
PELAKSANA = {Akibat.Jenis.UJI_ULANG: Role.ADMINISTRASI, Akibat.Jenis.DOKUMEN_PENGGANTI: Role.ADMINISTRASI,
             Akibat.Jenis.KOMPENSASI: Role.KASI_PJT, Akibat.Jenis.LAINNYA: Role.STAF_PJTK}


@on("banding", "ajukan_banding", "lengkapi_banding", "sampaikan_putusan")
def simpan_lampiran(case: Banding, *, by: Any, data: dict) -> None:
    for bagian, berkas in data.get("berkas", []):
        kept = _tanpa_nama(case, bagian, berkas) if case.dilindungi else simpan(berkas, folder="banding")
        Lampiran.objects.create(banding=case, bagian=bagian, oleh=by, at=now(), **kept)


def _tanpa_nama(case: Banding, bagian: str, berkas: Any) -> dict[str, Any]:
    """A file of a protected customer: under a name of ours, and without what it hides about who made it."""
    try:
        kept = simpan(bersih(berkas), folder="banding")
    except ValidationError as error:
        raise Blocked(error.messages) from error
    ext = kept["nama"].rpartition(".")[2]
    return kept | {"nama": f"{Lampiran.Bagian(bagian).label} {case.lampiran.count() + 1}.{ext}"}


@on("banding", "tunjuk_panel")
def dudukkan_panel(case: Banding, *, by: Any, data: dict) -> None:
    """The decree seats the proposed members and gives the role to whoever does not hold it yet."""
    seats = case.usulan()
    case.anggota.diusulkan().update(ditunjuk_at=now())
    case.lupakan_kursi()
    for seat in seats:
        _beri_peran(case, seat.user, by)
        _kabari([seat.user], case, "Anda ditunjuk sebagai panel banding",
                "Baca berkasnya dan nyatakan ketidakberpihakan Anda, atau mundur bila Anda terkait.")


def _beri_peran(case: Banding, user: User, by: Any) -> None:
    if user.holds(Role.PANEL_BANDING, case.uml):
        return
    Penugasan.objects.create(user=user, role=Role.PANEL_BANDING, uml=case.uml, mulai=today(), dasar=_dasar(case), oleh=by)
    CatatanAkun.objects.create(user=user, peristiwa=CatatanAkun.Peristiwa.BERI, oleh=by,
                               keterangan=f"Panel banding, {_dasar(case)}", at=now())


def _dasar(case: Banding) -> str:
    return f"Penunjukan panel {case.nomor}"


@on("banding", "setujui_putusan", "mundur_dari_panel")
def akhiri_peran(case: Banding, *, by: Any, data: dict) -> None:
    """A role that came with the decree ends with the panel."""
    Penugasan.objects.filter(role=Role.PANEL_BANDING, uml=case.uml, dasar=_dasar(case), sampai=None).update(sampai=today())


@on("banding", "nyatakan_netral")
def catat_pernyataan(case: Banding, *, by: Any, data: dict) -> None:
    case.anggota.menjabat().filter(user=by).update(pernyataan_at=now())
    case.lupakan_kursi()


@on("banding", "catat_investigasi")
def simpan_bahan(case: Banding, *, by: Any, data: dict) -> None:
    none = {"nama": "", "file": "", "ukuran": 0, "jenis_isi": ""}
    berkas = simpan(data["dokumen"], folder="banding") if data.get("dokumen") else none
    Bahan.objects.create(banding=case, judul=data["judul"], uraian=data["uraian"], oleh=by, at=now(), **berkas)


@on("banding", "mundur_dari_panel")
def bubarkan_panel(case: Banding, *, by: Any, data: dict) -> None:
    """Whoever steps down has declared a tie; the others may be proposed again."""
    Keterkaitan.objects.create(user=by, banding=case, uraian=(data.get("note") or "mundur dari panel")[:300], at=now())
    case.anggota.menjabat().update(berhenti_at=now())
    case.lupakan_kursi()


@on("banding", "undang_penjelasan")
def kabari_penjelasan(case: Banding, *, by: Any, data: dict) -> None:
    _kabari(case.applicants(), case, "Undangan memberi penjelasan",
            f"Panel mengundang Anda pada {waktu(case.penjelasan_at)} di {case.penjelasan_tempat}.")


@on("banding", "undang_rapat")
def kabari_rapat(case: Banding, *, by: Any, data: dict) -> None:
    """The day that the SOP allows the meeting runs from the meeting, not from the invitation."""
    due = calendar_for(case.uml_id).add(case.rapat_at, hari(1))
    Banding.objects.filter(pk=case.pk).update(due_at=due)
    case.due_at = due
    people = [*case.applicants(), *(a.user for a in case.panel())]
    _kabari(people, case, "Undangan rapat panel banding", f"{waktu(case.rapat_at)} di {case.rapat_tempat}.")


@on("banding", "setujui_putusan")
def catat_akibat(case: Banding, *, by: Any, data: dict) -> None:
    for jenis in case.akibat:
        Akibat.objects.get_or_create(banding=case, jenis=jenis)
        for user in _pemegang(case.uml, PELAKSANA[Akibat.Jenis(jenis)]):
            send(user, judul="Akibat putusan banding", url="/banding/akibat/", case=case,
                 isi=f"{case.nomor} dikabulkan. Yang perlu Anda buka: {Akibat.Jenis(jenis).label.lower()}.")


def _pemegang(uml: Any, role: str) -> list[User]:
    posts = Penugasan.objects.pada(today()).filter(uml=uml, role=role, user__is_active=True)
    return list(User.objects.filter(pk__in=posts.values("user")))


def _kabari(people: Iterable[User], case: Banding, judul: str, isi: str) -> None:
    for user in people:
        send(user, judul=judul, isi=f"{case.nomor}. {isi}", url=case.get_absolute_url(), case=case)
