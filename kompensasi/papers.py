"""The papers of compensation: Formulir Monitoring SPM, the signed letter of apology, the customer's receipt."""
from __future__ import annotations

from typing import Any

from kompensasi.models import Kompensasi
from metrologi.accounts.roles import Role
from metrologi.clock.indonesia import durasi
from metrologi.documents.declare import Document, penandatangan, register, tanggal_iso, waktu_iso


def pelanggan(case: Kompensasi) -> str:
    return case.pemilik.nama if case.pemilik else f"Pelanggan perkara nomor {case.perkara}"


@register
class MonitoringSpm(Document):
    """Formulir Monitoring SPM: the promise, what became of it, the cause, what follows."""

    code, title, template = "monitoring_spm", "Formulir Monitoring SPM", "kompensasi/papers/monitoring_spm.html"
    pattern = "{klasifikasi}/{urut:04}/SPM/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: Kompensasi, by: Any) -> dict[str, Any]:
        return {
            "perkara": case.perkara, "layanan": case.prosedur_label, "tahap": case.tahap_label or "–",
            "pelanggan": pelanggan(case), "dibuka": waktu_iso(case.created_at), "pemantauan": case.nomor,
            "jenis": case.get_jenis_display(), "sejak": waktu_iso(case.janji_sejak), "janji": waktu_iso(case.janji_pada),
            "perkiraan": "" if case.nyata else waktu_iso(case.perkiraan_pada), "selesai": waktu_iso(case.selesai_pada()),
            "terlambat": durasi(case.terlambat()) if case.terlambat() else "", "nyata": case.nyata,
            "penyebab": case.get_penyebab_display(), "kendala": case.kendala, "evaluasi": case.evaluasi,
            "perkiraan_selesai": tanggal_iso(case.perkiraan_selesai), "alasan": case.alasan,
            "petugas": penandatangan(by, case.uml, Role.KASI_PJT),
        }


@register
class SuratPermintaanMaaf(Document):
    """The letter of apology, signed by the Kepala."""

    code, title, signer = "surat_permintaan_maaf", "Surat Permintaan Maaf", True
    template = "kompensasi/papers/permintaan_maaf.html"
    pattern = "{klasifikasi}/{urut:04}/KOMP/{unit}/{bulan_romawi}/{tahun}"
    styles = ("surat.css",)

    def payload(self, case: Kompensasi, by: Any) -> dict[str, Any]:
        lines = [line.strip() for line in case.alamat.splitlines() if line.strip()]
        return {"hal": "Surat permintaan maaf atas keterlambatan layanan", "kepada": [case.kepada, *lines],
                "paragraf": [p.strip() for p in case.isi_surat.split("\n\n") if p.strip()],
                "suvenir": case.suvenir, "perkara": case.perkara, "jumlah_lampiran": "Satu suvenir"}

    def public(self, payload: dict[str, Any]) -> list[tuple[str, str]]:
        return [("Hal", payload["hal"]), ("Perkara", payload["perkara"])]


@register
class TandaTerimaKompensasi(Document):
    """The customer's receipt of letter and souvenir, confirmed in the portal."""

    code, title = "tanda_terima_kompensasi", "Tanda Terima Surat dan Suvenir"
    template = "kompensasi/papers/tanda_terima.html"
    pattern = "{klasifikasi}/{urut:04}/TTK/{unit}/{bulan_romawi}/{tahun}"

    def payload(self, case: Kompensasi, by: Any) -> dict[str, Any]:
        return {"pelanggan": pelanggan(case), "perkara": case.perkara, "penerima": case.penerima, "suvenir": case.suvenir,
                "surat": self.numbers_of(case)[-1:] if case.isi_surat else [], "cara": case.get_cara_display(),
                "kurir": case.kurir, "resi": case.resi, "diterima": waktu_iso(case.status_since),
                "penandatangan": penandatangan(None if case.dilindungi else by, case.uml)}
