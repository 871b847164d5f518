"""The papers of compensation.

Formulir Monitoring SPM, the signed letter of apology, the customer's receipt.
"""

from __future__ import annotations

from kompensasi.models import Kompensasi
from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.clock.indonesia import durasi
from metrologi.documents.declare import (
    Document,
    paragraf,
    penandatangan,
    register,
    tanggal_iso,
    waktu_iso,
)
from metrologi.documents.payload import Payload


def pelanggan(case: Kompensasi) -> str:
    return case.pemilik.nama if case.pemilik else f"Pelanggan perkara nomor {case.perkara}"


@register
class MonitoringSpm(Document):
    """Formulir Monitoring SPM: the promise, what became of it, the cause, what follows."""

    code, title, template = (
        "monitoring_spm",
        "Formulir Monitoring SPM",
        "kompensasi/papers/monitoring_spm.html",
    )
    pattern = "{klasifikasi}/{urut:04}/SPM/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: Kompensasi, by: User | None) -> Payload:
        return {
            "perkara": case.perkara,
            "layanan": case.prosedur_label,
            "tahap": case.tahap_label or "–",
            "pelanggan": pelanggan(case),
            "pemantauan": case.nomor,
            "jenis": case.get_jenis_display(),
            **self._waktu(case),
            "nyata": case.nyata,
            "penyebab": case.get_penyebab_display(),
            "kendala": case.kendala,
            "evaluasi": case.evaluasi,
            "perkiraan_selesai": tanggal_iso(case.perkiraan_selesai),
            "alasan": case.alasan,
            "petugas": penandatangan(by, case.uml, Role.KASI_PJT),
        }

    def _waktu(self, case: Kompensasi) -> Payload:
        """The promise and what became of it; nothing where a decision broke no promise of time."""
        names = ("sejak", "janji", "perkiraan", "selesai", "terlambat")
        if case.atas_putusan:
            return dict.fromkeys(names, "")
        return {
            "sejak": waktu_iso(case.janji_sejak),
            "janji": waktu_iso(case.janji_pada),
            "perkiraan": "" if case.nyata else waktu_iso(case.perkiraan_pada),
            "selesai": waktu_iso(case.selesai_pada()),
            "terlambat": durasi(case.terlambat()) if case.terlambat() else "",
        }


@register
class SuratPermintaanMaaf(Document):
    """The letter of apology, signed by the Kepala."""

    code, title, signer = "surat_permintaan_maaf", "Surat Permintaan Maaf", True
    template = "kompensasi/papers/permintaan_maaf.html"
    pattern = "{klasifikasi}/{urut:04}/KOMP/{unit}/{bulan_romawi}/{tahun}"
    styles = ("surat.css",)

    def payload(self, case: Kompensasi, by: User | None) -> Payload:
        lines = [line.strip() for line in case.alamat.splitlines() if line.strip()]
        return {
            "hal": "Surat permintaan maaf atas "
            + ("layanan yang tidak sesuai" if case.atas_putusan else "keterlambatan layanan"),
            "kepada": [case.kepada, *lines],
            "paragraf": paragraf(case.isi_surat),
            "perkara": case.perkara,
            "jumlah_lampiran": "Satu suvenir",
        }

    def public(self, payload: Payload) -> list[tuple[str, str]]:
        return [("Hal", payload["hal"]), ("Perkara", payload["perkara"])]


@register
class TandaTerimaKompensasi(Document):
    """The customer's receipt of letter and souvenir, confirmed in the portal."""

    code, title = "tanda_terima_kompensasi", "Tanda Terima Surat dan Suvenir"
    template = "kompensasi/papers/tanda_terima.html"
    pattern = "{klasifikasi}/{urut:04}/TTK/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: Kompensasi, by: User | None) -> Payload:
        return {
            "pelanggan": pelanggan(case),
            "perkara": case.perkara,
            "penerima": case.penerima,
            "pengonfirmasi": by.nama if by and not case.dilindungi else pelanggan(case),
            "suvenir": case.suvenir,
            "surat": self.numbers_of(case)[-1:] if case.isi_surat else [],
            "cara": case.get_cara_display(),
            "kurir": case.kurir,
            "resi": case.resi,
            "diterima": waktu_iso(case.status_since),
        }
