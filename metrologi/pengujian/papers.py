"""The papers of every procedure of tera: bukti order, kaji ulang, cerapan, tanda terima."""

from __future__ import annotations

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import Role
from metrologi.accounts.telepon import tampil
from metrologi.cerapan.models import Pengujian
from metrologi.cerapan.ringkasan import ringkasan_semua, teruji
from metrologi.documents.declare import Document, kolom, register, waktu_iso
from metrologi.documents.declare import penandatangan as signer_of
from metrologi.documents.payload import Payload
from metrologi.documents.qr import qr
from metrologi.pengujian.baris import BarisPermohonan
from metrologi.pengujian.models import PerkaraUji, Permohonan
from metrologi.pengujian.surat import SuratUji, surat_dari
from metrologi.uttp.tampil import ringkas


def pemohon(perkara: PerkaraUji) -> list[list[str]]:
    """Who owns the instruments, as label and value."""
    owner = perkara.pemilik
    return [
        ["Pemilik", owner.nama],
        ["Alamat", owner.alamat or str(perkara.daftar[0].uttp.tempat.lengkap)],
        ["Telepon", tampil(owner.telepon) or "–"],
    ]


def uttp_dimohon(perkara: Permohonan) -> list[Payload]:
    """The instruments as an application names them."""
    return [
        {
            "urut": i.urut,
            "jenis": i.uttp.jenis.nama,
            "uraian": i.uttp.uraian(),
            "tempat": i.uttp.tempat.nama,
            "tahap": i.get_tahap_display(),
            "skhp": i.dengan_skhp,
        }
        for i in perkara.daftar
    ]


@register
class BuktiOrder(Document):
    """the receipt of the order, with a QR label for each instrument."""

    code, title, template = "bukti_order", "Bukti Order", "pengujian/papers/bukti_order.html"
    styles = ("loket.css",)
    pattern = "{klasifikasi}/{urut:05}/BO/{unit}/{tahun}"

    def payload(self, case: Permohonan, by: User | None) -> Payload:
        return {
            "pemohon": pemohon(case),
            "nomor_order": case.nomor,
            "kode_akses": case.kode_akses,
            "lacak": self.link("/lacak/"),
            "diterima": waktu_iso(case.status_since),
            "catatan": case.catatan,
            "biaya": self._biaya(case),
            "janji": waktu_iso(case.due_at),
            "petugas": signer_of(by, case.uml),
            "uttp": [self._baris(i) for i in case.diterima()],
            "ditolak": [self._tolak(i) for i in case.daftar if i not in case.diterima()],
        }

    def _biaya(self, case: Permohonan) -> str:
        if case.uml.kebijakan_biaya == Uml.Biaya.TARIF:
            return "Sesuai tarif retribusi yang berlaku, ditetapkan dengan SKRD"
        return "Tidak dipungut biaya"

    def _baris(self, item: BarisPermohonan) -> Payload:
        return {
            "urut": item.urut,
            "jenis": item.uttp.jenis.nama,
            "uraian": item.uttp.uraian(),
            "tahap": item.get_tahap_display(),
            "skhp": item.dengan_skhp,
            "kode": item.uttp.kode,
            "qr": qr(self.link(f"/u/{item.uttp.kode}/")),
        }

    def _tolak(self, item: BarisPermohonan) -> Payload:
        return {
            "jenis": item.uttp.jenis.nama,
            "uraian": item.uttp.uraian(),
            "kaji": item.get_kaji_display(),
            "rujukan": item.rujukan.nama if item.rujukan else "",
            "alasan": item.catatan_kaji or item.alasan_lingkup,
        }


@register
class KajiUlang(Document):
    """the form of the request review; it also is the entry for the inventory of fasilitasi."""

    code, title, template = (
        "kaji_ulang",
        "Formulir Kaji Ulang Permintaan",
        "pengujian/papers/kaji_ulang.html",
    )
    styles = ("loket.css",)
    pattern = "{klasifikasi}/{urut:05}/KUP/{unit}/{tahun}"

    def payload(self, case: Permohonan, by: User | None) -> Payload:
        rows = [
            {
                "urut": i.urut,
                "jenis": i.uttp.jenis.nama,
                "uraian": i.uttp.uraian(),
                "tahap": i.get_tahap_display(),
                "lingkup": i.dalam_lingkup,
                "alasan": i.alasan_lingkup,
                "dasar": i.dasar_lingkup,
                "lengkap": i.lengkap,
                "visual": i.visual,
                "putusan": i.get_kaji_display(),
                "catatan": i.catatan_kaji,
                "rujukan": i.rujukan.nama if i.rujukan else "",
                "alamat_rujukan": i.rujukan.alamat if i.rujukan else "",
            }
            for i in case.daftar
        ]
        return {
            "pemohon": pemohon(case),
            "nomor_order": case.nomor,
            "uttp": rows,
            "petugas": signer_of(by, case.uml),
            "dasar": sorted({row["dasar"] for row in rows if row["dasar"]}),
        }


@register
class Cerapan(Document):
    """raw readings, results, limits with source and verdict of every test, both penera."""

    code, title, template = "cerapan", "Cerapan Pengujian", "pengujian/papers/cerapan.html"
    styles = ("uji.css",)
    pattern = "{klasifikasi}/{urut:05}/CRP/{unit}/{tahun}"

    def payload(self, case: PerkaraUji, by: User | None) -> Payload:
        tests = list(
            Pengujian.objects.dari(case)
            .select_related("uttp__jenis")
            .order_by("item_id", "percobaan")
        )
        rows = [self._baris(p, u) for p, u in zip(tests, ringkasan_semua(tests), strict=True)]
        return {
            "pemohon": pemohon(case),
            "nomor_order": case.nomor,
            "petugas": signer_of(by, case.uml, Role.PENERA),
            "kedua": self._kedua(case, tests, by),
            "pengujian": rows,
        }

    def _kedua(self, case: PerkaraUji, tests: list[Pengujian], by: User | None) -> Payload:
        """The second penera: by name who confirmed a test, else a line to sign on; else nobody."""
        confirmed = [row.penera for p in tests for row in p.penegasan.all() if row.penera != by]
        if confirmed:
            return signer_of(confirmed[0], case.uml, Role.PENERA)
        helped = any(p.penera_kedua for p in tests)
        return kolom(None, case.uml, Role.PENERA) if helped else signer_of(None, case.uml)

    def _baris(self, test: Pengujian, summary: Payload) -> Payload:
        """A later attempt at the same instrument stands under the first, without its plate."""
        return {
            "jenis": test.uttp.jenis.nama,
            "identitas": [["Diuji untuk", test.get_tahap_display()], *ringkas(teruji(test))],
            "item": test.item_id,
            **summary,
        }


@register
class TandaTerima(Document):
    """what was handed over, to whom."""

    code, title, template = (
        "tanda_terima",
        "Tanda Terima UTTP dan Dokumen",
        "pengujian/papers/tanda_terima.html",
    )
    styles = ("loket.css",)
    pattern = "{klasifikasi}/{urut:05}/TT/{unit}/{tahun}"

    def payload(self, case: PerkaraUji, by: User | None) -> Payload:
        rows = [
            {
                "urut": i.urut,
                "jenis": i.uttp.jenis.nama,
                "uraian": (teruji(i.pengujian) if i.pengujian else i.uttp).uraian(),
                "hasil": i.get_hasil_display() or "Tidak diuji",
            }
            for i in case.diterima()
        ]
        return {
            "pemohon": pemohon(case),
            "nomor_order": case.nomor,
            "uttp": rows,
            "surat": [baris for surat in surat_dari(case) for baris in self._surat(surat)],
            "penerima": case.penerima,
            "hubungan": case.hubungan,
            "petugas": signer_of(by, case.uml),
        }

    def _surat(self, surat: SuratUji) -> list[dict[str, str]]:
        if not surat.pada_tanda_terima:
            return []
        return [{"nama": surat.nama_surat, "nomor": nomor} for nomor in self.numbers_of(surat)]
