"""Papers of the stamps: the record of a loan and of the yearly return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.accounts.roles import Role
from metrologi.documents.declare import Document, penandatangan, register, waktu_iso
from metrologi.documents.payload import Payload
from metrologi.perlengkapan.cap.models import PengembalianCtt, PinjamCtt

if TYPE_CHECKING:
    from metrologi.accounts.models import User


@register
class BeritaAcaraPengembalian(Document):
    """The yearly return of stamps: what, how many, from whom to whom."""

    code = "ba_pengembalian_ctt"
    title = "Berita Acara Pengembalian Cap Tanda Tera"
    template = "perlengkapan/cap/papers/pengembalian.html"
    pattern = "{klasifikasi}/{urut:03}/BA-CTT/{unit}/{tahun}"

    def payload(self, case: PengembalianCtt, by: User | None) -> Payload:
        rows = [
            {"cap": str(c), "kode": c.kode, "jumlah": c.jumlah, "ba": c.berita_acara}
            for c in case.ctt.all()
        ]
        return {
            "tahun_cap": case.tahun,
            "hari": case.tanggal.isoformat(),
            "penerima": case.penerima,
            "cap": rows,
            "jumlah": sum(r["jumlah"] for r in rows),
            "catatan": case.catatan,
            "petugas": penandatangan(by, case.uml, Role.ADMINISTRASI),
        }


@register
class BeritaAcaraPeminjaman(Document):
    """A loan to a penera: what, how many, and when each side confirmed it from their own login."""

    code = "ba_pinjam_ctt"
    title = "Berita Acara Peminjaman Cap Tanda Tera"
    template = "perlengkapan/cap/papers/pinjam.html"
    pattern = "{klasifikasi}/{urut:03}/BA-PCTT/{unit}/{tahun}"

    def payload(self, case: PinjamCtt, by: User | None) -> Payload:
        stamp = case.ctt
        return {
            "hari": waktu_iso(case.created_at),
            "diserahkan": waktu_iso(case.created_at),
            "diterima": waktu_iso(case.diterima_at),
            "keperluan": case.keperluan,
            "cap": [{"cap": str(stamp), "kode": stamp.kode, "jumlah": case.jumlah}],
            "penera": penandatangan(case.penera, case.uml, Role.PENERA),
            "petugas": penandatangan(case.created_by, case.uml, Role.ADMINISTRASI),
        }
