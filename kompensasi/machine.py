"""SOP "Pemberian Kompensasi Pelanggan" (SOP 21-BIPA/5), rows 1-12, as a machine.

A job that watches the promises opens its cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from kompensasi import guards
from metrologi.accounts.roles import Role
from metrologi.clock.duration import hari_kalender, menit_kerja
from metrologi.workflow.declare import Machine, State, Timeout
from metrologi.workflow.needs import Need

if TYPE_CHECKING:
    import datetime as dt

    from kompensasi.janji import Pelanggaran

PJT, TEKNIS, SEKSI, KEPALA, PELANGGAN = (
    Role.KASI_PJT,
    Role.PJ_TEKNIS,
    Role.KEPALA_SEKSI,
    Role.KEPALA,
    Role.PELANGGAN,
)
# How long a letter may lie with the customer before the office closes the case without the receipt.
TUNGGU_TANDA_TERIMA = hari_kalender(14)


class Status(models.TextChoices):
    DIPANTAU = "dipantau", "Menunggu konfirmasi"
    HASIL_SIAP = "hasil_siap", "Hasil siap diserahkan"
    TEPAT_WAKTU = "tepat_waktu", "Selesai tanpa kompensasi"
    KENDALA = "kendala", "Menunggu uraian kendala"
    EVALUASI = "evaluasi", "Dievaluasi kepala seksi"
    PELAPORAN = "pelaporan", "Menunggu laporan ke Kepala"
    INSTRUKSI = "instruksi", "Menunggu instruksi Kepala"
    DIGABUNG = "digabung", "Digabung dengan kompensasi lain"
    PENYUSUNAN = "penyusunan", "Surat dan suvenir disiapkan"
    VALIDASI = "validasi", "Konsep surat divalidasi"
    PENANDATANGANAN = "penandatanganan", "Menunggu tanda tangan Kepala"
    PENGIRIMAN = "pengiriman", "Menunggu pengiriman"
    TERKIRIM = "terkirim", "Menunggu tanda terima pelanggan"
    SELESAI = "selesai", "Selesai"


MACHINE = Machine(
    code="kompensasi",
    title="Pemantauan janji layanan dan kompensasi",
    kicker="Kompensasi",
    sop="Pemberian Kompensasi Pelanggan",
    status=Status,
    number="KOMP/{urut:05}/{bulan_romawi}/{tahun}",
    states={
        Status.DIPANTAU: State(PJT, sla=menit_kerja(15), road=True),
        Status.HASIL_SIAP: State(PJT, sla=menit_kerja(30)),
        Status.TEPAT_WAKTU: State(final=True),
        Status.KENDALA: State(TEKNIS, sla=menit_kerja(15), road=True),
        Status.EVALUASI: State(SEKSI, sla=menit_kerja(10), road=True),
        Status.PELAPORAN: State(PJT, sla=menit_kerja(20), road=True),
        Status.INSTRUKSI: State(KEPALA, sla=menit_kerja(15), road=True),
        Status.DIGABUNG: State(final=True),
        Status.PENYUSUNAN: State(PJT, sla=menit_kerja(20), road=True),
        Status.VALIDASI: State(SEKSI, sla=menit_kerja(10), road=True),
        Status.PENANDATANGANAN: State(KEPALA, sla=menit_kerja(15), road=True),
        Status.PENGIRIMAN: State(PJT, sla=menit_kerja(15), road=True),
        Status.TERKIRIM: State(
            PELANGGAN,
            sla=menit_kerja(10),
            timeout=Timeout(TUNGGU_TANDA_TERIMA, "tutup_terkirim"),
            road=True,
            says={
                PELANGGAN: "Surat permintaan maaf dan suvenir untuk Anda sudah dikirim. "
                "Konfirmasikan bila sudah Anda terima."
            },
        ),
        Status.SELESAI: State(
            final=True,
            road=True,
            says={PELANGGAN: "Surat permintaan maaf dan suvenir sudah diterima. Terima kasih."},
        ),
    },
    remarks={
        1: "Dibuka sendiri oleh portal bila sebuah janji layanan terlampaui atau diperkirakan "
        "terlampaui; waktu menunggu "
        "pemohon tidak dihitung.",
        11: "Pelanggan tanpa akun menandatangani tanda terima di kertas, yang dicatat Kasi PJT.",
    },
    lists_ask_guards=True,
)
opening, step = MACHINE.opening, MACHINE.step


class KompensasiMachine(models.Model):
    """The steps from the confirmation that a service is late to the receipt of the apology."""

    machine = MACHINE
    status = MACHINE.field()

    class Meta:
        abstract = True

    @opening(
        "Pantau janji layanan",
        target=Status.DIPANTAU,
        by=PJT,
        sop="kompensasi:1",
        sla=menit_kerja(30),
        surface=True,
        outputs="Hasil monitoring SPM",
        fills="catat_pelanggaran",
        rows="simpan_akun",
    )
    def pantau(self, *, pelanggaran: Pelanggaran) -> None: ...

    @opening(
        "Buka atas putusan",
        target=Status.DIPANTAU,
        by=PJT,
        sop="kompensasi:1",
        sla=menit_kerja(30),
        surface=True,
        outputs="Hasil monitoring SPM",
        serves=Need.KOMPENSASI,
        fills="catat_putusan",
        rows="simpan_akun",
    )
    def buka_atas_putusan(self, *, alasan: str) -> None: ...

    @step(
        "Gabungkan dengan pemantauan yang berjalan",
        source=Status.DIPANTAU,
        target=Status.DIGABUNG,
        by=PJT,
        sop="kompensasi:2",
        reaction=True,
        hint="Satu layanan seorang pelanggan menjadi satu kompensasi.",
    )
    def gabung_sendiri(self, *, ke: str) -> dict:
        return {"ke": ke}

    @step(
        "Layanan sudah selesai",
        source=Status.DIPANTAU,
        target=Status.HASIL_SIAP,
        by=PJT,
        sop="kompensasi:2",
        guards=guards.selesai_tepat_waktu,
        branches="layanan_selesai",
        outputs="Hasil monitoring SPM",
        note="boleh",
        hint="Tanyakan kepada penanggung jawab teknis, lalu pilih keadaan layanannya.",
    )
    def konfirmasi_selesai(self) -> None: ...

    @step(
        "Ada kendala",
        source=Status.DIPANTAU,
        target=Status.KENDALA,
        by=PJT,
        sop="kompensasi:2",
        branches="ada_kendala",
        outputs="Hasil monitoring SPM",
        note="boleh",
        hint="Tanyakan kepada penanggung jawab teknis, lalu pilih keadaan layanannya.",
    )
    def konfirmasi_kendala(self) -> None: ...

    @step(
        "Hasil sudah diserahkan",
        source=Status.HASIL_SIAP,
        target=Status.TEPAT_WAKTU,
        by=PJT,
        sop="kompensasi:3",
        guards=guards.selesai_tepat_waktu,
        branches="selesai",
        outputs="Hasil layanan jasa",
        issues="monitoring_spm",
        note="boleh",
        hint="Serahkan hasil layanan kepada pelanggan; pemantauan ditutup tanpa kompensasi.",
    )
    def serahkan_hasil(self) -> None: ...

    @step(
        "Informasikan kendala",
        source=Status.KENDALA,
        target=Status.EVALUASI,
        by=TEKNIS,
        sop="kompensasi:4",
        outputs="Hasil monitoring SPM",
        hint="Sebutkan penyebabnya dan kapan layanan diperkirakan selesai.",
        form="InformasikanKendalaForm",
    )
    def informasikan_kendala(
        self, *, kendala: str, penyebab: str = "", perkiraan_selesai: dt.date | None = None
    ) -> dict:
        self.penyebab, self.kendala, self.perkiraan_selesai = penyebab, kendala, perkiraan_selesai
        return {"penyebab": penyebab}

    @step(
        "Sampaikan evaluasi",
        source=Status.EVALUASI,
        target=Status.PELAPORAN,
        by=SEKSI,
        sop="kompensasi:5",
        outputs="Evaluasi hasil monitoring",
        hint="Pelanggan yang punya akun diberi tahu tentang keterlambatan ini beserta "
        "perkiraan selesainya.",
        form="SampaikanEvaluasiForm",
    )
    def sampaikan_evaluasi(self, *, evaluasi: str) -> None:
        self.evaluasi = evaluasi

    @step(
        "Laporkan kepada Kepala",
        source=Status.PELAPORAN,
        target=Status.INSTRUKSI,
        by=PJT,
        sop="kompensasi:6",
        outputs="Instruksi dan arahan",
        issues="monitoring_spm",
        note="boleh",
        hint="Formulir Monitoring SPM diterbitkan dan dilaporkan kepada Kepala.",
    )
    def laporkan(self) -> None: ...

    @step(
        "Beri instruksi",
        source=Status.INSTRUKSI,
        target=Status.PENYUSUNAN,
        by=KEPALA,
        sop="kompensasi:7",
        outputs="Instruksi",
        hint="Tetapkan bentuk kompensasi; usulan menurut aturan sudah terisi.",
        form="InstruksikanForm",
    )
    def instruksikan(
        self, *, suvenir: str, prioritas: bool = False, arahan: str = "", alasan_beda: str = ""
    ) -> dict:
        self.suvenir, self.prioritas, self.arahan, self.alasan_beda = (
            suvenir,
            prioritas,
            arahan,
            alasan_beda,
        )
        return {"suvenir": suvenir, "prioritas": prioritas}

    @step(
        "Gabungkan dengan kompensasi lain",
        source=Status.INSTRUKSI,
        target=Status.DIGABUNG,
        by=KEPALA,
        sop="kompensasi:7",
        guards=guards.ada_kompensasi_lain,
        note="wajib",
        danger=True,
        hint="Pelanggan ini sudah mendapat surat permintaan maaf untuk layanan yang sama.",
    )
    def gabungkan(self) -> None: ...

    @step(
        "Tutup: tidak ada pelanggan",
        source=Status.INSTRUKSI,
        target=Status.TEPAT_WAKTU,
        by=KEPALA,
        sop="kompensasi:7",
        guards=guards.tanpa_pelanggan,
        note="wajib",
        danger=True,
        hint="Pekerjaan internal tanpa pemohon.",
    )
    def tutup_internal(self) -> None: ...

    @step(
        "Ajukan konsep surat",
        source=Status.PENYUSUNAN,
        target=Status.VALIDASI,
        by=PJT,
        sop="kompensasi:8",
        outputs=("Konsep surat permintaan maaf", "Suvenir siap"),
        hint="Susun surat permintaan maaf dan siapkan suvenir.",
        form="SusunForm",
    )
    def susun(self, *, kepada: str, alamat: str, isi_surat: str) -> None:
        self.kepada, self.alamat, self.isi_surat = kepada, alamat, isi_surat

    @step(
        "Setujui konsep",
        source=Status.VALIDASI,
        target=Status.PENANDATANGANAN,
        by=SEKSI,
        sop="kompensasi:9",
        four_eyes="susun",
        outputs="Konsep surat tervalidasi",
        note="boleh",
        hint="Konsep diteruskan kepada Kepala untuk ditandatangani.",
    )
    def validasi_surat(self) -> None: ...

    @step(
        "Kembalikan konsep",
        source=Status.VALIDASI,
        target=Status.PENYUSUNAN,
        by=SEKSI,
        sop="kompensasi:9",
        note="wajib",
        hint="Sebutkan yang harus diperbaiki; Kasi PJT menyusunnya lagi.",
    )
    def kembalikan_konsep(self) -> None: ...

    @step(
        "Tandatangani",
        source=Status.PENANDATANGANAN,
        target=Status.PENGIRIMAN,
        by=KEPALA,
        sop="kompensasi:10",
        issues="surat_permintaan_maaf",
        signs=True,
        outputs="Surat permintaan maaf bertanda tangan",
        hint="Periksa konsep, lalu isi passphrase.",
    )
    def tandatangani_surat(self) -> None: ...

    @step(
        "Kembalikan dengan catatan",
        source=Status.PENANDATANGANAN,
        target=Status.PENYUSUNAN,
        by=KEPALA,
        sop="kompensasi:10",
        note="wajib",
        hint="Sebutkan yang harus diperbaiki; Kasi PJT menyusunnya lagi.",
    )
    def minta_perbaikan(self) -> None: ...

    @step(
        "Catat pengiriman",
        source=Status.PENGIRIMAN,
        target=Status.TERKIRIM,
        by=PJT,
        sop="kompensasi:11",
        outputs="Surat dan suvenir terkirim",
        hint="Kirim lewat kurir atau serahkan langsung.",
        form="KirimSuratForm",
    )
    def kirim_surat(self, *, cara: str, kurir: str = "", resi: str = "") -> dict:
        self.cara, self.kurir, self.resi = cara, kurir, resi
        return {"cara": cara, "kurir": kurir, "resi": resi}

    @step(
        "Sudah saya terima",
        source=Status.TERKIRIM,
        target=Status.SELESAI,
        by=PELANGGAN,
        sop="kompensasi:12",
        outputs="Tanda terima surat dan suvenir",
        issues="tanda_terima_kompensasi",
        hint="Konfirmasikan bahwa surat dan suvenir sudah Anda terima.",
        form="TerimaSuratForm",
    )
    def terima_surat(self, *, penerima: str) -> dict:
        self.penerima = penerima
        return {"penerima": penerima}

    @step(
        "Catat tanda terima kertas",
        source=Status.TERKIRIM,
        target=Status.SELESAI,
        by=PJT,
        sop="kompensasi:11",
        hint="Untuk pelanggan tanpa akun: nama pada tanda terima yang ditandatangani.",
        form="CatatTandaTerimaForm",
    )
    def catat_tanda_terima(self, *, penerima: str) -> dict:
        self.penerima = penerima
        return {"penerima": penerima}

    @step(
        "Tutup tanpa tanda terima",
        source=Status.TERKIRIM,
        target=Status.SELESAI,
        by=PJT,
        sop="kompensasi:11",
        guards=guards.batas_tanda_terima_lewat,
        note="boleh",
        danger=True,
        hint="Batas tanda terima sudah lewat; kompensasi ditutup tanpa tanda terima.",
    )
    def tutup_terkirim(self) -> None: ...
