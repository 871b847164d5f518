"""What follows from steps of a sidang and of those who attend: invitations, messages, the end of a test, the letters."""
from __future__ import annotations

from typing import Any

from metrologi.documents.issuing import issue, of, revoke
from metrologi.notifications.send import send
from metrologi.pengujian.reactions import sambungkan
from metrologi.workflow.reactions import on
from metrologi.workflow.run import run
from sidang.lokasi import akun_di_sini
from sidang.models import PesertaSidang, Sidang

sambungkan("peserta_sidang")


@on("sidang", "undang", "jadwalkan_ulang", "perbaiki_spt")
def kirim_undangan(case: Sidang, *, by: Any, data: dict) -> None:
    """A letter to each addressee; one that was out already is replaced where the day moved (row 1)."""
    old = _undangan(case)
    if old and not _pindah(case):
        return
    for n, yth in enumerate(case.kepada):
        issue("undangan_sidang", case, by=by, extra={"kepada": yth}, replaces=old[n] if n < len(old) else None)
    for paper in old[len(case.kepada):]:
        revoke(paper, by, "Alamat undangan berubah.")
    _kabari(case, "Sidang tera ulang dijadwalkan ulang" if old else "Undangan sidang tera ulang",
            f"Sidang tera ulang di {case.tempat_lengkap} pada {case.hari_jam}. Bawa timbangan dan perlengkapannya dalam "
            f"keadaan bersih. {case.uml.kalimat_biaya}")


def _undangan(case: Sidang) -> list[Any]:
    return [d for d in of(case) if d.code == "undangan_sidang" and d.state == "terbit"]


def _pindah(case: Sidang) -> bool:
    """Whether the day or the hours differ from those of the letters that are out."""
    letter = _undangan(case)[0]
    return bool(letter.payload["hari_jam"] != case.hari_jam)


def _kabari(case: Sidang, judul: str, isi: str) -> None:
    users = list(akun_di_sini(case))
    for user in users:
        send(user, judul=judul, isi=isi, url="/sidang/jadwal/")
    Sidang.objects.filter(pk=case.pk).update(pesan_terkirim=len(users))


@on("sidang", "batalkan")
def cabut_undangan(case: Sidang, *, by: Any, data: dict) -> None:
    papers = [d for d in of(case) if d.state == "terbit"]
    for paper in papers:
        revoke(paper, by, data.get("note") or "Sidang dibatalkan.")
    if papers:
        _kabari(case, "Sidang tera ulang dibatalkan", f"Sidang di {case.tempat_lengkap} pada {case.hari_jam} dibatalkan.")


@on("peserta_sidang", "uji", "lepas")
def akhiri_bila_selesai(case: PesertaSidang, *, by: Any, data: dict) -> None:
    """With the last result in, the owner goes home with a mark alone, or on to the letters (row 4)."""
    fresh = PesertaSidang.objects.get(pk=case.pk)
    if all(row.final for row in fresh.daftar()):
        run(fresh, "selesai_uji" if fresh.perlu_surat() else "cukup", by=by, seen=fresh.status)
