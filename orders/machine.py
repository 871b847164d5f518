"""SOP "Pelayanan Tera dan Tera Ulang di Kantor" (Permendag 115/2018, Lampiran I), rows 1-6, as a machine."""
from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import SYARAT_TEKNIS, hari_kalender, menit_kerja
from metrologi.pengujian import guards, susulan
from metrologi.workflow.declare import Machine, State, Timeout


class Status(models.TextChoices):
    DIAJUKAN = "diajukan", "Menunggu kaji ulang"
    PERLU_DILENGKAPI = "perlu_dilengkapi", "Perlu dilengkapi"
    DIRUJUK = "dirujuk", "Dirujuk ke UML lain"
    DIBATALKAN = "dibatalkan", "Dibatalkan"
    DIUJI = "diuji", "Dalam pengujian"
    MENUNGGU_PERBAIKAN = "menunggu_perbaikan", "Menunggu perbaikan UTTP"
    DISIAPKAN = "disiapkan", "Menyiapkan konsep SKHP"
    PENANDATANGANAN = "penandatanganan", "Menunggu tanda tangan Kepala"
    SIAP_DISERAHKAN = "siap_diserahkan", "Siap diserahkan"
    SELESAI = "selesai", "Selesai"


W, A, P, K = Role.WAJIB_TTU, Role.ADMINISTRASI, Role.PENERA, Role.KEPALA

MACHINE = Machine(
    code="orders", title="Tera dan tera ulang di kantor", kicker="Permohonan", sop="Pelayanan Tera dan Tera Ulang di Kantor",
    status=Status, number="ORD/{urut:05}/{bulan_romawi}/{tahun}",
    states={
        Status.DIAJUKAN: State(A, sla=menit_kerja(30), road=True, says={
            W: "Permohonan Anda sedang diperiksa. Bawalah UTTP ke kantor pada jam loket."}),
        Status.PERLU_DILENGKAPI: State(W, timeout=Timeout(hari_kalender(30), "kedaluwarsa"), says={
            W: "Permohonan Anda belum lengkap. Baca catatan petugas, lalu lengkapi dan kirim kembali."}),
        Status.DIUJI: State(P, sla=SYARAT_TEKNIS, road=True, says={
            W: "UTTP Anda sudah diterima dan sedang diuji penera."}),
        Status.MENUNGGU_PERBAIKAN: State(W, timeout=Timeout(hari_kalender(30), "lanjutkan"), says={
            W: "UTTP Anda belum memenuhi syarat tetapi dapat diperbaiki. Perbaiki, lalu bawa kembali untuk diuji ulang."}),
        Status.DISIAPKAN: State(A, sla=menit_kerja(30), road=True, says={
            W: "Pengujian selesai. Petugas sedang menyiapkan surat keterangan."}),
        Status.PENANDATANGANAN: State(resting=True, road=True, says={
            W: "Surat keterangan menunggu tanda tangan Kepala."}),
        Status.SIAP_DISERAHKAN: State(A, sla=menit_kerja(10), road=True, says={
            W: "UTTP dan surat Anda siap diambil di kantor."}),
        Status.SELESAI: State(final=True, road=True, says={
            W: "Pelayanan selesai. Surat keterangan dapat diunduh di portal."}),
        Status.DIRUJUK: State(final=True, says={
            W: "UTTP Anda di luar ruang lingkup kantor ini. Rujukan ke UML terdekat tercantum pada formulir kaji ulang."}),
        Status.DIBATALKAN: State(final=True, says={W: "Permohonan ini dibatalkan."}),
    },
)
opening, step = MACHINE.opening, MACHINE.step


class OrderMachine(models.Model):
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

    @opening("Ajukan permohonan", target=Status.DIAJUKAN, by=W, proxy=A, sop="orders:1", outputs="Permohonan")
    def ajukan(self, *, pemilik: Any, items: list[dict], catatan: str = "", loket: bool = False, **rest: Any) -> dict:
        if not items:
            raise ValidationError("Pilih sekurangnya satu UTTP.")
        self.pemilik, self.catatan, self.loket = pemilik, catatan, loket
        return {"uttp": len(items), "loket": loket}

    @step("Kaji ulang dan terima UTTP", source=Status.DIAJUKAN, target=Status.DIUJI, by=A, sop="orders:2",
          issues=("bukti_order", "kaji_ulang"), branches=("dalam_lingkup", "luar_lingkup"),
          outputs=("Bukti order", "Formulir kaji ulang permintaan", "Inventarisasi fasilitasi TTU"),
          hint="Periksa ruang lingkup, kelengkapan dan keadaan tiap UTTP, lalu berikan bukti order.")
    def terima(self, *, putusan: list[dict], **rest: Any) -> dict:
        return self.periksa_terima(putusan)

    @step("Rujuk seluruhnya ke UML lain", source=Status.DIAJUKAN, target=Status.DIRUJUK, by=A, sop="orders:2",
          guards=guards.semua_di_luar_lingkup, issues="kaji_ulang", branches="luar_lingkup",
          outputs=("Formulir kaji ulang permintaan", "Inventarisasi fasilitasi TTU"),
          hint="Tidak satu pun UTTP dalam ruang lingkup kantor ini; UTTP dikembalikan.")
    def rujuk(self, **rest: Any) -> None: ...

    @step("Minta dilengkapi", source=Status.DIAJUKAN, target=Status.PERLU_DILENGKAPI, by=A, sop="orders:2", note="wajib")
    def minta_lengkapi(self, **rest: Any) -> None: ...

    @step("Kirim kembali", source=Status.PERLU_DILENGKAPI, target=Status.DIAJUKAN, by=W, sop="orders:1", note="wajib",
          hint="Jelaskan apa yang sudah Anda lengkapi.")
    def lengkapi(self, **rest: Any) -> None: ...

    @step("Batalkan permohonan", source=(Status.DIAJUKAN, Status.PERLU_DILENGKAPI), target=Status.DIBATALKAN, by=W,
          sop="orders:1", note="boleh", danger=True)
    def batalkan(self, **rest: Any) -> None: ...

    @step("Tutup karena tidak dilengkapi", source=Status.PERLU_DILENGKAPI, target=Status.DIBATALKAN, by=A,
          sop="orders:2", guards=guards.batas_waktu_lewat, note="boleh", danger=True)
    def kedaluwarsa(self, **rest: Any) -> None: ...

    @step("Uji UTTP dan simpan cerapan", source=Status.DIUJI, target=Status.DIUJI, by=P, sop="orders:3",
          four_eyes=("ajukan", "terima"), outputs=("Cerapan", "Tapak CTT"), surface=True,
          branches=("memenuhi", "tidak_memenuhi_dapat_diperbaiki", "tidak_memenuhi_tidak_dapat_diperbaiki"))
    def uji(self, *, item: Any, pengujian: Any, **rest: Any) -> dict:
        return self.periksa_uji(item, pengujian)

    @step("Tegaskan sebagai penera kedua", source=Status.DIUJI, target=Status.DIUJI, by=P, sop="orders:3", note="boleh",
          hint="Periksa bacaan dan putusan cerapan penera lain, lalu nyatakan setuju atau tidak.")
    def tegaskan(self, *, item: Any, setuju: bool, **rest: Any) -> dict:
        return self.periksa_tegaskan(item, setuju)

    @step("Kesampingkan putusan cerapan", source=(Status.DIUJI, Status.DISIAPKAN), target=Status.DIUJI, by=K,
          sop="orders:5", four_eyes="uji", guards=guards.ada_cerapan, note="wajib", danger=True,
          hint="Putusan lain menggantikan putusan menurut aturan. Alasannya tercetak pada cerapan dan lampiran surat.")
    def kesampingkan(self, *, item: Any, keputusan: str, **rest: Any) -> dict:
        return self.periksa_kesampingkan(item, keputusan)

    @step("Serahkan untuk diperbaiki", source=Status.DIUJI, target=Status.MENUNGGU_PERBAIKAN, by=P, sop="orders:3",
          guards=guards.tinggal_perbaikan, note="boleh", branches="tidak_memenuhi_dapat_diperbaiki",
          hint="Semua UTTP lain sudah selesai; pemilik memperbaiki yang tersisa.")
    def tunggu_perbaikan(self, **rest: Any) -> None: ...

    @step("Terima kembali setelah perbaikan", source=Status.MENUNGGU_PERBAIKAN, target=Status.DIUJI, by=A,
          sop="orders:2", note="boleh")
    def terima_kembali(self, **rest: Any) -> None: ...

    @step("Sudah saya perbaiki", source=Status.MENUNGGU_PERBAIKAN, target=Status.DIUJI, by=W, sop="orders:1",
          note="boleh", hint="Bawa UTTP ke kantor untuk diuji ulang.")
    def ajukan_uji_ulang(self, **rest: Any) -> None: ...

    @step("Lanjutkan tanpa perbaikan", source=Status.MENUNGGU_PERBAIKAN, target=Status.DIUJI, by=P, sop="orders:3",
          note="boleh", hint="Pemilik tidak memperbaiki; penera menyatakan hasil akhirnya.")
    def lanjutkan(self, **rest: Any) -> None: ...

    @step("Selesai menguji", source=Status.DIUJI, target=Status.DISIAPKAN, by=P, sop="orders:3",
          guards=guards.semua_berhasil_akhir, issues="cerapan", outputs="Cerapan")
    def selesai_uji(self, **rest: Any) -> None: ...

    @step("Siapkan konsep SKHP", source=Status.DISIAPKAN, target=Status.PENANDATANGANAN, by=A, sop="orders:4",
          guards=guards.ada_yang_perlu_surat, outputs="Konsep SKHP",
          hint="Konsep dibuat dari cerapan; satu SKHP dapat memuat beberapa UTTP.")
    def siapkan(self, *, gabung: bool = True, atas_nama: str = "", **rest: Any) -> dict:
        return {"gabung": gabung}

    @step("Tanpa surat: tanda tera saja", source=Status.DISIAPKAN, target=Status.SIAP_DISERAHKAN, by=A, sop="orders:4",
          guards=guards.tidak_ada_yang_perlu_surat)
    def tanpa_surat(self, **rest: Any) -> None: ...

    @step("Semua surat bertanda tangan", source=Status.PENANDATANGANAN, target=Status.SIAP_DISERAHKAN, by=K,
          sop="orders:5", reaction=True, outputs="SKHP")
    def siap(self, **rest: Any) -> None: ...

    @step("Terbitkan dan serahkan", source=Status.SIAP_DISERAHKAN, target=Status.SELESAI, by=A, sop="orders:6",
          issues="tanda_terima", outputs=("SKHP", "SKRD", "Berkas TTU UTTP"),
          hint="Terbitkan SKHP dan SKRD, serahkan UTTP beserta suratnya, dan lengkapi berkas.")
    def serahkan(self, *, penerima: str, hubungan: str = "", **rest: Any) -> dict:
        self.penerima, self.hubungan = penerima, hubungan
        return {}

    @step("Susulkan SKHP", source=Status.SELESAI, target=Status.SELESAI, by=A, sop="orders:4", note="boleh",
          guards=guards.ada_yang_dapat_disusulkan, outputs="Konsep SKHP",
          hint=susulan.HINT)
    def susulkan_skhp(self, *, items: list[Any], peminta: str = "", **rest: Any) -> dict:
        return self.periksa_susulan(items, peminta)
