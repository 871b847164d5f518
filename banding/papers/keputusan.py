"""The decrees of an appeal: who sits in the panel, and what it decided."""

from __future__ import annotations

from banding.models import Banding
from banding.models.baris import AnggotaPanel
from banding.papers.dasar import Naskah, akibat
from metrologi.accounts.models import User
from metrologi.documents.declare import register
from metrologi.documents.payload import Payload

MENGINGAT = (
    "Undang-Undang Nomor 2 Tahun 1981 tentang Metrologi Legal",
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
    "Standar Operasional Prosedur Penanganan Banding Pelanggan Nomor 5.1.24/BBSPJIKFK/2025",
)


class Keputusan(Naskah):
    """A decree: considering, in view of, decides."""

    template, signer = "banding/papers/keputusan.html", True
    pattern = "{klasifikasi}/{urut:04}/KEP-BDG/{unit}/{tahun}"

    def isi(self, case: Banding, by: User | None) -> Payload:
        return {
            "tentang": self.tentang(case),
            "menimbang": self.menimbang(case),
            "mengingat": list(MENGINGAT),
            "diktum": self.diktum(case),
            "susunan": self.susunan(case),
        }

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
        return [
            f"bahwa {case.nama_pemohon} mengajukan banding atas penyelesaian pengaduan "
            f"{case.origin or ''}".strip(),
            "bahwa banding diputus oleh orang yang tidak terlibat dalam perkara yang disengketakan",
            "bahwa nama-nama dalam keputusan ini telah diperiksa dan tidak terlibat dalam perkara "
            "tersebut",
        ]

    def diktum(self, case: Banding) -> list[str]:
        return [
            "Menunjuk Tim Panel Banding dengan susunan sebagaimana tercantum dalam lampiran "
            "keputusan ini.",
            "Tim menyelidiki banding paling lama 30 (tiga puluh) hari, menyelenggarakan rapat "
            "panel dengan pihak terkait, "
            "dan menetapkan putusan secara tidak memihak.",
            "Setiap anggota menandatangani pernyataan ketidakberpihakan sebelum bertugas dan "
            "mundur bila ternyata terkait.",
            "Keputusan ini berlaku sejak tanggal ditetapkan sampai putusan banding disetujui.",
        ]

    def susunan(self, case: Banding) -> list[list[str]]:
        return [kursi(n, seat) for n, seat in enumerate(case.usulan() or case.panel(), 1)]


def kursi(urut: int, seat: AnggotaPanel) -> list[str]:
    """A seat as a row of a table: number, name, NIP, post, chair or member."""
    person = seat.user
    return [
        str(urut),
        person.nama,
        person.nip or "–",
        person.jabatan or "–",
        "Ketua" if seat.ketua else "Anggota",
    ]


@register
class KeputusanBanding(Keputusan):
    """the decision, as the panel made it and the Kepala approved it."""

    code, title = "keputusan_banding", "Keputusan Penyelesaian Banding"

    def tentang(self, case: Banding) -> str:
        return f"Penyelesaian Banding Nomor {case.nomor}"

    def menimbang(self, case: Banding) -> list[str]:
        reason = case.pertimbangan.rstrip(". ")
        return [
            f"bahwa {case.nama_pemohon} mengajukan banding atas penyelesaian pengaduan "
            f"{case.origin or ''}".strip(),
            f"bahwa Tim Panel Banding telah menyelidiki dan bersidang; pertimbangannya: {reason}",
        ]

    def diktum(self, case: Banding) -> list[str]:
        found = [f"{case.get_putusan_display()}.", f"Tindak lanjut: {akibat(case)}."]
        if case.perbedaan:
            found.append(f"Terdapat pendapat berbeda: {case.perbedaan}")
        return [
            *found,
            "Keputusan ini disampaikan kepada pemohon dan berlaku sejak tanggal ditetapkan.",
        ]
