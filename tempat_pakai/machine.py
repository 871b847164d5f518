"""SOP "Pelayanan Tera dan Tera Ulang di Tempat UTTP Terpakai" (Permendag 115/2018, Lampiran I), rows 1-7: the application."""
from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import SYARAT_TEKNIS, hari_kalender, jam_kerja, menit_kerja
from metrologi.pengujian import guards as umum
from metrologi.pengujian import susulan
from metrologi.workflow.declare import Machine, State, Timeout
from tempat_pakai import guards


class Status(models.TextChoices):
    DIAJUKAN = "diajukan", "Menunggu kaji ulang"
    PERLU_DILENGKAPI = "perlu_dilengkapi", "Perlu dilengkapi"
    TERDAFTAR = "terdaftar", "Terdaftar, menunggu jadwal"
    DIJADWALKAN = "dijadwalkan", "Dijadwalkan, menunggu SPT"
    DITUGASKAN = "ditugaskan", "Menunggu hari kunjungan"
    DIUJI = "diuji", "Dalam pengujian di lokasi"
    MENUNGGU_PERBAIKAN = "menunggu_perbaikan", "Menunggu perbaikan UTTP"
    DISIAPKAN = "disiapkan", "Menyiapkan konsep SKHP"
    PENANDATANGANAN = "penandatanganan", "Menunggu tanda tangan Kepala"
    SIAP_DISERAHKAN = "siap_diserahkan", "Siap diserahkan"
    SELESAI = "selesai", "Selesai"
    DITOLAK = "ditolak", "Ditolak, diteruskan ke UML lain"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


W, A, P, K = Role.WAJIB_TTU, Role.ADMINISTRASI, Role.PENERA, Role.KEPALA
BELUM_BERANGKAT = (Status.DIAJUKAN, Status.PERLU_DILENGKAPI, Status.TERDAFTAR, Status.DIJADWALKAN)

MACHINE = Machine(
    code="tempat_pakai", title="Tera dan tera ulang di tempat pakai", kicker="Permohonan",
    sop="Pelayanan Tera dan Tera Ulang di Tempat UTTP Terpakai", status=Status, number="TP/{urut:05}/{bulan_romawi}/{tahun}",
    remarks={3: "Beberapa permohonan dalam satu perjalanan memakai satu SPT. Kantor lain memberi waktu 1 jam.",
             4: "Berita acara ditandatangani pemilik atau kuasanya di lokasi."},
    states={
        Status.DIAJUKAN: State(A, sla=menit_kerja(10), road=True, says={
            W: "Permohonan Anda sedang diperiksa. UTTP tetap di tempatnya; petugas yang datang."}),
        Status.PERLU_DILENGKAPI: State(W, timeout=Timeout(hari_kalender(30), "kedaluwarsa"), says={
            W: "Permohonan Anda belum lengkap. Baca catatan petugas, lalu lengkapi dan kirim kembali."}),
        Status.TERDAFTAR: State(A, sla=menit_kerja(10), road=True, says={
            W: "Permohonan Anda terdaftar. Jadwal kunjungan sedang disusun."}),
        Status.DIJADWALKAN: State(resting=True, says={
            W: "Kunjungan petugas sudah dijadwalkan; surat tugas sedang disiapkan. Lihat tanggalnya pada permohonan ini."}),
        Status.DITUGASKAN: State(P, road=True, says={
            W: "Petugas akan datang pada tanggal yang tercantum. Siapkan UTTP dan orang yang mendampingi."}),
        Status.DIUJI: State(P, sla=SYARAT_TEKNIS, road=True, says={W: "Petugas sedang menguji UTTP di tempat Anda."}),
        Status.MENUNGGU_PERBAIKAN: State(W, timeout=Timeout(hari_kalender(30), "lanjutkan"), says={
            W: "UTTP Anda belum memenuhi syarat tetapi dapat diperbaiki. Perbaiki, lalu kabari kami; "
               "petugas datang lagi."}),
        Status.DISIAPKAN: State(A, sla=jam_kerja(1), road=True, says={
            W: "Pengujian selesai. Petugas sedang menyiapkan surat keterangan."}),
        Status.PENANDATANGANAN: State(resting=True, road=True, says={W: "Surat keterangan menunggu tanda tangan Kepala."}),
        Status.SIAP_DISERAHKAN: State(A, sla=menit_kerja(10), road=True, says={W: "Surat Anda siap diserahkan."}),
        Status.SELESAI: State(final=True, road=True, says={
            W: "Pelayanan selesai. Surat keterangan dapat diunduh di portal."}),
        Status.DITOLAK: State(final=True, says={
            W: "UTTP Anda di luar ruang lingkup kantor ini, sehingga permohonan diteruskan ke UML terdekat yang tercantum "
               "pada formulir kaji ulang."}),
        Status.DIBATALKAN: State(final=True, says={W: "Permohonan ini dibatalkan."}),
    },
)
opening, step = MACHINE.opening, MACHINE.step


class TempatPakaiMachine(models.Model):
    """The steps; each sets fields of the case and nothing else, `simpan_…` writes its rows."""

    machine = MACHINE
    status = MACHINE.field()
    periksa_terima: Any
    periksa_uji: Any
    periksa_tegaskan: Any
    periksa_kesampingkan: Any
    periksa_susulan: Any

    class Meta:
        abstract = True

    @opening("Ajukan permohonan", target=Status.DIAJUKAN, by=W, proxy=A, sop="tempat_pakai:1",
             issues="surat_permohonan", outputs="Surat permohonan")
    def ajukan(self, *, pemilik: Any, items: list[dict], catatan: str = "", surat: Any = None, narahubung: str = "",
               telepon: str = "", **rest: Any) -> dict:
        if not items:
            raise ValidationError("Pilih sekurangnya satu UTTP.")
        self.pemilik, self.catatan = pemilik, catatan
        self.narahubung, self.telepon = narahubung, telepon
        if surat:
            self.surat = surat
        return {"uttp": len(items), "surat": "diunggah" if surat else "dibuat portal"}

    @step("Kaji ulang dan daftarkan", source=Status.DIAJUKAN, target=Status.TERDAFTAR, by=A, sop="tempat_pakai:2",
          issues=("bukti_order", "kaji_ulang"), branches=("dalam_lingkup", "luar_lingkup"),
          outputs=("Bukti order", "Formulir kaji ulang permintaan", "Inventarisasi permohonan untuk fasilitasi TTU"),
          hint="Periksa ruang lingkup tiap UTTP, daftarkan, lalu jadwalkan kunjungannya.")
    def terima(self, *, putusan: list[dict], **rest: Any) -> dict:
        return self.periksa_terima(putusan)

    @step("Tolak dan teruskan ke UML lain", source=Status.DIAJUKAN, target=Status.DITOLAK, by=A, sop="tempat_pakai:2",
          guards=umum.semua_di_luar_lingkup, issues="kaji_ulang", branches="luar_lingkup", danger=True,
          outputs=("Formulir kaji ulang permintaan", "Inventarisasi permohonan untuk fasilitasi TTU"),
          hint="Tidak satu pun UTTP dalam ruang lingkup; permohonan diteruskan ke UML terdekat dan dicatat untuk fasilitasi.")
    def tolak(self, **rest: Any) -> None: ...

    @step("Minta dilengkapi", source=Status.DIAJUKAN, target=Status.PERLU_DILENGKAPI, by=A, sop="tempat_pakai:2",
          note="wajib")
    def minta_lengkapi(self, **rest: Any) -> None: ...

    @step("Kirim kembali", source=Status.PERLU_DILENGKAPI, target=Status.DIAJUKAN, by=W, sop="tempat_pakai:1", note="wajib",
          hint="Jelaskan apa yang sudah Anda lengkapi.")
    def lengkapi(self, **rest: Any) -> None: ...

    @step("Batalkan permohonan", source=BELUM_BERANGKAT, target=Status.DIBATALKAN, by=W, sop="tempat_pakai:1",
          note="boleh", danger=True)
    def batalkan(self, **rest: Any) -> None:
        self.perjalanan = None

    @step("Tutup karena tidak dilengkapi", source=Status.PERLU_DILENGKAPI, target=Status.DIBATALKAN, by=A,
          sop="tempat_pakai:2", guards=umum.batas_waktu_lewat, note="boleh", danger=True)
    def kedaluwarsa(self, **rest: Any) -> None: ...

    @step("Masuk jadwal kunjungan", source=Status.TERDAFTAR, target=Status.DIJADWALKAN, by=A, sop="tempat_pakai:2",
          reaction=True)
    def jadwalkan(self, *, perjalanan: Any, **rest: Any) -> dict:
        self.perjalanan = perjalanan
        return {"perjalanan": perjalanan.nomor, "tanggal": perjalanan.tanggal.isoformat()}

    @step("Keluarkan dari jadwal", source=(Status.DIJADWALKAN, Status.DITUGASKAN), target=Status.TERDAFTAR, by=A,
          sop="tempat_pakai:2", note="wajib", hint="Pemilik berhalangan atau jadwal berubah; alasan Anda dikirim kepadanya.")
    def tunda(self, **rest: Any) -> dict:
        left, self.perjalanan = self.perjalanan, None
        return {"perjalanan": left.nomor if left else ""}

    @step("Perjalanan dibatalkan", source=(Status.DIJADWALKAN, Status.DITUGASKAN), target=Status.TERDAFTAR, by=A,
          sop="tempat_pakai:2", reaction=True)
    def lepas_jadwal(self, **rest: Any) -> None:
        self.perjalanan = None

    @step("Jadwal berubah, SPT baru", source=Status.DITUGASKAN, target=Status.DIJADWALKAN, by=A, sop="tempat_pakai:2",
          reaction=True)
    def tunggu_spt(self, **rest: Any) -> None: ...

    @step("SPT terbit", source=Status.DIJADWALKAN, target=Status.DITUGASKAN, by=K, sop="tempat_pakai:3", reaction=True)
    def tugaskan(self, **rest: Any) -> None: ...

    @step("Mulai kunjungan", source=Status.DITUGASKAN, target=Status.DIUJI, by=P, sop="tempat_pakai:4",
          guards=guards.hari_perjalanan, hint="Tekan setelah tiba di lokasi; waktu pengujian dihitung sejak itu.")
    def mulai_kunjungan(self, **rest: Any) -> None: ...

    @step("Uji UTTP dan simpan cerapan", source=Status.DIUJI, target=Status.DIUJI, by=P, sop="tempat_pakai:4",
          four_eyes=("ajukan", "terima"), outputs=("Cerapan", "Tapak CTT"), surface=True,
          branches=("memenuhi", "tidak_memenuhi_dapat_diperbaiki", "tidak_memenuhi_tidak_dapat_diperbaiki"))
    def uji(self, *, item: Any, pengujian: Any, **rest: Any) -> dict:
        return self.periksa_uji(item, pengujian)

    @step("Tegaskan sebagai penera kedua", source=Status.DIUJI, target=Status.DIUJI, by=P, sop="tempat_pakai:4", note="boleh",
          hint="Periksa bacaan dan putusan cerapan penera lain, lalu nyatakan setuju atau tidak.")
    def tegaskan(self, *, item: Any, setuju: bool, **rest: Any) -> dict:
        return self.periksa_tegaskan(item, setuju)

    @step("Kesampingkan putusan cerapan", source=(Status.DIUJI, Status.DISIAPKAN), target=Status.DIUJI, by=K,
          sop="tempat_pakai:6", four_eyes="uji", guards=umum.ada_cerapan, note="wajib", danger=True,
          hint="Putusan lain menggantikan putusan menurut aturan. Alasannya tercetak pada cerapan dan lampiran surat.")
    def kesampingkan(self, *, item: Any, keputusan: str, **rest: Any) -> dict:
        return self.periksa_kesampingkan(item, keputusan)

    @step("Tanda tangani berita acara", source=Status.DIUJI, target=Status.DIUJI, by=P, sop="tempat_pakai:4",
          guards=(guards.semua_diuji, guards.belum_ada_berita_acara), issues="berita_acara_tempat_pakai", surface=True)
    def berita_acara(self, **tanda: Any) -> dict:
        return {name: tanda[name] for name in ("nama", "hubungan", "cara")}

    @step("Tinggalkan untuk diperbaiki", source=Status.DIUJI, target=Status.MENUNGGU_PERBAIKAN, by=P, sop="tempat_pakai:4",
          guards=(umum.tinggal_perbaikan, guards.berita_acara_ada), note="boleh", branches="tidak_memenuhi_dapat_diperbaiki",
          hint="Semua UTTP lain sudah selesai; pemilik memperbaiki yang tersisa.")
    def tinggalkan(self, **rest: Any) -> None: ...

    @step("Sudah saya perbaiki", source=Status.MENUNGGU_PERBAIKAN, target=Status.TERDAFTAR, by=W, sop="tempat_pakai:1",
          note="boleh", hint="Petugas menjadwalkan kunjungan berikutnya.")
    def sudah_diperbaiki(self, **rest: Any) -> None:
        self.perjalanan = None

    @step("Lanjutkan tanpa perbaikan", source=Status.MENUNGGU_PERBAIKAN, target=Status.DIUJI, by=P, sop="tempat_pakai:4",
          note="boleh", hint="Pemilik tidak memperbaiki; penera menyatakan hasil akhirnya.")
    def lanjutkan(self, **rest: Any) -> None: ...

    @step("Selesai menguji", source=Status.DIUJI, target=Status.DISIAPKAN, by=P, sop="tempat_pakai:4",
          guards=(umum.semua_berhasil_akhir, guards.berita_acara_ada), issues="cerapan", outputs="Cerapan")
    def selesai_uji(self, **rest: Any) -> None: ...

    @step("Siapkan konsep SKHP", source=Status.DISIAPKAN, target=Status.PENANDATANGANAN, by=A, sop="tempat_pakai:5",
          guards=umum.ada_yang_perlu_surat, outputs="Konsep SKHP",
          hint="Konsep dibuat dari cerapan; satu SKHP dapat memuat beberapa UTTP.")
    def siapkan(self, *, gabung: bool = True, atas_nama: str = "", **rest: Any) -> dict:
        return {"gabung": gabung}

    @step("Tanpa surat: tanda tera saja", source=Status.DISIAPKAN, target=Status.SIAP_DISERAHKAN, by=A, sop="tempat_pakai:5",
          guards=umum.tidak_ada_yang_perlu_surat)
    def tanpa_surat(self, **rest: Any) -> None: ...

    @step("Semua surat bertanda tangan", source=Status.PENANDATANGANAN, target=Status.SIAP_DISERAHKAN, by=K,
          sop="tempat_pakai:6", reaction=True, outputs="SKHP")
    def siap(self, **rest: Any) -> None: ...

    @step("Terbitkan dan serahkan", source=Status.SIAP_DISERAHKAN, target=Status.SELESAI, by=A, sop="tempat_pakai:7",
          issues="tanda_terima", outputs=("SKHP", "SKRD", "Berkas TTU UTTP"),
          hint="Terbitkan SKHP dan SKRD, serahkan suratnya, dan lengkapi berkas.")
    def serahkan(self, *, penerima: str, hubungan: str = "", **rest: Any) -> dict:
        self.penerima, self.hubungan = penerima, hubungan
        return {}

    @step("Susulkan SKHP", source=Status.SELESAI, target=Status.SELESAI, by=A, sop="tempat_pakai:5", note="boleh",
          guards=umum.ada_yang_dapat_disusulkan, outputs="Konsep SKHP",
          hint=susulan.HINT)
    def susulkan_skhp(self, *, items: list[Any], peminta: str = "", **rest: Any) -> dict:
        return self.periksa_susulan(items, peminta)
