"""The papers of every procedure of tera: bukti order, kaji ulang permintaan, cerapan, tanda terima."""
from __future__ import annotations

from typing import Any

from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.cerapan.ringkasan import ringkasan_semua
from metrologi.documents.declare import Document, qr, register, waktu_iso
from metrologi.documents.declare import penandatangan as signer_of
from metrologi.pengujian.models import BarisPermohonan, PerkaraUji, Permohonan
from metrologi.uttp.tampil import ringkas


def pemohon(perkara: PerkaraUji) -> list[list[str]]:
    """Who owns the instruments, as label and value."""
    owner = perkara.pemilik
    return [["Pemilik", owner.nama], ["Alamat", owner.alamat or str(perkara.daftar()[0].uttp.tempat.lengkap)],
            ["Telepon", owner.telepon or "–"]]


@register
class BuktiOrder(Document):
    """the receipt of the order, with a QR label for each instrument."""

    code, title, template = "bukti_order", "Bukti Order", "pengujian/papers/bukti_order.html"
    styles = ("loket.css",)
    pattern = "{klasifikasi}/{urut:05}/BO/{unit}/{tahun}"

    def payload(self, case: Permohonan, by: Any) -> dict[str, Any]:
        return {
            "pemohon": pemohon(case), "nomor_order": case.nomor, "kode_akses": case.kode_akses,
            "lacak": self.link("/lacak/"), "diterima": waktu_iso(case.status_since), "catatan": case.catatan,
            "biaya": self._biaya(case),
            "janji": waktu_iso(case.due_at), "petugas": signer_of(by, case.uml),
            "uttp": [self._baris(i) for i in case.diterima()],
            "ditolak": [self._tolak(i) for i in case.daftar() if i not in case.diterima()],
        }

    def _biaya(self, case: Permohonan) -> str:
        if case.uml.kebijakan_biaya == Uml.Biaya.TARIF:
            return "Sesuai tarif retribusi yang berlaku, ditetapkan dengan SKRD"
        return "Tidak dipungut biaya"

    def _baris(self, item: BarisPermohonan) -> dict[str, Any]:
        return {"urut": item.urut, "jenis": item.uttp.jenis.nama, "uraian": item.uttp.uraian(),
                "tahap": item.get_tahap_display(), "skhp": item.dengan_skhp, "kode": item.uttp.kode,
                "qr": qr(self.link(f"/u/{item.uttp.kode}/"))}

    def _tolak(self, item: BarisPermohonan) -> dict[str, Any]:
        return {"jenis": item.uttp.jenis.nama, "kaji": item.get_kaji_display(),
                "alasan": item.catatan_kaji or item.alasan_lingkup}


@register
class KajiUlang(Document):
    """the form of the request review; it also is the entry for the inventory of fasilitasi."""

    code, title, template = "kaji_ulang", "Formulir Kaji Ulang Permintaan", "pengujian/papers/kaji_ulang.html"
    styles = ("loket.css",)
    pattern = "{klasifikasi}/{urut:05}/KUP/{unit}/{tahun}"

    def payload(self, case: Permohonan, by: Any) -> dict[str, Any]:
        rows = [{
            "urut": i.urut, "jenis": i.uttp.jenis.nama, "uraian": i.uttp.uraian(), "tahap": i.get_tahap_display(),
            "lingkup": i.dalam_lingkup, "alasan": i.alasan_lingkup, "dasar": i.dasar_lingkup, "lengkap": i.lengkap,
            "visual": i.visual, "putusan": i.get_kaji_display(), "catatan": i.catatan_kaji,
            "rujukan": i.rujukan.nama if i.rujukan else "", "alamat_rujukan": i.rujukan.alamat if i.rujukan else "",
        } for i in case.daftar()]
        return {"pemohon": pemohon(case), "nomor_order": case.nomor, "uttp": rows, "petugas": signer_of(by, case.uml),
                "dasar": sorted({row["dasar"] for row in rows if row["dasar"]})}


@register
class Cerapan(Document):
    """raw readings, results, limits with source and verdict of every test, both penera."""

    code, title, template = "cerapan", "Cerapan Pengujian", "pengujian/papers/cerapan.html"
    styles = ("uji.css",)
    pattern = "{klasifikasi}/{urut:05}/CRP/{unit}/{tahun}"

    def payload(self, case: PerkaraUji, by: Any) -> dict[str, Any]:
        from metrologi.cerapan.models import Pengujian

        tests = list(Pengujian.objects.dari(case).select_related("uttp__jenis").order_by("item_id", "percobaan"))
        rows = [self._baris(p, u) for p, u in zip(tests, ringkasan_semua(tests), strict=True)]
        others = [row.penera for p in tests for row in p.penegasan.all()] + [p.penera_kedua for p in tests]
        second = next((p for p in others if p and p != by), None)
        return {"pemohon": pemohon(case), "nomor_order": case.nomor, "petugas": signer_of(by, case.uml, Role.PENERA),
                "kedua": signer_of(second, case.uml, Role.PENERA), "pengujian": rows}

    def _baris(self, test: Any, told: dict[str, Any]) -> dict[str, Any]:
        """A later attempt at the same instrument stands under the first, without its plate."""
        return {"jenis": test.uttp.jenis.nama, "identitas": ringkas(test.uttp), "item": test.item_id, **told}


@register
class TandaTerima(Document):
    """what was handed over, to whom."""

    code, title, template = "tanda_terima", "Tanda Terima UTTP dan Dokumen", "pengujian/papers/tanda_terima.html"
    styles = ("loket.css",)
    pattern = "{klasifikasi}/{urut:05}/TT/{unit}/{tahun}"

    def payload(self, case: PerkaraUji, by: Any) -> dict[str, Any]:
        rows = [{"urut": i.urut, "jenis": i.uttp.jenis.nama, "uraian": i.uttp.uraian(),
                 "hasil": i.get_hasil_display() or "Tidak diuji"} for i in case.diterima()]
        letters = [{"nama": s.get_jenis_display(), "nomor": nomor} for s in case.children("skhp")
                   for nomor in self.numbers_of(s)]
        return {"pemohon": pemohon(case), "nomor_order": case.nomor, "uttp": rows, "surat": letters,
                "penerima": case.penerima, "hubungan": case.hubungan, "petugas": signer_of(by, case.uml)}
