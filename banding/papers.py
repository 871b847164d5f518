"""The papers of an appeal: receipt, nota dinas, letters, decrees, attendance list, minutes."""
from __future__ import annotations

from typing import Any

from banding.models import Banding
from banding.rows import Akibat, AnggotaPanel, Lampiran
from metrologi.accounts.roles import Role
from metrologi.documents.declare import Document, penandatangan, penanggung_jawab, register, tanggal_iso, waktu_iso

MENGINGAT = (
    "Undang-Undang Nomor 2 Tahun 1981 tentang Metrologi Legal",
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
    "Standar Operasional Prosedur Penanganan Banding Pelanggan Nomor 5.1.24/BBSPJIKFK/2025",
)
UPAYA = ("Bila Anda tidak menerima keputusan ini, Anda dapat menyampaikan laporan kepada Ombudsman Republik Indonesia atau "
         "menempuh upaya hukum menurut peraturan perundang-undangan.")


class Naskah(Document):
    """What every paper of an appeal says of it."""

    styles = ("banding.css",)
    jabatan: Role | None = None

    def payload(self, case: Banding, by: Any) -> dict[str, Any]:
        return {**self._pokok(case), **self._penanda(case), **self.isi(case, by)}

    def isi(self, case: Banding, by: Any) -> dict[str, Any]:
        raise NotImplementedError

    def _pokok(self, case: Banding) -> dict[str, Any]:
        return {"nomor_banding": case.nomor, "nomor_pengaduan": str(case.origin or "–"), "pemohon": case.nama_pemohon,
                "perihal": case.perihal, "diajukan": tanggal_iso(case.created_at)}

    def _penanda(self, case: Banding) -> dict[str, Any]:
        """A paper of an office that signs by hand bears whoever heads that office today."""
        return {"penandatangan": penanggung_jawab(None, case.uml, self.jabatan)} if self.jabatan else {}


@register
class TandaTerima(Naskah):
    """the receipt of an appeal."""

    code, title, template = "tanda_terima_banding", "Tanda Terima Permohonan Banding", "banding/papers/tanda_terima.html"
    pattern = "{klasifikasi}/{urut:04}/TT-BDG/{unit}/{tahun}"

    def isi(self, case: Banding, by: Any) -> dict[str, Any]:
        sent = case.lampiran.exclude(bagian=Lampiran.Bagian.BUKTI)
        return {"cara": case.get_cara_masuk_display(), "surat": case.nomor_surat,
                "tanggal_surat": tanggal_iso(case.tanggal_surat), "kode_akses": case.kode_akses,
                "lampiran": [[b.get_bagian_display(), b.nama] for b in sent], "lacak": self.link("/lacak/"),
                "petugas": penandatangan(by, case.uml, Role.STAF_PJTK)}


@register
class NotaDinas(Naskah):
    """the team leader asks the technical section to have the appeal settled; the Kepala is told."""

    code, title, template = "nota_dinas_banding", "Nota Dinas", "banding/papers/nota_dinas.html"
    pattern = "{klasifikasi}/{urut:04}/ND-BDG/{unit}/{tahun}"
    internal = True
    jabatan = Role.KETUA_TIM_PJTK

    def isi(self, case: Banding, by: Any) -> dict[str, Any]:
        kepala, sent = penanggung_jawab(None, case.uml, Role.KEPALA), case.lampiran.count()
        return {"kepada": "Bagian/Tim Teknis", "dari": "Ketua Tim PJTK", "mengetahui": kepala, "relevansi": case.relevansi,
                "hal": "Permohonan penyelesaian banding pelanggan", "uraian": case.uraian, "harapan": case.harapan,
                "penandatangan": penandatangan(by, case.uml, Role.KETUA_TIM_PJTK),
                "lampiran_jumlah": f"{sent} berkas" if sent else "–"}


class Surat(Naskah):
    """A letter: subject, addressee, paragraphs around a table of label and value."""

    template = "banding/papers/surat.html"
    jabatan = Role.KETUA_TIM_PJTK
    hal, lampiran = "", "–"

    def isi(self, case: Banding, by: Any) -> dict[str, Any]:
        return {"hal": self.hal, "kepada": self.kepada(case), "pembuka": self.pembuka(case), "butir": self.butir(case),
                "penutup": self.penutup(case), "jumlah_lampiran": self.lampiran, "tembusan": ["Arsip"]}

    def kepada(self, case: Banding) -> list[str]:
        return [case.nama_pemohon, "di tempat"]

    def pembuka(self, case: Banding) -> list[str]:
        raise NotImplementedError

    def butir(self, case: Banding) -> list[list[str]]:
        return []

    def penutup(self, case: Banding) -> list[str]:
        return ["Demikian disampaikan, atas perhatian Anda kami ucapkan terima kasih."]

    def rujukan(self, case: Banding) -> str:
        return f"permohonan banding Nomor {case.nomor} atas penyelesaian pengaduan {case.origin or ''}".strip()


@register
class Penolakan(Surat):
    """an appeal that does not go to a panel, and why."""

    code, title, hal = "penolakan_banding", "Surat Penolakan Banding", "Penolakan permohonan banding"
    pattern = "{klasifikasi}/{urut:04}/PB/{unit}/{bulan_romawi}/{tahun}"

    def pembuka(self, case: Banding) -> list[str]:
        return [f"Sehubungan dengan {self.rujukan(case)}, kami telah memeriksa kelengkapan dan menilai relevansinya. "
                "Permohonan tersebut tidak dapat diteruskan kepada panel banding dengan alasan sebagai berikut."]

    def butir(self, case: Banding) -> list[list[str]]:
        return [["Perihal", case.perihal], ["Alasan penolakan", case.alasan_penolakan]]

    def penutup(self, case: Banding) -> list[str]:
        return [UPAYA, *super().penutup(case)]


class Undangan(Surat):
    """An invitation; the annex-less kind."""

    pattern = "{klasifikasi}/{urut:04}/UND-BDG/{unit}/{bulan_romawi}/{tahun}"


@register
class UndanganRapat(Undangan):
    """the panel's meeting (row 8, a reconstruction)."""

    code, title, hal = "undangan_banding", "Undangan Rapat Panel Banding", "Undangan rapat panel banding"

    def kepada(self, case: Banding) -> list[str]:
        return [case.nama_pemohon, *(str(a.user) for a in case.panel()), *case.pihak]

    def pembuka(self, case: Banding) -> list[str]:
        return [f"Sehubungan dengan {self.rujukan(case)}, kami mengundang Anda hadir dalam rapat panel banding pada:"]

    def butir(self, case: Banding) -> list[list[str]]:
        return [["Waktu", waktu_iso(case.rapat_at)], ["Tempat", case.rapat_tempat], ["Acara", case.rapat_acara]]

    def penutup(self, case: Banding) -> list[str]:
        return ["Bila Anda berhalangan, mohon memberi tahu kami atau menunjuk kuasa dengan surat kuasa.",
                *super().penutup(case)]


@register
class UndanganPenjelasan(Undangan):
    """the customer is asked to explain during the investigation (row 7)."""

    code, title, hal = "undangan_penjelasan_banding", "Undangan Memberi Penjelasan", "Undangan memberi penjelasan"
    pattern = "{klasifikasi}/{urut:04}/UND-PJL/{unit}/{bulan_romawi}/{tahun}"

    def pembuka(self, case: Banding) -> list[str]:
        return [f"Panel banding sedang menyelidiki {self.rujukan(case)}. Kami mengundang Anda memberi penjelasan pada:"]

    def butir(self, case: Banding) -> list[list[str]]:
        return [["Waktu", waktu_iso(case.penjelasan_at)], ["Tempat", case.penjelasan_tempat],
                ["Yang perlu dijelaskan", case.penjelasan_hal]]


@register
class Penyampaian(Surat):
    """the covering letter of the decision."""

    code, title, hal = "penyampaian_banding", "Surat Penyampaian Keputusan Banding", "Penyampaian keputusan banding"
    pattern = "{klasifikasi}/{urut:04}/SP-BDG/{unit}/{bulan_romawi}/{tahun}"
    lampiran = "1 (satu) keputusan"

    def pembuka(self, case: Banding) -> list[str]:
        return [f"Bersama ini kami sampaikan keputusan atas {self.rujukan(case)}."]

    def butir(self, case: Banding) -> list[list[str]]:
        decree = [n for n in self.keputusan(case)]
        return [["Nomor keputusan", ", ".join(decree)], ["Putusan", case.get_putusan_display()],
                ["Tindak lanjut", akibat(case)], ["Disampaikan melalui", case.get_cara_sampai_display()],
                ["Penerima", case.penerima]]

    def keputusan(self, case: Banding) -> list[str]:
        from metrologi.documents.issuing import of

        return [d.nomor for d in of(case) if d.code == "keputusan_banding" and d.state == "terbit"]

    def penutup(self, case: Banding) -> list[str]:
        return [UPAYA, *super().penutup(case)]


@register
class Pelimpahan(Surat):
    """the appeal goes to an office whose people are not involved."""

    code, title, hal = "pelimpahan_banding", "Surat Pelimpahan Banding", "Pelimpahan penanganan banding"
    pattern = "{klasifikasi}/{urut:04}/PL-BDG/{unit}/{bulan_romawi}/{tahun}"
    signer, jabatan = True, None

    def kepada(self, case: Banding) -> list[str]:
        return [f"Kepala {case.tujuan}", case.tujuan.alamat or "di tempat"]

    def pembuka(self, case: Banding) -> list[str]:
        return ["Pada kantor kami tidak dapat dibentuk panel banding yang tidak terlibat dalam perkara yang disengketakan. "
                f"Untuk menjaga ketidakberpihakan, kami melimpahkan {self.rujukan(case)} kepada kantor Saudara."]

    def butir(self, case: Banding) -> list[list[str]]:
        return [["Pemohon", case.nama_pemohon], ["Perihal", case.perihal], ["Pokok keberatan", case.uraian]]


class Keputusan(Naskah):
    """A decree: considering, in view of, decides."""

    template, signer = "banding/papers/keputusan.html", True
    pattern = "{klasifikasi}/{urut:04}/KEP-BDG/{unit}/{tahun}"

    def isi(self, case: Banding, by: Any) -> dict[str, Any]:
        return {"tentang": self.tentang(case), "menimbang": self.menimbang(case), "mengingat": list(MENGINGAT),
                "diktum": self.diktum(case), "susunan": self.susunan(case)}

    def tentang(self, case: Banding) -> str:
        raise NotImplementedError

    def menimbang(self, case: Banding) -> list[str]:
        raise NotImplementedError

    def diktum(self, case: Banding) -> list[str]:
        raise NotImplementedError

    def susunan(self, case: Banding) -> list[list[str]]:
        return []


@register
class SkPanel(Keputusan):
    """the Kepala appoints the panel."""

    code, title = "sk_panel_banding", "Keputusan Penunjukan Tim Panel Banding"
    pattern = "{klasifikasi}/{urut:04}/KEP-PANEL/{unit}/{tahun}"

    def tentang(self, case: Banding) -> str:
        return f"Penunjukan Tim Panel Banding\nuntuk Permohonan Nomor {case.nomor}"

    def menimbang(self, case: Banding) -> list[str]:
        return [f"bahwa {case.nama_pemohon} mengajukan banding atas penyelesaian pengaduan {case.origin or ''}".strip(),
                "bahwa banding diputus oleh orang yang tidak terlibat dalam perkara yang disengketakan",
                "bahwa nama-nama dalam keputusan ini telah diperiksa dan tidak terlibat dalam perkara tersebut"]

    def diktum(self, case: Banding) -> list[str]:
        return ["Menunjuk Tim Panel Banding dengan susunan sebagaimana tercantum dalam lampiran keputusan ini.",
                "Tim menyelidiki banding paling lama 30 (tiga puluh) hari, menyelenggarakan rapat panel dengan pihak terkait, "
                "dan menetapkan putusan secara tidak memihak.",
                "Setiap anggota menandatangani pernyataan ketidakberpihakan sebelum bertugas dan mundur bila ternyata terkait.",
                "Keputusan ini berlaku sejak tanggal ditetapkan sampai putusan banding disetujui."]

    def susunan(self, case: Banding) -> list[list[str]]:
        return [kursi(n, seat) for n, seat in enumerate(case.usulan(), 1)]


def kursi(urut: int, seat: AnggotaPanel) -> list[str]:
    person = seat.user
    return [str(urut), person.nama, person.nip or "–", person.jabatan or "–", "Ketua" if seat.ketua else "Anggota"]


@register
class KeputusanBanding(Keputusan):
    """the decision, as the panel made it and the Kepala approved it."""

    code, title = "keputusan_banding", "Keputusan Penyelesaian Banding"

    def tentang(self, case: Banding) -> str:
        return f"Penyelesaian Banding Nomor {case.nomor}"

    def menimbang(self, case: Banding) -> list[str]:
        reason = case.pertimbangan.rstrip(". ")
        return [f"bahwa {case.nama_pemohon} mengajukan banding atas penyelesaian pengaduan {case.origin or ''}".strip(),
                f"bahwa Tim Panel Banding telah menyelidiki dan bersidang; pertimbangannya: {reason}"]

    def diktum(self, case: Banding) -> list[str]:
        found = [f"{case.get_putusan_display()}.", f"Tindak lanjut: {akibat(case)}."]
        if case.perbedaan:
            found.append(f"Terdapat pendapat berbeda: {case.perbedaan}")
        return [*found, "Keputusan ini disampaikan kepada pemohon dan berlaku sejak tanggal ditetapkan."]


def akibat(case: Banding) -> str:
    """What follows from the decision, in words."""
    return ", ".join(Akibat.Jenis(code).label.lower() for code in case.akibat) or "tidak ada"


@register
class DaftarHadir(Naskah):
    """who sat in the panel's meeting."""

    code, title, template = "daftar_hadir_banding", "Daftar Hadir Rapat Panel Banding", "banding/papers/daftar_hadir.html"
    pattern = "{klasifikasi}/{urut:04}/DH-BDG/{unit}/{tahun}"
    internal = True

    def isi(self, case: Banding, by: Any) -> dict[str, Any]:
        return {"waktu": waktu_iso(case.rapat_at), "tempat": case.rapat_tempat, "acara": case.rapat_acara,
                "hadir": [[h["nama"], h["sebagai"]] for h in case.hadir],
                "penandatangan": penandatangan(by, case.uml) | {"jabatan": "Ketua Panel Banding"}}


@register
class Notulen(DaftarHadir):
    """what was said and decided in the panel's meeting."""

    code, title, template = "notulen_banding", "Notulen Rapat Panel Banding", "banding/papers/notulen.html"
    pattern = "{klasifikasi}/{urut:04}/NOT-BDG/{unit}/{tahun}"

    def isi(self, case: Banding, by: Any) -> dict[str, Any]:
        return {**super().isi(case, by), "kesimpulan": case.kesimpulan, "notulen": case.notulen, "perbedaan": case.perbedaan,
                "putusan": case.get_putusan_display(), "pertimbangan": case.pertimbangan, "akibat": akibat(case)}
