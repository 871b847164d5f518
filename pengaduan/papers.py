"""The papers of complaints: answer, rejection, and the evaluation of a period.

None of them names the reporter.
"""

from __future__ import annotations

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.documents.declare import Document, penandatangan, register, tanggal_iso
from metrologi.documents.payload import Payload
from pengaduan.evaluasi import ringkasan
from pengaduan.models import Evaluasi, Pengaduan

# What the printed evaluation says of the numbers; the page of the office shows further tables.
ANGKA = (
    *("berakhir", "ditutup", "ditolak", "ditarik", "dibuka_kembali", "nilai", "penilai"),
    *("jam", "jenis", "akar"),
)


class SuratPengaduan(Document):
    """A surat dinas to the reporter, who is addressed by the ticket alone."""

    styles = ("pengaduan.css",)

    def payload(self, case: Pengaduan, by: User | None) -> Payload:
        return {
            "kepada": [f"Pelapor tiket {case.nomor}", "di tempat"],
            "tiket": case.nomor,
            "perihal": case.judul,
            "tanggal_lapor": tanggal_iso(case.created_at),
        }


@register
class SuratTanggapan(SuratPengaduan):
    """what was found, what was done, and the ways that remain (row 6)."""

    code, title = "surat_tanggapan_pengaduan", "Surat Tanggapan Pengaduan"
    template = "pengaduan/papers/surat_tanggapan.html"
    pattern = "{klasifikasi}/{urut:04}/TGP/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: Pengaduan, by: User | None) -> Payload:
        return {
            **super().payload(case, by),
            "hal": "Tanggapan atas pengaduan",
            "tanggapan": case.tanggapan,
            "tindakan": case.tindakan,
            "lacak": self.link("/pengaduan/tiket/"),
            "penandatangan": penandatangan(by, case.uml, Role.PENANGAN_PENGADUAN),
        }


@register
class SuratPenolakan(SuratPengaduan):
    """why the complaint is not handled here, and where it may go (row 2)."""

    code, title = "surat_penolakan_pengaduan", "Surat Pemberitahuan Pengaduan Tidak Dapat Ditangani"
    template = "pengaduan/papers/surat_penolakan.html"
    pattern = "{klasifikasi}/{urut:04}/TLK/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: Pengaduan, by: User | None) -> Payload:
        return {
            **super().payload(case, by),
            "hal": "Pengaduan tidak dapat ditangani",
            "alasan": case.alasan_penolakan,
            "sebab": case.get_jenis_penolakan_display(),
            "rujukan": case.rujukan,
            "penandatangan": penandatangan(by, case.uml, Role.KETUA_TIM_PJTK),
        }


@register
class SuratPenerusan(SuratPengaduan):
    """that a complaint goes to whoever supervises the office from outside, without the reporter."""

    code, title = "surat_penerusan_pengaduan", "Surat Penerusan Pengaduan"
    template = "pengaduan/papers/surat_penerusan.html"
    pattern = "{klasifikasi}/{urut:04}/TRS/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: Pengaduan, by: User | None) -> Payload:
        return {
            **super().payload(case, by),
            "kepada": [case.uml.pengawas, "di tempat"],
            "hal": "Penerusan pengaduan",
            "uraian": case.uraian,
            "tempat": case.tempat,
            "lacak": self.link("/pengaduan/tiket/"),
            "penandatangan": penandatangan(by, case.uml, Role.PETUGAS_PENGADUAN),
        }


@register
class LaporanEvaluasi(Document):
    """themes, causes, promises kept, and the plan with owner and date (row 7)."""

    code, title, signer = "evaluasi_pengaduan", "Laporan Evaluasi Penanganan Pengaduan", True
    template, styles = "pengaduan/papers/evaluasi.html", ("surat.css", "uji.css")
    pattern = "{klasifikasi}/{urut:04}/EVP/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: Evaluasi, by: User | None) -> Payload:
        plans = [
            {
                "uraian": case.samarkan(r.uraian),
                "penanggung_jawab": r.penanggung_jawab,
                "tenggat": r.tenggat.isoformat(),
            }
            for r in case.rencana.all()
        ]
        counted = ringkasan(case.uml, case.mulai, case.sampai)
        return {
            "mulai": case.mulai.isoformat(),
            "sampai": case.sampai.isoformat(),
            "temuan": case.temuan,
            "rencana": plans,
            "ringkasan": {name: counted[name] for name in ANGKA},
        }
