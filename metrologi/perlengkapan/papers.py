"""Papers of the equipment: the letter to an owner whose results are in doubt, berita acara of lent and returned stamps."""
from __future__ import annotations

from typing import Any

from metrologi.accounts.roles import Role
from metrologi.documents.daftar import Daftar
from metrologi.documents.declare import Document, penandatangan, register, waktu_iso
from metrologi.perlengkapan.models import PengembalianCtt, PinjamCtt, Usulan

TERDAMPAK = Daftar("terdampak", "perlengkapan/papers/terdampak.html")


@register
class SuratPenarikan(Document):
    """Says which results rest on a faulty standard, and offers the re-test."""

    code, title, template = "surat_penarikan", "Pemberitahuan Pengujian Ulang UTTP", "perlengkapan/papers/surat_penarikan.html"
    pattern, signer, styles = "{klasifikasi}/{urut:04}/PU/{unit}/{tahun}", True, ("surat.css",)

    def payload(self, case: Usulan, by: Any) -> dict[str, Any]:
        from metrologi.perlengkapan.terdampak import baris, dari_penarikan

        row, owner = case.penarikan, case.pemilik
        tests = dari_penarikan(row).filter(pk__in=case.uji.values("pengujian"))
        place = owner.alamat or next((t.uttp.tempat.lengkap for t in tests), "")
        return {"hal": "Pemberitahuan pengujian ulang UTTP", "sifat": "Penting", "kepada": [owner.nama, place],
                "standar": str(row.standar), "sertifikat": row.standar.sertifikat_nomor, "dari": row.dari.isoformat(),
                "sampai": row.sampai.isoformat(), "alasan": row.alasan, "hasil": list(baris(tests))}

    def public(self, payload: dict[str, Any]) -> list[tuple[str, str]]:
        return [("Hal", payload["hal"]), ("Banyak UTTP", str(len(payload["hasil"])))]


@register
class BeritaAcaraPengembalian(Document):
    """The yearly return of stamps: what, how many, from whom to whom."""

    code, title = "ba_pengembalian_ctt", "Berita Acara Pengembalian Cap Tanda Tera"
    template, pattern = "perlengkapan/papers/pengembalian.html", "{klasifikasi}/{urut:03}/BA-CTT/{unit}/{tahun}"

    def payload(self, case: PengembalianCtt, by: Any) -> dict[str, Any]:
        rows = [{"cap": str(c), "kode": c.kode, "jumlah": c.jumlah, "ba": c.berita_acara} for c in case.ctt.all()]
        return {"tahun_cap": case.tahun, "hari": case.tanggal.isoformat(), "penerima": case.penerima, "cap": rows,
                "jumlah": sum(r["jumlah"] for r in rows), "catatan": case.catatan}


@register
class BeritaAcaraPeminjaman(Document):
    """A loan of stamps to a penera: what, how many, and when either side confirmed it from their own login."""

    code, title = "ba_pinjam_ctt", "Berita Acara Peminjaman Cap Tanda Tera"
    template, pattern = "perlengkapan/papers/pinjam.html", "{klasifikasi}/{urut:03}/BA-PCTT/{unit}/{tahun}"

    def payload(self, case: PinjamCtt, by: Any) -> dict[str, Any]:
        stamp = case.ctt
        return {"hari": waktu_iso(case.diserahkan_at), "diserahkan": waktu_iso(case.diserahkan_at),
                "diterima": waktu_iso(case.diterima_at), "keperluan": case.keperluan,
                "cap": [{"cap": str(stamp), "kode": stamp.kode, "jumlah": case.jumlah}],
                "penera": penandatangan(case.penera, case.uml, Role.PENERA),
                "petugas": penandatangan(case.diserahkan_oleh, case.uml, Role.ADMINISTRASI)}
