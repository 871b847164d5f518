"""The receipt of an appeal, the nota dinas and the letters (surat dinas)."""

from __future__ import annotations

from banding.models import Banding
from banding.models.baris import Lampiran
from banding.papers.dasar import Naskah, akibat, pokok
from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.documents.declare import (
    kolom,
    penandatangan,
    register,
    tanggal_iso,
    waktu_iso,
)
from metrologi.documents.models import Dokumen
from metrologi.documents.payload import Payload

UPAYA = (
    "Bila Anda tidak menerima keputusan ini, Anda dapat menyampaikan laporan kepada Ombudsman "
    "Republik Indonesia atau "
    "menempuh upaya hukum menurut peraturan perundang-undangan."
)


@register
class TandaTerima(Naskah):
    """the receipt of an appeal."""

    code, title, template = (
        "tanda_terima_banding",
        "Tanda Terima Permohonan Banding",
        "banding/papers/tanda_terima.html",
    )
    pattern = "{klasifikasi}/{urut:04}/TT-BDG/{unit}/{tahun}"

    def isi(self, case: Banding, by: User | None) -> Payload:
        sent = case.lampiran.exclude(bagian=Lampiran.Bagian.BUKTI)
        return {
            **pokok(case),
            "perihal": case.perihal,
            "diajukan": tanggal_iso(case.created_at),
            "cara": case.get_cara_masuk_display(),
            "surat": case.nomor_surat,
            "tanggal_surat": tanggal_iso(case.tanggal_surat),
            "kode_akses": case.kode_akses,
            "lampiran": [[b.get_bagian_display(), b.nama] for b in sent],
            "lacak": self.link("/lacak/"),
            "petugas": penandatangan(by, case.uml, Role.STAF_PJTK),
        }


@register
class NotaDinas(Naskah):
    """the team leader asks the technical section to have the appeal settled; the Kepala is told."""

    code, title, template = "nota_dinas_banding", "Nota Dinas", "banding/papers/nota_dinas.html"
    pattern = "{klasifikasi}/{urut:04}/ND-BDG/{unit}/{tahun}"
    internal = True
    jabatan = Role.KETUA_TIM_PJTK

    def isi(self, case: Banding, by: User | None) -> Payload:
        kepala, sent = kolom(None, case.uml, Role.KEPALA), case.lampiran.count()
        return {
            **pokok(case),
            "diajukan": tanggal_iso(case.created_at),
            "kepada": "Bagian/Tim Teknis",
            "dari": "Ketua Tim PJTK",
            "mengetahui": kepala,
            "relevansi": case.relevansi,
            "hal": "Permohonan penyelesaian banding pelanggan",
            "uraian": case.uraian,
            "harapan": case.harapan,
            "penandatangan": penandatangan(by, case.uml, Role.KETUA_TIM_PJTK),
            "lampiran_jumlah": f"{sent} berkas" if sent else "–",
        }


class Surat(Naskah):
    """A letter: subject, addressee, paragraphs around a table of label and value."""

    template = "banding/papers/surat.html"
    jabatan: Role | None = Role.KETUA_TIM_PJTK
    hal, lampiran = "", "–"

    def isi(self, case: Banding, by: User | None) -> Payload:
        return {
            "hal": self.hal,
            "kepada": self.kepada(case),
            "pembuka": self.pembuka(case),
            "butir": self.butir(case),
            "penutup": self.penutup(case),
            "jumlah_lampiran": self.lampiran,
            "tembusan": ["Arsip"],
        }

    def kepada(self, case: Banding) -> list[str]:
        return [case.nama_pemohon, "di tempat"]

    def pembuka(self, case: Banding) -> list[str]:
        raise NotImplementedError

    def butir(self, case: Banding) -> list[list[str]]:
        return []

    def penutup(self, case: Banding) -> list[str]:
        return ["Demikian disampaikan, atas perhatian Anda kami ucapkan terima kasih."]

    def rujukan(self, case: Banding) -> str:
        return (
            f"permohonan banding Nomor {case.nomor} atas penyelesaian pengaduan {case.origin or ''}"
        ).strip()


@register
class Penolakan(Surat):
    """an appeal that does not go to a panel, and why."""

    code, title, hal = (
        "penolakan_banding",
        "Surat Penolakan Banding",
        "Penolakan permohonan banding",
    )
    pattern = "{klasifikasi}/{urut:04}/PB/{unit}/{bulan_romawi}/{tahun}"

    def pembuka(self, case: Banding) -> list[str]:
        return [
            f"Sehubungan dengan {self.rujukan(case)}, kami telah memeriksa kelengkapan dan "
            "menilai relevansinya. "
            "Permohonan tersebut tidak dapat diteruskan kepada panel banding dengan alasan "
            "sebagai berikut."
        ]

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

    code, title, hal = (
        "undangan_banding",
        "Undangan Rapat Panel Banding",
        "Undangan rapat panel banding",
    )

    def kepada(self, case: Banding) -> list[str]:
        return [case.nama_pemohon, *(str(a.user) for a in case.panel()), *case.pihak]

    def pembuka(self, case: Banding) -> list[str]:
        return [
            f"Sehubungan dengan {self.rujukan(case)}, kami mengundang Anda hadir dalam rapat "
            "panel banding pada:"
        ]

    def butir(self, case: Banding) -> list[list[str]]:
        return [
            ["Waktu", waktu_iso(case.rapat_at)],
            ["Tempat", case.rapat_tempat],
            ["Acara", case.rapat_acara],
        ]

    def penutup(self, case: Banding) -> list[str]:
        return [
            "Bila Anda berhalangan, mohon memberi tahu kami atau menunjuk kuasa dengan surat "
            "kuasa.",
            *super().penutup(case),
        ]


@register
class UndanganPenjelasan(Undangan):
    """the customer is asked to explain during the investigation (row 7)."""

    code, title, hal = (
        "undangan_penjelasan_banding",
        "Undangan Memberi Penjelasan",
        "Undangan memberi penjelasan",
    )
    pattern = "{klasifikasi}/{urut:04}/UND-PJL/{unit}/{bulan_romawi}/{tahun}"

    def pembuka(self, case: Banding) -> list[str]:
        return [
            f"Panel banding sedang menyelidiki {self.rujukan(case)}. Kami mengundang Anda memberi "
            "penjelasan pada:"
        ]

    def butir(self, case: Banding) -> list[list[str]]:
        return [
            ["Waktu", waktu_iso(case.penjelasan_at)],
            ["Tempat", case.penjelasan_tempat],
            ["Yang perlu dijelaskan", case.penjelasan_hal],
        ]


@register
class Penyampaian(Surat):
    """the covering letter of the decision."""

    code, title, hal = (
        "penyampaian_banding",
        "Surat Penyampaian Keputusan Banding",
        "Penyampaian keputusan banding",
    )
    pattern = "{klasifikasi}/{urut:04}/SP-BDG/{unit}/{bulan_romawi}/{tahun}"
    lampiran = "1 (satu) keputusan"

    def pembuka(self, case: Banding) -> list[str]:
        return [f"Bersama ini kami sampaikan keputusan atas {self.rujukan(case)}."]

    def butir(self, case: Banding) -> list[list[str]]:
        decree = [n for n in self.keputusan(case)]
        return [
            ["Nomor keputusan", ", ".join(decree)],
            ["Putusan", case.get_putusan_display()],
            ["Tindak lanjut", akibat(case)],
        ]

    def keputusan(self, case: Banding) -> list[str]:
        papers = Dokumen.objects.terbit_untuk(case, code="keputusan_banding")
        return [d.nomor for d in papers]

    def penutup(self, case: Banding) -> list[str]:
        return [UPAYA, *super().penutup(case)]


@register
class Pelimpahan(Surat):
    """the appeal goes to an office whose people are not involved."""

    code, title, hal = (
        "pelimpahan_banding",
        "Surat Pelimpahan Banding",
        "Pelimpahan penanganan banding",
    )
    pattern = "{klasifikasi}/{urut:04}/PL-BDG/{unit}/{bulan_romawi}/{tahun}"
    signer, jabatan = True, None

    def kepada(self, case: Banding) -> list[str]:
        office = case.tujuan
        assert office is not None  # the step that issues the letter sets it
        return [f"Kepala {office}", office.alamat or "di tempat"]

    def pembuka(self, case: Banding) -> list[str]:
        return [
            "Pada kantor kami tidak dapat dibentuk panel banding yang tidak terlibat dalam "
            "perkara yang disengketakan. "
            f"Untuk menjaga ketidakberpihakan, kami melimpahkan {self.rujukan(case)} kepada "
            "kantor Saudara."
        ]

    def butir(self, case: Banding) -> list[list[str]]:
        return [
            ["Pemohon", case.nama_pemohon],
            ["Perihal", case.perihal],
            ["Pokok keberatan", case.uraian],
        ]
