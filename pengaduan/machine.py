"""Standar pelayanan "Penanganan Pengaduan Layanan": a complaint in seven stages, and the periodic evaluation of all."""
from __future__ import annotations

from typing import Any

from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import BERKALA, MENURUT_KELAS, SELAMA_PENANGANAN, UMPAN_BALIK, hari_kalender, hari_kerja
from metrologi.workflow.declare import Machine, State, Timeout
from pengaduan import guards

R, P, T, H, K = (Role.PELAPOR, Role.PETUGAS_PENGADUAN, Role.KETUA_TIM_PJTK, Role.PENANGAN_PENGADUAN, Role.KEPALA)
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
    DITUTUP = "ditutup", "Ditutup"
    DITOLAK = "ditolak", "Ditolak"
    DITARIK = "ditarik", "Ditarik"


MACHINE = Machine(
    code="pengaduan", title="Pengaduan", kicker="Pengaduan", sop=SOP, status=Status, number="PGD-{tahun}-{urut:04}",
    remarks={4: "Waktu berhenti selama kami menunggu keterangan pelapor. Batas hukum 60 hari kalender sejak pengaduan "
                "lengkap tetap berjalan."},
    states={
        Status.DITERIMA: State(P, sla=hari_kerja(3), road=True, says={
            R: "Pengaduan Anda sudah tercatat dan sedang diverifikasi."}),
        Status.MENUNGGU_PELAPOR: State(R, timeout=SEBULAN, says={
            R: "Pengaduan Anda belum lengkap. Lengkapi dalam 30 hari; lewat dari itu pengaduan dianggap ditarik."}),
        Status.TERVERIFIKASI: State(P, sla=hari_kerja(1), road=True, says={
            R: "Pengaduan Anda lengkap dan sedang digolongkan."}),
        Status.MENUNGGU_PENUGASAN: State(T, sla=MENURUT_KELAS, road=True, says={
            R: "Kami sedang menunjuk petugas yang tidak terlibat untuk menangani pengaduan Anda."}),
        Status.DITANGANI: State(H, sla=MENURUT_KELAS, road=True, says={
            R: "Pengaduan Anda sedang ditangani."}),
        Status.MENUNGGU_KETERANGAN: State(R, timeout=SEBULAN, says={
            R: "Kami memerlukan keterangan Anda. Jawab dalam 30 hari; lewat dari itu pengaduan dianggap ditarik."}),
        Status.DIPANTAU: State(H, sla=SELAMA_PENANGANAN, road=True, says={
            R: "Tindak lanjut sedang berjalan dan hasilnya kami pantau."}),
        Status.MENYUSUN_TANGGAPAN: State(H, road=True, says={
            R: "Solusi sudah terbukti berhasil. Surat tanggapan sedang disusun."}),
        Status.MENUNGGU_UMPAN_BALIK: State(R, sla=UMPAN_BALIK, road=True, timeout=Timeout(UMPAN_BALIK, "tutup_tanpa_nilai"),
                                           says={R: "Surat tanggapan sudah terbit. Beri penilaian Anda dalam 10 hari kerja."}),
        Status.PERMINTAAN_ULANG: State(K, says={
            R: "Permintaan Anda untuk membuka kembali pengaduan menunggu keputusan Kepala."}),
        Status.DITUTUP: State(final=True, road=True, says={R: "Pengaduan ini sudah ditutup."}),
        Status.DITOLAK: State(final=True, says={
            R: "Pengaduan ini tidak dapat kami tangani. Alasan dan rujukannya tertera di halaman pengaduan."}),
        Status.DITARIK: State(final=True, says={R: "Pengaduan ini ditarik."}),
    },
)
opening, step = MACHINE.opening, MACHINE.step
BERJALAN = (Status.DITERIMA, Status.MENUNGGU_PELAPOR, Status.TERVERIFIKASI, Status.MENUNGGU_PENUGASAN, Status.DITANGANI,
            Status.MENUNGGU_KETERANGAN, Status.DIPANTAU, Status.MENYUSUN_TANGGAPAN)


class PengaduanMachine(models.Model):
    """The texts that steps carry are kept by `pengaduan.reactions`; a step itself sets fields and clocks."""

    machine = MACHINE
    status = MACHINE.field()
    isi_laporan: Any
    mulai_lengkap: Any
    lanjut_setelah_menunggu: Any
    tolak: Any
    golongkan: Any
    tunjuk: Any
    beri_kabar: Any
    tanggapi: Any
    buka_lagi: Any
    akui: Any

    class Meta:
        abstract = True

    @opening("Sampaikan pengaduan", target=Status.DITERIMA, by=(R, P), sop="pengaduan:1", sla=hari_kerja(1), surface=True,
             # An applicant's account complains as it is, without a role of its own.
             proxy=Role.WAJIB_TTU, outputs="Nomor tiket dan kode akses")
    def adukan(self, **data: Any) -> dict:
        return self.isi_laporan(**data)

    @step("Nyatakan lengkap", source=Status.DITERIMA, target=Status.TERVERIFIKASI, by=P, sop="pengaduan:2",
          branches="lengkap", outputs="Hasil verifikasi",
          hint="Periksa keaslian dan kewenangan, cari pengaduan yang sama, lalu tetapkan dugaan akar masalah.")
    def nyatakan_lengkap(self, **data: Any) -> dict:
        return self.mulai_lengkap(**data)

    @step("Minta dilengkapi", source=Status.DITERIMA, target=Status.MENUNGGU_PELAPOR, by=P, sop="pengaduan:2",
          branches="belum_lengkap", outputs="Hasil verifikasi",
          hint="Sebutkan yang kurang. Pelapor diberi waktu 30 hari; waktu verifikasi berhenti selama itu.")
    def minta_dilengkapi(self, *, isi: str, **rest: Any) -> None:
        self.akui()

    @step("Lengkapi pengaduan", source=Status.MENUNGGU_PELAPOR, target=Status.DITERIMA, by=R, sop="pengaduan:1")
    def lengkapi_laporan(self, *, isi: str, **rest: Any) -> dict:
        return self.lanjut_setelah_menunggu()

    @step("Tolak dengan alasan dan rujukan", source=Status.DITERIMA, target=Status.DITOLAK, by=P, sop="pengaduan:2",
          branches="bukan_wewenang", outputs="Hasil verifikasi", issues="surat_penolakan_pengaduan", danger=True,
          hint="Bukan wewenang kantor ini, pengaduan ganda, atau tidak berdasar. Surat penolakan terbit dengan rujukannya.")
    def tolak_laporan(self, **data: Any) -> dict:
        return self.tolak(**data)

    @step("Anggap ditarik", source=(Status.MENUNGGU_PELAPOR, Status.MENUNGGU_KETERANGAN), target=Status.DITARIK, by=P,
          sop="pengaduan:2", branches="belum_lengkap", reaction=True)
    def anggap_ditarik(self, **rest: Any) -> None: ...

    @step("Golongkan pengaduan", source=Status.TERVERIFIKASI, target=Status.MENUNGGU_PENUGASAN, by=P, sop="pengaduan:3",
          outputs="Jenis, tingkat, tenggat penyelesaian", hint="Kelas menentukan tenggat: 5, 14, atau 60 hari kerja.")
    def golongkan_laporan(self, **data: Any) -> dict:
        return self.golongkan(**data)

    @step("Tugaskan penangan", source=Status.MENUNGGU_PENUGASAN, target=Status.DITANGANI, by=T, sop="pengaduan:4",
          outputs="Penugasan", hint="Hanya petugas yang tidak terlibat dalam perkara yang diadukan yang dapat dipilih.")
    def tugaskan_penangan(self, **data: Any) -> dict:
        return self.tunjuk(**data)

    @step("Alihkan ke penangan lain", source=Status.DITANGANI, target=Status.DITANGANI, by=T, sop="pengaduan:4",
          outputs="Penugasan", note="wajib")
    def alihkan_penangan(self, **data: Any) -> dict:
        return self.tunjuk(**data)

    @step("Usulkan tanggapan dan tindak lanjut", source=Status.DITANGANI, target=Status.DIPANTAU, by=H, sop="pengaduan:4",
          outputs="Usul tanggapan", hint="Tulis temuan, usul tanggapan, dan tindakan yang akan dijalankan.")
    def usulkan_tanggapan(self, *, isi: str, **rest: Any) -> None: ...

    @step("Catat penanganan", source=Status.DITANGANI, target=Status.DITANGANI, by=H, sop="pengaduan:4",
          outputs="Catatan penanganan", hint="Catatan internal; tidak terlihat oleh pelapor.")
    def catat_penanganan(self, *, isi: str, **rest: Any) -> None: ...

    @step("Kirim tanggapan awal", source=Status.DITANGANI, target=Status.DITANGANI, by=H, sop="pengaduan:4",
          hint="Terbaca oleh pelapor.")
    def tanggapan_awal(self, *, isi: str, **rest: Any) -> None:
        self.beri_kabar()

    @step("Minta keterangan pelapor", source=Status.DITANGANI, target=Status.MENUNGGU_KETERANGAN, by=H, sop="pengaduan:4",
          hint="Terbaca oleh pelapor. Tenggat penyelesaian berhenti sampai ia menjawab, paling lama 30 hari.")
    def tanya_pelapor(self, *, isi: str, **rest: Any) -> None:
        self.beri_kabar()

    @step("Jawab pertanyaan petugas", source=Status.MENUNGGU_KETERANGAN, target=Status.DITANGANI, by=R, sop="pengaduan:1")
    def jawab_pertanyaan(self, *, isi: str, **rest: Any) -> dict:
        return self.lanjut_setelah_menunggu()

    @step("Kembalikan penugasan", source=Status.DITANGANI, target=Status.MENUNGGU_PENUGASAN, by=H, sop="pengaduan:4",
          note="wajib", hint="Misalnya karena Anda mengenal para pihak atau bukan bidang Anda.")
    def kembalikan_tugas(self, **rest: Any) -> dict:
        return self.tunjuk(penangan=None)

    @step("Solusi terbukti berhasil", source=Status.DIPANTAU, target=Status.MENYUSUN_TANGGAPAN, by=H, sop="pengaduan:5",
          outputs="Catatan pemantauan", hint="Tulis bukti bahwa masalahnya benar-benar selesai.")
    def solusi_terbukti(self, *, isi: str, **rest: Any) -> None: ...

    @step("Catat pemantauan", source=Status.DIPANTAU, target=Status.DIPANTAU, by=H, sop="pengaduan:5",
          outputs="Catatan pemantauan", hint="Catatan internal; tidak terlihat oleh pelapor.")
    def pantau_solusi(self, *, isi: str, **rest: Any) -> None: ...

    @step("Kabari pelapor", source=Status.DIPANTAU, target=Status.DIPANTAU, by=H, sop="pengaduan:5",
          outputs="Kabar kemajuan kepada pelapor", hint="Terbaca oleh pelapor.")
    def kabari_pelapor(self, *, isi: str, **rest: Any) -> None:
        self.beri_kabar()

    @step("Solusi belum berhasil, tangani lagi", source=Status.DIPANTAU, target=Status.DITANGANI, by=H, sop="pengaduan:5",
          outputs="Catatan pemantauan")
    def tangani_lagi(self, *, isi: str, **rest: Any) -> None: ...

    @step("Kirim surat tanggapan", source=Status.MENYUSUN_TANGGAPAN, target=Status.MENUNGGU_UMPAN_BALIK, by=H,
          sop="pengaduan:6", issues="surat_tanggapan_pengaduan", outputs="Surat tanggapan",
          hint="Surat terbit dan terbaca oleh pelapor, yang lalu diberi 10 hari kerja untuk menilai.")
    def beri_tanggapan(self, **data: Any) -> dict:
        return self.tanggapi(**data)

    @step("Nilai tanggapan dan tutup", source=Status.MENUNGGU_UMPAN_BALIK, target=Status.DITUTUP, by=R, sop="pengaduan:6",
          outputs="Umpan balik", branches="puas", hint="Pengaduan ditutup setelah Anda menilainya.")
    def nilai_tanggapan(self, *, nilai: int, saran: str = "", **rest: Any) -> dict:
        self.nilai, self.saran = nilai, saran
        return {"nilai": nilai}

    @step("Saya belum puas, minta dibuka kembali", source=Status.MENUNGGU_UMPAN_BALIK, target=Status.PERMINTAAN_ULANG,
          by=R, sop="pengaduan:6", outputs="Umpan balik", branches="tidak_puas",
          hint="Jelaskan yang belum selesai. Kepala memutuskan dalam 5 hari kerja.")
    def minta_buka_kembali(self, *, isi: str, nilai: int, **rest: Any) -> dict:
        self.nilai, self.saran = nilai, ""
        return {"nilai": nilai}

    @step("Tutup tanpa umpan balik", source=Status.MENUNGGU_UMPAN_BALIK, target=Status.DITUTUP, by=H, sop="pengaduan:6",
          reaction=True)
    def tutup_tanpa_nilai(self, **rest: Any) -> None: ...

    @step("Buka kembali", source=Status.PERMINTAAN_ULANG, target=Status.MENUNGGU_PENUGASAN, by=K, sop="pengaduan:7",
          hint="Tenggat penyelesaian dihitung lagi menurut kelasnya.")
    def buka_kembali(self, *, isi: str, **rest: Any) -> dict:
        return self.buka_lagi()

    @step("Tetap tutup", source=Status.PERMINTAAN_ULANG, target=Status.DITUTUP, by=K, sop="pengaduan:7",
          hint="Alasannya terbaca oleh pelapor, yang masih dapat mengajukan banding.")
    def tolak_buka_kembali(self, *, isi: str, **rest: Any) -> None: ...

    @step("Tarik pengaduan", source=BERJALAN, target=Status.DITARIK, by=R, sop="pengaduan:1", danger=True,
          hint="Pengaduan berhenti ditangani dan tidak dapat dilanjutkan lagi. Anda tetap dapat menyampaikan yang baru.")
    def tarik_laporan(self, **rest: Any) -> None: ...


class EvaluasiStatus(models.TextChoices):
    DISUSUN = "disusun", "Sedang disusun"
    SELESAI = "selesai", "Disahkan"


EVALUASI = Machine(
    code="evaluasi_pengaduan", title="Evaluasi pengaduan", kicker="Evaluasi pengaduan", sop=SOP, status=EvaluasiStatus,
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
    isi_periode: Any
    isi_rencana: Any

    class Meta:
        abstract = True

    @EVALUASI.opening("Susun evaluasi", target=EvaluasiStatus.DISUSUN, by=K, sop="pengaduan:7")
    def susun_evaluasi(self, **data: Any) -> dict:
        return self.isi_periode(**data)

    @EVALUASI.step("Tulis temuan dan rencana perbaikan", source=EvaluasiStatus.DISUSUN, target=EvaluasiStatus.DISUSUN, by=K,
                   sop="pengaduan:7", hint="Setiap perbaikan mempunyai penanggung jawab dan tanggal. Dapat ditulis ulang "
                                           "sampai laporan disahkan.")
    def tulis_rencana(self, **data: Any) -> dict:
        return self.isi_rencana(**data)

    @EVALUASI.step("Sahkan dan terbitkan laporan", source=EvaluasiStatus.DISUSUN, target=EvaluasiStatus.SELESAI, by=K,
                   sop="pengaduan:7", guards=guards.ada_rencana, issues="evaluasi_pengaduan",
                   outputs="Laporan evaluasi dan rencana perbaikan")
    def sahkan_evaluasi(self, **rest: Any) -> None: ...
