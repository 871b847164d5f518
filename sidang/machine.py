"""SOP "Pelayanan Sidang Tera Ulang di Luar Kantor" (Permendag 115/2018, Lampiran I): the session, and each who attends."""
from __future__ import annotations

from typing import Any

from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import SYARAT_TEKNIS, hari, menit_kerja
from metrologi.pengujian import guards as uji_guards
from metrologi.pengujian import susulan
from metrologi.workflow.declare import Machine, State
from sidang import guards

W, A, P, K = Role.WAJIB_TTU, Role.ADMINISTRASI, Role.PENERA, Role.KEPALA
SOP = "Pelayanan Sidang Tera Ulang di Luar Kantor"


class Status(models.TextChoices):
    RENCANA = "rencana", "Direncanakan"
    MENUNGGU_SPT = "menunggu_spt", "SPT menunggu tanda tangan Kepala"
    DIKEMBALIKAN = "dikembalikan", "Konsep SPT dikembalikan"
    TERJADWAL = "terjadwal", "Terjadwal"
    BERLANGSUNG = "berlangsung", "Sedang berlangsung"
    DITUTUP = "ditutup", "Ditutup, surat diselesaikan"
    SELESAI = "selesai", "Selesai"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


MACHINE = Machine(
    code="sidang", title="Sidang tera ulang", kicker="Sidang", sop=SOP, status=Status, number="SDG/{urut:04}/{tahun}",
    states={
        Status.RENCANA: State(A, sla=hari(1), road=True),
        Status.MENUNGGU_SPT: State(K, sla=menit_kerja(15), road=True),
        Status.DIKEMBALIKAN: State(A, sla=hari(1)),
        Status.TERJADWAL: State(A, road=True),
        Status.BERLANGSUNG: State(A, road=True),
        Status.DITUTUP: State(A, road=True),
        Status.SELESAI: State(final=True, road=True),
        Status.DIBATALKAN: State(final=True),
    },
)
opening, step = MACHINE.opening, MACHINE.step
PLANNED = (Status.RENCANA, Status.DIKEMBALIKAN, Status.TERJADWAL)


class SidangMachine(models.Model):
    """From the plan of the half year to the register that is bound and filed."""

    machine = MACHINE
    status = MACHINE.field()
    isi_rencana: Any
    isi_undangan: Any
    pindah_hari: Any

    class Meta:
        abstract = True

    @opening("Rencanakan sidang", target=Status.RENCANA, by=A, sop="sidang:1")
    def rencanakan(self, **data: Any) -> dict:
        return self.isi_rencana(**data)

    @step("Kirim undangan dan ajukan SPT", source=Status.RENCANA, target=Status.MENUNGGU_SPT, by=A, sop="sidang:1",
          outputs=("Undangan", "Konsep SPT"),
          hint="Undangan terbit untuk camat, lurah atau kepala desa, dan pengelola pasar; pemilik alat mendapat pesan.")
    def undang(self, **data: Any) -> dict:
        return self.isi_undangan(**data)

    @step("Perbaiki dan ajukan lagi SPT", source=Status.DIKEMBALIKAN, target=Status.MENUNGGU_SPT, by=A, sop="sidang:1",
          note="boleh", outputs="Konsep SPT")
    def perbaiki_spt(self, **data: Any) -> dict:
        return self.isi_undangan(**data)

    @step("Tandatangani SPT", source=Status.MENUNGGU_SPT, target=Status.TERJADWAL, by=K, sop="sidang:2",
          guards=guards.ada_petugas, issues="spt_sidang", signs=True, outputs="SPT",
          hint="Periksa hari, tempat, dan petugas, lalu isi passphrase.")
    def tandatangani(self, **rest: Any) -> None: ...

    @step("Kembalikan dengan catatan", source=Status.MENUNGGU_SPT, target=Status.DIKEMBALIKAN, by=K, sop="sidang:2",
          note="wajib")
    def kembalikan(self, **rest: Any) -> None: ...

    @step("Buka sidang", source=Status.TERJADWAL, target=Status.BERLANGSUNG, by=A, sop="sidang:3",
          guards=guards.hari_sidang_tiba, hint="Setelah dibuka, peserta yang hadir dapat didaftarkan.")
    def buka(self, **rest: Any) -> None: ...

    @step("Jadwalkan ulang", source=Status.TERJADWAL, target=Status.MENUNGGU_SPT, by=A, sop="sidang:1", note="wajib",
          outputs=("Undangan", "Konsep SPT"), hint="Undangan pengganti terbit dan SPT ditandatangani lagi.")
    def jadwalkan_ulang(self, **data: Any) -> dict:
        return self.pindah_hari(**data)

    @step("Tutup sidang", source=Status.BERLANGSUNG, target=Status.DITUTUP, by=A, sop="sidang:3",
          guards=guards.semua_sudah_diuji, issues="register_sidang", note="boleh", outputs="Register sidang tera ulang",
          hint="Register terbit dengan rekap tiap jenis; setelah itu tidak ada lagi yang didaftarkan.")
    def tutup(self, **rest: Any) -> None: ...

    @step("Selesaikan dan berkaskan", source=Status.DITUTUP, target=Status.SELESAI, by=A, sop="sidang:7",
          guards=guards.semua_sudah_diserahkan, issues=("berita_acara_sidang", "daftar_serah_sidang"),
          outputs="Berkas TTU UTTP", hint="Berita acara dan daftar penyerahan terbit.")
    def selesaikan(self, **rest: Any) -> None: ...

    @step("Batalkan sidang", source=PLANNED, target=Status.DIBATALKAN, by=A, sop="sidang:1", note="wajib", danger=True)
    def batalkan(self, **rest: Any) -> None: ...


class PesertaStatus(models.TextChoices):
    TERDAFTAR = "terdaftar", "Didaftar"
    DIUJI = "diuji", "Dalam antrean uji"
    DISIAPKAN = "disiapkan", "Menyiapkan konsep SKHP"
    PENANDATANGANAN = "penandatanganan", "Menunggu tanda tangan Kepala"
    SIAP_DISERAHKAN = "siap_diserahkan", "Surat siap diserahkan"
    SELESAI = "selesai", "Selesai"
    PULANG = "pulang", "Pulang sebelum diuji"


PESERTA = Machine(
    code="peserta_sidang", title="Peserta sidang tera ulang", kicker="Peserta sidang", sop=SOP, status=PesertaStatus,
    number="SDG-P/{urut:05}/{tahun}",
    states={
        PesertaStatus.TERDAFTAR: State(A, sla=menit_kerja(10), road=True, says={
            W: "Anda sedang didaftar di sidang tera ulang."}),
        PesertaStatus.DIUJI: State(P, sla=SYARAT_TEKNIS, road=True, says={
            W: "UTTP Anda dalam antrean uji sidang. Tunggu nomor antrean Anda dipanggil."}),
        PesertaStatus.DISIAPKAN: State(A, sla=menit_kerja(30), road=True, says={
            W: "Pengujian selesai. Petugas sedang menyiapkan surat keterangan."}),
        PesertaStatus.PENANDATANGANAN: State(resting=True, road=True, says={
            W: "Surat keterangan menunggu tanda tangan Kepala."}),
        PesertaStatus.SIAP_DISERAHKAN: State(A, sla=menit_kerja(10), road=True, says={
            W: "Surat keterangan Anda siap diserahkan."}),
        PesertaStatus.SELESAI: State(final=True, road=True, says={
            W: "Pelayanan selesai. Hasil tiap UTTP tercantum pada halaman ini."}),
        PesertaStatus.PULANG: State(final=True, says={
            W: "UTTP Anda belum diuji pada sidang ini. Anda dapat mengajukannya di kantor."}),
    },
)
uji_step = PESERTA.step
HASIL = ("memenuhi", "tidak_memenuhi_dapat_diperbaiki", "tidak_memenuhi_tidak_dapat_diperbaiki")


class PesertaMachine(models.Model):
    """Registered on the spot, tested, and home with a mark alone or with a letter."""

    machine = PESERTA
    status = PESERTA.field()
    catat_hadir: Any
    catat_alat: Any
    periksa_uji: Any
    periksa_tegaskan: Any
    periksa_kesampingkan: Any
    periksa_susulan: Any

    class Meta:
        abstract = True

    @PESERTA.opening("Daftarkan peserta", target=PesertaStatus.TERDAFTAR, by=A, sop="sidang:3", surface=True,
                     outputs="Register sidang tera ulang")
    def daftarkan(self, **data: Any) -> dict:
        return self.catat_hadir(**data)

    @uji_step("Masukkan antrean uji", source=PesertaStatus.TERDAFTAR, target=PesertaStatus.DIUJI, by=A, sop="sidang:3")
    def antrekan(self, **rest: Any) -> None: ...

    @uji_step("Tambah UTTP", source=PesertaStatus.DIUJI, target=PesertaStatus.DIUJI, by=A, sop="sidang:3", surface=True)
    def tambah_uttp(self, **data: Any) -> dict:
        return self.catat_alat(**data)

    @uji_step("Uji UTTP dan simpan cerapan", source=PesertaStatus.DIUJI, target=PesertaStatus.DIUJI, by=P, sop="sidang:4",
              surface=True, outputs=("Cerapan", "Tapak CTT"), branches=HASIL)
    def uji(self, *, item: Any, pengujian: Any, **rest: Any) -> dict:
        return self.periksa_uji(item, pengujian)

    @uji_step("Tegaskan sebagai penera kedua", source=PesertaStatus.DIUJI, target=PesertaStatus.DIUJI, by=P,
              sop="sidang:4", note="boleh",
              hint="Periksa bacaan dan putusan cerapan penera lain, lalu nyatakan setuju atau tidak.")
    def tegaskan(self, *, item: Any, setuju: bool, **rest: Any) -> dict:
        return self.periksa_tegaskan(item, setuju)

    @uji_step("Kesampingkan putusan cerapan", source=(PesertaStatus.DIUJI, PesertaStatus.DISIAPKAN), target=PesertaStatus.DIUJI,
              by=K, sop="sidang:6", four_eyes="uji", guards=uji_guards.ada_cerapan, note="wajib", danger=True,
              hint="Putusan lain menggantikan putusan menurut aturan. Alasannya tercetak pada cerapan dan lampiran surat.")
    def kesampingkan(self, *, item: Any, keputusan: str, **rest: Any) -> dict:
        return self.periksa_kesampingkan(item, keputusan)

    @uji_step("Lepas sisanya", source=PesertaStatus.DIUJI, target=PesertaStatus.DIUJI, by=P, sop="sidang:4",
              guards=guards.ada_sisa, note="wajib", branches="tidak_memenuhi_dapat_diperbaiki",
              hint="UTTP yang belum sah dibawa pulang untuk diperbaiki, lalu diuji lagi di kantor.")
    def lepas(self, **rest: Any) -> None: ...

    @uji_step("Selesai: tanda tera saja", source=PesertaStatus.DIUJI, target=PesertaStatus.SELESAI, by=P, sop="sidang:4",
              guards=(uji_guards.semua_berhasil_akhir, guards.cukup_tanda_tera), issues="cerapan", outputs="Cerapan",
              branches="memenuhi")
    def cukup(self, **rest: Any) -> None: ...

    @uji_step("Selesai menguji, siapkan surat", source=PesertaStatus.DIUJI, target=PesertaStatus.DISIAPKAN, by=P,
              sop="sidang:4", guards=(uji_guards.semua_berhasil_akhir, uji_guards.ada_yang_perlu_surat), issues="cerapan",
              outputs="Cerapan")
    def selesai_uji(self, **rest: Any) -> None: ...

    @uji_step("Pulang sebelum diuji", source=(PesertaStatus.TERDAFTAR, PesertaStatus.DIUJI), target=PesertaStatus.PULANG,
              by=A, sop="sidang:3", guards=guards.belum_ada_hasil, note="boleh", danger=True)
    def pulang(self, **rest: Any) -> None: ...

    @uji_step("Siapkan konsep SKHP", source=PesertaStatus.DISIAPKAN, target=PesertaStatus.PENANDATANGANAN, by=A,
              sop="sidang:5", guards=uji_guards.ada_yang_perlu_surat, outputs="Konsep SKHP",
              hint="Konsep dibuat dari cerapan, hanya untuk UTTP yang memerlukan surat.")
    def siapkan(self, *, gabung: bool = True, atas_nama: str = "", **rest: Any) -> dict:
        return {"gabung": gabung}

    @uji_step("Semua surat bertanda tangan", source=PesertaStatus.PENANDATANGANAN, target=PesertaStatus.SIAP_DISERAHKAN,
              by=K, sop="sidang:6", reaction=True, outputs="SKHP")
    def siap(self, **rest: Any) -> None: ...

    @uji_step("Terbitkan dan serahkan", source=PesertaStatus.SIAP_DISERAHKAN, target=PesertaStatus.SELESAI, by=A,
              sop="sidang:7", issues="tanda_terima", outputs=("SKHP", "SKRD", "Berkas TTU UTTP"),
              hint="Terbitkan SKHP dan SKRD, lalu catat penerimanya.")
    def serahkan(self, *, penerima: str, hubungan: str = "", **rest: Any) -> dict:
        self.penerima, self.hubungan = penerima, hubungan
        return {}

    @uji_step("Susulkan SKHP", source=PesertaStatus.SELESAI, target=PesertaStatus.SELESAI, by=A, sop="sidang:5", note="boleh",
              guards=uji_guards.ada_yang_dapat_disusulkan, outputs="Konsep SKHP",
              hint=susulan.HINT)
    def susulkan_skhp(self, *, items: list[Any], peminta: str = "", **rest: Any) -> dict:
        return self.periksa_susulan(items, peminta)
