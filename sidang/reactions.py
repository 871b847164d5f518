"""What follows from steps of a sidang and of those who attend it."""

from __future__ import annotations

from metrologi.accounts.models import User
from metrologi.documents.issuing import revoke
from metrologi.documents.models import Dokumen
from metrologi.notifications.send import send
from metrologi.workflow.declare import StepData
from metrologi.workflow.reactions import on
from metrologi.workflow.run import run
from sidang.lokasi import akun_di_sini
from sidang.models import PesertaSidang, Sidang


@on("sidang", "tandatangani")
def kabari_undangan(case: Sidang, *, by: User | None, data: StepData) -> None:
    """The signed invitations go out: tell the owners (row 2).

    A letter to somebody who is invited no more is revoked.
    """
    papers = case.undangan()
    for paper in papers:
        if paper.payload["kepada"] not in case.kepada:
            revoke(paper, by, "Alamat undangan berubah.")
    moved = any(paper.menggantikan_id for paper in papers)
    _kabari(
        case,
        "Sidang tera ulang dijadwalkan ulang" if moved else "Undangan sidang tera ulang",
        f"Sidang tera ulang di {case.tempat_lengkap} pada {case.hari_jam}. Bawa timbangan dan "
        f"perlengkapannya dalam keadaan bersih. {case.uml.kalimat_biaya}",
    )


def _kabari(case: Sidang, judul: str, isi: str) -> None:
    users = list(akun_di_sini(case))
    for user in users:
        send(user, judul=judul, isi=isi, url="/sidang/jadwal/")
    Sidang.objects.filter(pk=case.pk).update(pesan_terkirim=len(users))


@on("sidang", "batalkan")
def cabut_undangan(case: Sidang, *, by: User | None, data: StepData) -> None:
    """Revoke the invitations of a sidang that is cancelled, and tell the owners."""
    papers = list(Dokumen.objects.terbit_untuk(case))
    for paper in papers:
        revoke(paper, by, data.get("note") or "Sidang dibatalkan.")
    if papers:
        _kabari(
            case,
            "Sidang tera ulang dibatalkan",
            f"Sidang di {case.tempat_lengkap} pada {case.hari_jam} dibatalkan.",
        )


@on("peserta_sidang", "uji", "lepas")
def akhiri_bila_selesai(case: PesertaSidang, *, by: User | None, data: StepData) -> None:
    """With the last result in, the owner goes home with a mark alone, or on to the letters
    (row 4).
    """
    fresh = PesertaSidang.objects.get(pk=case.pk)
    if all(row.final for row in fresh.daftar):
        run(fresh, "selesai_uji" if fresh.perlu_surat() else "cukup", by=by, seen=fresh.status)
