"""Papers of a recall: the letter to an owner, and the list of the results in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.documents.daftar import Daftar
from metrologi.documents.declare import Document, register
from metrologi.documents.payload import Payload
from metrologi.perlengkapan.penarikan.models import Usulan
from metrologi.perlengkapan.penarikan.terdampak import baris, hasil_usulan

if TYPE_CHECKING:
    from metrologi.accounts.models import User

# What the owner reads of each result; the office's list says more.
KOLOM = ("tanggal", "jenis", "uttp", "hasil", "surat")
TERDAMPAK = Daftar("terdampak", "perlengkapan/penarikan/papers/terdampak.html")


@register
class SuratPenarikan(Document):
    """Says which results rest on a faulty standard, and offers the re-test."""

    code = "surat_penarikan"
    title = "Pemberitahuan Pengujian Ulang UTTP"
    template = "perlengkapan/penarikan/papers/surat_penarikan.html"
    pattern = "{klasifikasi}/{urut:04}/PU/{unit}/{tahun}"
    signer = True
    styles = ("surat.css",)

    def payload(self, case: Usulan, by: User | None) -> Payload:
        """The standard, the days in doubt and the owner's results, as `baris` tells them."""
        row, owner = case.penarikan, case.pemilik
        tests = list(hasil_usulan(case))
        place = owner.alamat or next((t.uttp.tempat.lengkap for t in tests), "")
        return {
            "hal": "Pemberitahuan pengujian ulang UTTP",
            "sifat": "Penting",
            "kepada": [owner.nama, place],
            "standar": str(row.standar),
            "sertifikat": row.standar.sertifikat_nomor,
            "dari": row.dari.isoformat(),
            "sampai": row.sampai.isoformat(),
            "alasan": row.alasan,
            "hasil": [{name: row[name] for name in KOLOM} for row in baris(tests)],
        }

    def public(self, payload: Payload) -> list[tuple[str, str]]:
        return [("Hal", payload["hal"]), ("Banyak UTTP", str(len(payload["hasil"])))]
