"""Standar pelayanan "Penanganan Pengaduan Layanan": a complaint, and the evaluation of a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import (
    BERKALA,
    MENURUT_KELAS,
    SELAMA_PENANGANAN,
    UMPAN_BALIK,
    hari_kalender,
    hari_kerja,
)
from metrologi.workflow.declare import Machine, State, Timeout
from pengaduan import guards

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from metrologi.accounts.models import User
    from metrologi.workflow.cases import Case
    from pengaduan.models import RencanaPerbaikan

R, P, T, H, K = (
    Role.PELAPOR,
    Role.PETUGAS_PENGADUAN,
    Role.KETUA_TIM_PJTK,
    Role.PENANGAN_PENGADUAN,
    Role.KEPALA,
)
SOP = "Penanganan Pengaduan Layanan"
SEBULAN = Timeout(hari_kalender(30), "anggap_ditarik")


class Status(models.TextChoices):
    DITERIMA = "diterima", "Menunggu verifikasi"
    MENUNGGU_PELAPOR = "menunggu_pelapor", "Menunggu dilengkapi pelapor"
    TERVERIFIKASI = "terverifikasi", "Menunggu klasifikasi"
    MENUNGGU_PENUGASAN = "menunggu_penugasan", "Menunggu penugasan"
    DITANGANI = "ditangani", "Sedang ditangani"
    MENUNGGU_KETERANGAN = "menunggu_keterangan", "Menunggu keterangan pelapor"
    DIPANTAU = "dipantau", "Tindak lanjut dipantau"
    MENYUSUN_TANGGAPAN = "menyusun_tanggapan", "Menyusun surat tanggapan"
    MENUNGGU_UMPAN_BALIK = "menunggu_umpan_balik", "Menunggu umpan balik"
    PERMINTAAN_ULANG = "permintaan_ulang", "Diminta dibuka kembali"
    PENOLAKAN = "penolakan", "Menunggu persetujuan penolakan"
    MASA_KEBERATAN = "masa_keberatan", "Ditolak, menunggu keberatan pelapor"
    KEBERATAN = "keberatan", "Keberatan pelapor diperiksa"
    DITERUSKAN = "diteruskan", "Diteruskan ke pengawas luar"
    DITUTUP = "ditutup", "Ditutup"
    DITOLAK = "ditolak", "Ditolak"
    DITARIK = "ditarik", "Ditarik"


MACHINE = Machine(
    code="pengaduan",
    title="Pengaduan",
    kicker="Pengaduan",
    sop=SOP,
    status=Status,
    number="PGD-{tahun}-{urut:04}",
    remarks={
        4: "Waktu berhenti selama kami menunggu keterangan pelapor. Batas hukum 60 hari "
        "kalender sejak pengaduan "
        "lengkap tetap berjalan."
    },
    states={
        Status.DITERIMA: State(
            P,
            sla=hari_kerja(3),
            road=True,
            says={R: "Pengaduan Anda sudah tercatat dan sedang diverifikasi."},
        ),
        Status.MENUNGGU_PELAPOR: State(
            R,
            timeout=SEBULAN,
            says={
                R: "Pengaduan Anda belum lengkap. Lengkapi dalam 30 hari; lewat dari itu "
                "pengaduan dianggap ditarik."
            },
        ),
        Status.TERVERIFIKASI: State(
            P,
            sla=hari_kerja(1),
            road=True,
            says={R: "Pengaduan Anda lengkap dan sedang digolongkan."},
        ),
        Status.MENUNGGU_PENUGASAN: State(
            T,
            sla=MENURUT_KELAS,
            road=True,
            says={
                R: "Kami sedang menunjuk petugas yang tidak terlibat untuk menangani pengaduan "
                "Anda."
            },
        ),
        Status.DITANGANI: State(
            H,
            sla=MENURUT_KELAS,
            road=True,
            bound="alihkan_penangan",
            says={R: "Pengaduan Anda sedang ditangani."},
        ),
        Status.MENUNGGU_KETERANGAN: State(
            R,
            timeout=SEBULAN,
            says={
                R: "Kami memerlukan keterangan Anda. Jawab dalam 30 hari; lewat dari itu "
                "pengaduan dianggap ditarik."
            },
        ),
        Status.DIPANTAU: State(
            H,
            sla=SELAMA_PENANGANAN,
            road=True,
            bound="alihkan_penangan",
            says={R: "Tindak lanjut sedang berjalan dan hasilnya kami pantau."},
        ),
        Status.MENYUSUN_TANGGAPAN: State(
            H,
            road=True,
            bound="alihkan_penangan",
            says={R: "Solusi sudah terbukti berhasil. Surat tanggapan sedang disusun."},
        ),
        Status.MENUNGGU_UMPAN_BALIK: State(
            R,
            sla=UMPAN_BALIK,
            road=True,
            timeout=Timeout(UMPAN_BALIK, "tutup_tanpa_nilai"),
            says={R: "Surat tanggapan sudah terbit. Beri penilaian Anda dalam 10 hari kerja."},
        ),
        Status.PERMINTAAN_ULANG: State(
            K,
            says={R: "Permintaan Anda untuk membuka kembali pengaduan menunggu keputusan Kepala."},
        ),
        Status.PENOLAKAN: State(
            T,
            says={R: "Verifikasi pengaduan Anda sedang diperiksa oleh orang kedua."},
        ),
        Status.MASA_KEBERATAN: State(
            R,
            timeout=Timeout(UMPAN_BALIK, "tutup_penolakan"),
            says={
                R: "Pengaduan ini ditolak; alasannya tertera di halaman ini. Bila Anda tidak "
                "setuju, ajukan keberatan dalam 10 hari kerja. Kepala memeriksanya."
            },
        ),
        Status.KEBERATAN: State(
            K, says={R: "Keberatan Anda atas penolakan sedang diperiksa Kepala."}
        ),
        Status.DITERUSKAN: State(
            final=True,
            says={
                R: "Pengaduan ini diteruskan kepada pengawas di luar kantor kami, yang "
                "menanganinya lebih lanjut. Suratnya dapat diunduh di halaman pengaduan."
            },
        ),
        Status.DITUTUP: State(final=True, road=True, says={R: "Pengaduan ini sudah ditutup."}),
        Status.DITOLAK: State(
            final=True,
            says={
                R: "Pengaduan ini tidak dapat kami tangani. Alasan dan rujukannya tertera di "
                "halaman pengaduan."
            },
        ),
        Status.DITARIK: State(final=True, says={R: "Pengaduan ini ditarik."}),
    },
)
opening, step = MACHINE.opening, MACHINE.step
BERJALAN = (
    Status.DITERIMA,
    Status.MENUNGGU_PELAPOR,
    Status.TERVERIFIKASI,
    Status.MENUNGGU_PENUGASAN,
    Status.DITANGANI,
    Status.MENUNGGU_KETERANGAN,
    Status.DIPANTAU,
    Status.MENYUSUN_TANGGAPAN,
)
# Where the verifier has found it complete and the office works on it.
DIKERJAKAN = (
    Status.TERVERIFIKASI,
    Status.MENUNGGU_PENUGASAN,
    Status.DITANGANI,
    Status.DIPANTAU,
)
# Where a handler is or will be needed again.
PUNYA_PENANGAN = (
    Status.DITANGANI,
    Status.MENUNGGU_KETERANGAN,
    Status.DIPANTAU,
    Status.MENYUSUN_TANGGAPAN,
    Status.MENUNGGU_UMPAN_BALIK,
)


class PengaduanMachine(models.Model):
    """The steps; their texts are kept by `pengaduan.reactions`."""

    machine = MACHINE
    status = MACHINE.field()

    class Meta:
        abstract = True

    @opening(
        "Sampaikan pengaduan",
        target=Status.DITERIMA,
        by=(R, P),
        sop="pengaduan:1",
        sla=hari_kerja(1),
        surface=True,
        # An applicant's account complains as it is, without a role of its own.
        proxy=Role.WAJIB_TTU,
        outputs="Nomor tiket dan kode akses",
        fills="isi_laporan",
    )
    def adukan(
        self,
        *,
        judul: str,
        uraian: str,
        kanal: str,
        kerahasiaan: str = "terbuka",
        permintaan: str = "",
        layanan: str = "",
        tempat: str = "",
        nomor_terkait: str = "",
        tanggal_kejadian: dt.date | None = None,
        terkait: Case | None = None,
        yang_diadukan: str = "",
        terlapor: User | None = None,
        identitas: dict[str, str] | None = None,
        berkas: Sequence[UploadedFile] = (),
    ) -> None: ...

    @step(
        "Nyatakan lengkap",
        source=Status.DITERIMA,
        target=Status.TERVERIFIKASI,
        by=P,
        sop="pengaduan:2",
        branches="lengkap",
        outputs="Hasil verifikasi",
        hint="Periksa keaslian dan kewenangan, cari pengaduan yang sama, lalu tetapkan dugaan "
        "akar masalah.",
        form="NyatakanLengkapForm",
        page="pengaduan/nyatakan_lengkap.html",
        fills="mulai_lengkap",
    )
    def nyatakan_lengkap(
        self, *, akar_masalah: str, terlapor: User | None = None, terkait: Case | None = None
    ) -> None: ...

    @step(
        "Minta dilengkapi",
        source=Status.DITERIMA,
        target=Status.MENUNGGU_PELAPOR,
        by=P,
        sop="pengaduan:2",
        branches="belum_lengkap",
        outputs="Hasil verifikasi",
        hint="Sebutkan yang kurang. Pelapor diberi waktu 30 hari; waktu verifikasi berhenti "
        "selama itu.",
        form="MintaDilengkapiForm",
        fills="akui",
    )
    def minta_dilengkapi(self, *, isi: str) -> None: ...

    @step(
        "Lengkapi pengaduan",
        source=Status.MENUNGGU_PELAPOR,
        target=Status.DITERIMA,
        by=R,
        sop="pengaduan:1",
        form="LengkapiLaporanForm",
        proxy=P,
        fills="lanjut_setelah_menunggu",
        hint="Tulis yang diminta petugas, atau lampirkan berkasnya.",
    )
    def lengkapi_laporan(self, *, isi: str, berkas: Sequence[UploadedFile] = ()) -> None: ...

    @step(
        "Usulkan penolakan",
        source=Status.DITERIMA,
        target=Status.PENOLAKAN,
        by=P,
        sop="pengaduan:2",
        branches="bukan_wewenang",
        outputs="Hasil verifikasi",
        danger=True,
        hint="Bukan wewenang kantor ini, pengaduan ganda, atau tidak berdasar. Ketua tim memeriksa "
        "usul Anda; surat penolakan terbit setelah disetujui.",
        form="TolakLaporanForm",
        page="pengaduan/tolak_laporan.html",
        fills="usulkan_tolak",
    )
    def tolak_laporan(self, *, jenis_penolakan: str, isi: str, rujukan: str = "") -> None: ...

    @step(
        "Anggap ditarik",
        source=(Status.MENUNGGU_PELAPOR, Status.MENUNGGU_KETERANGAN),
        target=Status.DITARIK,
        by=P,
        sop="pengaduan:2",
        branches="belum_lengkap",
        reaction=True,
    )
    def anggap_ditarik(self) -> None: ...

    @step(
        "Golongkan pengaduan",
        source=Status.TERVERIFIKASI,
        target=Status.MENUNGGU_PENUGASAN,
        by=P,
        sop="pengaduan:3",
        outputs="Jenis, tingkat, tenggat penyelesaian",
        hint="Kelas menentukan tenggat: 5, 14, atau 60 hari kerja.",
        form="GolongkanLaporanForm",
        fills="golongkan",
    )
    def golongkan_laporan(self, *, jenis: str, tingkat: str, kelas: int) -> None: ...

    @step(
        "Tugaskan penangan",
        source=Status.MENUNGGU_PENUGASAN,
        target=Status.DITANGANI,
        by=T,
        sop="pengaduan:4",
        outputs="Penugasan",
        hint="Hanya petugas yang tidak terlibat dalam perkara yang diadukan yang dapat dipilih.",
        form="TugaskanPenanganForm",
        page="pengaduan/tugaskan_penangan.html",
        fills="tunjuk",
    )
    def tugaskan_penangan(self, *, penangan: User) -> None: ...

    @MACHINE.relief(
        "Tugaskan sebagai Kepala",
        source=Status.MENUNGGU_PENUGASAN,
        target=Status.DITANGANI,
        by=K,
        hint="Bila ketua tim berhalangan atau terkait dengan perkara yang diadukan.",
        form="TugaskanPenanganForm",
        page="pengaduan/tugaskan_penangan.html",
        fills="tunjuk",
    )
    def tugaskan_oleh_kepala(self, *, penangan: User) -> None: ...

    @MACHINE.relief(
        "Alihkan ke penangan lain",
        source=PUNYA_PENANGAN,
        by=(T, K),
        hint="Bila penangan berhalangan, pindah, atau terkait. Penangan baru meneruskan dari "
        "keadaan sekarang.",
        form="AlihkanPenanganForm",
        page="pengaduan/alihkan_penangan.html",
        fills="tunjuk",
    )
    def alihkan_penangan(self, *, penangan: User) -> None: ...

    @step(
        "Usulkan tanggapan dan tindak lanjut",
        source=Status.DITANGANI,
        target=Status.DIPANTAU,
        by=H,
        sop="pengaduan:4",
        outputs="Usul tanggapan",
        hint="Tulis temuan, usul tanggapan, dan tindakan yang akan dijalankan.",
        form="UsulkanTanggapanForm",
    )
    def usulkan_tanggapan(self, *, isi: str) -> None: ...

    @step(
        "Catat penanganan",
        source=Status.DITANGANI,
        target=Status.DITANGANI,
        by=H,
        sop="pengaduan:4",
        outputs="Catatan penanganan",
        hint="Catatan internal; tidak terlihat oleh pelapor.",
        form="CatatPenangananForm",
    )
    def catat_penanganan(self, *, isi: str) -> None: ...

    @step(
        "Kirim tanggapan awal",
        source=Status.DITANGANI,
        target=Status.DITANGANI,
        by=H,
        sop="pengaduan:4",
        hint="Terbaca oleh pelapor.",
        form="TanggapanAwalForm",
        fills="beri_kabar",
    )
    def tanggapan_awal(self, *, isi: str) -> None: ...

    @step(
        "Minta keterangan pelapor",
        source=Status.DITANGANI,
        target=Status.MENUNGGU_KETERANGAN,
        by=H,
        sop="pengaduan:4",
        hint="Terbaca oleh pelapor. Tenggat penyelesaian berhenti sampai ia menjawab, paling "
        "lama 30 hari.",
        form="TanyaPelaporForm",
        fills="beri_kabar",
    )
    def tanya_pelapor(self, *, isi: str) -> None: ...

    @step(
        "Jawab pertanyaan petugas",
        source=Status.MENUNGGU_KETERANGAN,
        target=Status.DITANGANI,
        by=R,
        sop="pengaduan:1",
        form="JawabPertanyaanForm",
        proxy=P,
        fills="lanjut_setelah_menunggu",
        hint="Tulis jawaban Anda; penanganan lalu berlanjut.",
    )
    def jawab_pertanyaan(self, *, isi: str, berkas: Sequence[UploadedFile] = ()) -> None: ...

    @step(
        "Kembalikan penugasan",
        source=Status.DITANGANI,
        target=Status.MENUNGGU_PENUGASAN,
        by=H,
        sop="pengaduan:4",
        note="wajib",
        hint="Misalnya karena Anda mengenal para pihak atau bukan bidang Anda.",
        fills="lepas_penangan",
    )
    def kembalikan_tugas(self) -> None: ...

    @step(
        "Solusi terbukti berhasil",
        source=Status.DIPANTAU,
        target=Status.MENYUSUN_TANGGAPAN,
        by=H,
        sop="pengaduan:5",
        outputs="Catatan pemantauan",
        hint="Tulis bukti bahwa masalahnya benar-benar selesai.",
        form="SolusiTerbuktiForm",
    )
    def solusi_terbukti(self, *, isi: str) -> None: ...

    @step(
        "Catat pemantauan",
        source=Status.DIPANTAU,
        target=Status.DIPANTAU,
        by=H,
        sop="pengaduan:5",
        outputs="Catatan pemantauan",
        hint="Catatan internal; tidak terlihat oleh pelapor.",
        form="PantauSolusiForm",
    )
    def pantau_solusi(self, *, isi: str) -> None: ...

    @step(
        "Kabari pelapor",
        source=Status.DIPANTAU,
        target=Status.DIPANTAU,
        by=H,
        sop="pengaduan:5",
        outputs="Kabar kemajuan kepada pelapor",
        hint="Terbaca oleh pelapor.",
        form="KabariPelaporForm",
        fills="beri_kabar",
    )
    def kabari_pelapor(self, *, isi: str) -> None: ...

    @step(
        "Solusi belum berhasil, tangani lagi",
        source=Status.DIPANTAU,
        target=Status.DITANGANI,
        by=H,
        sop="pengaduan:5",
        outputs="Catatan pemantauan",
        form="TanganiLagiForm",
        hint="Tulis apa yang belum selesai; penanganan diulang dari usul tanggapan.",
    )
    def tangani_lagi(self, *, isi: str) -> None: ...

    @step(
        "Kirim surat tanggapan",
        source=Status.MENYUSUN_TANGGAPAN,
        target=Status.MENUNGGU_UMPAN_BALIK,
        by=H,
        sop="pengaduan:6",
        issues="surat_tanggapan_pengaduan",
        outputs="Surat tanggapan",
        hint="Surat terbit dan terbaca oleh pelapor, yang lalu diberi 10 hari kerja untuk menilai.",
        form="BeriTanggapanForm",
        fills="tanggapi",
    )
    def beri_tanggapan(self, *, isi: str, tindakan: str, akar_masalah: str) -> None: ...

    @step(
        "Nilai tanggapan dan tutup",
        source=Status.MENUNGGU_UMPAN_BALIK,
        target=Status.DITUTUP,
        by=R,
        sop="pengaduan:6",
        outputs="Umpan balik",
        branches="puas",
        proxy=P,
        hint="Pengaduan ditutup setelah Anda menilainya.",
        form="NilaiTanggapanForm",
    )
    def nilai_tanggapan(self, *, nilai: int, saran: str = "") -> dict:
        self.nilai, self.saran = nilai, saran
        return {"nilai": nilai}

    @step(
        "Saya belum puas, minta dibuka kembali",
        source=Status.MENUNGGU_UMPAN_BALIK,
        target=Status.PERMINTAAN_ULANG,
        by=R,
        sop="pengaduan:6",
        outputs="Umpan balik",
        branches="tidak_puas",
        proxy=P,
        hint="Jelaskan yang belum selesai. Kepala memutuskan dalam 5 hari kerja.",
        form="MintaBukaKembaliForm",
    )
    def minta_buka_kembali(self, *, isi: str, nilai: int) -> dict:
        self.nilai, self.saran = nilai, ""
        return {"nilai": nilai}

    @step(
        "Tutup tanpa umpan balik",
        source=Status.MENUNGGU_UMPAN_BALIK,
        target=Status.DITUTUP,
        by=H,
        sop="pengaduan:6",
        reaction=True,
    )
    def tutup_tanpa_nilai(self) -> None: ...

    @step(
        "Buka kembali",
        source=Status.PERMINTAAN_ULANG,
        target=Status.MENUNGGU_PENUGASAN,
        by=K,
        sop="pengaduan:7",
        hint="Tenggat penyelesaian dihitung lagi menurut kelasnya.",
        form="BukaKembaliForm",
        fills="buka_lagi",
    )
    def buka_kembali(self, *, isi: str) -> None: ...

    @step(
        "Tetap tutup",
        source=Status.PERMINTAAN_ULANG,
        target=Status.DITUTUP,
        by=K,
        sop="pengaduan:7",
        hint="Alasannya terbaca oleh pelapor, yang masih dapat mengajukan banding.",
        form="TolakBukaKembaliForm",
    )
    def tolak_buka_kembali(self, *, isi: str) -> None: ...

    @step(
        "Tarik pengaduan",
        source=BERJALAN,
        target=Status.DITARIK,
        by=R,
        sop="pengaduan:1",
        proxy=P,
        danger=True,
        hint="Pengaduan berhenti ditangani dan tidak dapat dilanjutkan lagi. Anda tetap dapat "
        "menyampaikan yang baru.",
    )
    def tarik_laporan(self) -> None: ...

    # --- a rejection: a second person, then the reporter, then the Kepala -------------------------
    @step(
        "Usulkan penolakan",
        source=DIKERJAKAN,
        target=Status.PENOLAKAN,
        by=P,
        sop="pengaduan:3",
        danger=True,
        hint="Bila setelah verifikasi ternyata bukan wewenang kantor ini, ganda, atau tidak "
        "berdasar. Ketua tim memeriksa usul Anda.",
        form="TolakLaporanForm",
        page="pengaduan/tolak_laporan.html",
        fills="usulkan_tolak",
    )
    def tolak_setelah_verifikasi(
        self, *, jenis_penolakan: str, isi: str, rujukan: str = ""
    ) -> None: ...

    @step(
        "Setujui penolakan",
        source=Status.PENOLAKAN,
        target=Status.MASA_KEBERATAN,
        by=T,
        sop="pengaduan:4",
        issues="surat_penolakan_pengaduan",
        four_eyes=("tolak_laporan", "tolak_setelah_verifikasi"),
        danger=True,
        hint="Surat penolakan terbit; pelapor dapat mengajukan keberatan dalam 10 hari kerja.",
        fills="beri_kabar",
    )
    def setujui_penolakan(self) -> None: ...

    @step(
        "Kembalikan ke verifikasi",
        source=Status.PENOLAKAN,
        target=Status.DITERIMA,
        by=T,
        sop="pengaduan:4",
        note="wajib",
        guards=guards.belum_lengkap,
        hint="Bila alasannya belum cukup untuk menolak.",
        fills="batal_tolak",
    )
    def kembalikan_penolakan(self) -> None: ...

    @step(
        "Lanjutkan penanganan",
        source=Status.PENOLAKAN,
        target=Status.TERVERIFIKASI,
        by=T,
        sop="pengaduan:4",
        note="wajib",
        guards=guards.sudah_lengkap,
        hint="Bila alasannya belum cukup untuk menolak. Pengaduan digolongkan lagi.",
        fills="batal_tolak",
    )
    def lanjutkan_penanganan(self) -> None: ...

    @step(
        "Ajukan keberatan",
        source=Status.MASA_KEBERATAN,
        target=Status.KEBERATAN,
        by=R,
        sop="pengaduan:1",
        proxy=P,
        hint="Jelaskan mengapa pengaduan ini patut ditangani. Kepala memeriksanya.",
        form="AjukanKeberatanForm",
    )
    def ajukan_keberatan(self, *, isi: str, berkas: Sequence[UploadedFile] = ()) -> None: ...

    @step(
        "Tutup penolakan",
        source=Status.MASA_KEBERATAN,
        target=Status.DITOLAK,
        by=T,
        sop="pengaduan:4",
        reaction=True,
    )
    def tutup_penolakan(self) -> None: ...

    @step(
        "Terima keberatan",
        source=Status.KEBERATAN,
        target=Status.DITERIMA,
        by=K,
        sop="pengaduan:7",
        four_eyes=("tolak_laporan", "tolak_setelah_verifikasi", "setujui_penolakan"),
        hint="Pengaduan diperiksa lagi dari awal. Alasannya terbaca oleh pelapor.",
        form="TerimaKeberatanForm",
        fills="batal_tolak",
    )
    def terima_keberatan(self, *, isi: str) -> None: ...

    @step(
        "Tolak keberatan",
        source=Status.KEBERATAN,
        target=Status.DITOLAK,
        by=K,
        sop="pengaduan:7",
        four_eyes=("tolak_laporan", "tolak_setelah_verifikasi", "setujui_penolakan"),
        danger=True,
        hint="Alasannya terbaca oleh pelapor.",
        form="TolakKeberatanForm",
    )
    def tolak_keberatan(self, *, isi: str) -> None: ...

    # --- the way out of the office ----------------------------------------------------------------
    @step(
        "Teruskan ke pengawas luar",
        source=(*BERJALAN, Status.PENOLAKAN, Status.KEBERATAN, Status.PERMINTAAN_ULANG),
        target=Status.DITERUSKAN,
        by=P,
        sop="pengaduan:2",
        issues="surat_penerusan_pengaduan",
        note="wajib",
        danger=True,
        guards=guards.ada_pengawas,
        fills="batal_tolak",
        hint="Bila yang diadukan pejabat yang seharusnya memeriksa. Surat penerusan terbit tanpa "
        "identitas pelapor.",
    )
    def teruskan_ke_pengawas(self) -> None: ...


class EvaluasiStatus(models.TextChoices):
    DISUSUN = "disusun", "Sedang disusun"
    SELESAI = "selesai", "Disahkan"


EVALUASI = Machine(
    code="evaluasi_pengaduan",
    title="Evaluasi pengaduan",
    kicker="Evaluasi pengaduan",
    sop=SOP,
    status=EvaluasiStatus,
    number="EVP-{tahun}-{urut:03}",
    states={
        EvaluasiStatus.DISUSUN: State(K, sla=BERKALA, road=True),
        EvaluasiStatus.SELESAI: State(final=True, road=True),
    },
)


class EvaluasiMachine(models.Model):
    """Stage 7: what the closed complaints of a period teach, and who mends what by when."""

    machine = EVALUASI
    status = EVALUASI.field()

    class Meta:
        abstract = True

    @EVALUASI.opening(
        "Susun evaluasi",
        target=EvaluasiStatus.DISUSUN,
        by=K,
        sop="pengaduan:7",
        form="SusunEvaluasiForm",
        fills="isi_periode",
    )
    def susun_evaluasi(self, *, mulai: dt.date, sampai: dt.date) -> None: ...

    @EVALUASI.step(
        "Tulis temuan dan rencana perbaikan",
        source=EvaluasiStatus.DISUSUN,
        target=EvaluasiStatus.DISUSUN,
        by=K,
        sop="pengaduan:7",
        hint="Setiap perbaikan mempunyai penanggung jawab dan tanggal. Dapat ditulis ulang "
        "sampai laporan disahkan.",
        form="TulisRencanaForm",
        page="evaluasi_pengaduan/tulis_rencana.html",
        fills="isi_rencana",
        rows="simpan_rencana",
    )
    def tulis_rencana(self, *, temuan: str, rencana: list[dict]) -> None: ...

    @EVALUASI.step(
        "Sahkan dan terbitkan laporan",
        source=EvaluasiStatus.DISUSUN,
        target=EvaluasiStatus.SELESAI,
        by=K,
        sop="pengaduan:7",
        guards=guards.ada_rencana,
        issues="evaluasi_pengaduan",
        signs=True,
        outputs="Laporan evaluasi dan rencana perbaikan",
        hint="Periksa temuan dan rencana perbaikan, lalu isi passphrase. Sesudah itu tidak dapat"
        " diubah.",
    )
    def sahkan_evaluasi(self) -> None: ...

    @EVALUASI.step(
        "Catat perbaikan selesai",
        source=EvaluasiStatus.SELESAI,
        target=EvaluasiStatus.SELESAI,
        by=K,
        sop="pengaduan:7",
        guards=guards.ada_perbaikan_terbuka,
        note="wajib",
        hint="Tulis apa yang dikerjakan. Perbaikan yang belum dicatat kembali ke Tugas saya pada "
        "tenggatnya.",
        form="CatatPerbaikanForm",
        fills="periksa_selesai",
        rows="simpan_selesai",
    )
    def catat_selesai(self, *, perbaikan: RencanaPerbaikan) -> None: ...
