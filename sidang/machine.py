"""SOP "Pelayanan Sidang Tera Ulang di Luar Kantor": the session, and each participant.

Source: Permendag 115/2018, Lampiran I.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import SYARAT_TEKNIS, hari, menit_kerja
from metrologi.pengujian import guards as uji_guards
from metrologi.pengujian.langkah import LangkahUji
from metrologi.workflow.declare import Machine, State
from sidang import guards

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.uttp.models import Wilayah
    from sidang.models import Sidang

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
    code="sidang",
    title="Sidang tera ulang",
    kicker="Sidang",
    sop=SOP,
    status=Status,
    number="SDG/{urut:04}/{tahun}",
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

    class Meta:
        abstract = True

    @opening(
        "Rencanakan sidang",
        target=Status.RENCANA,
        by=A,
        sop="sidang:1",
        form="RencanakanForm",
        fills="isi_rencana",
    )
    def rencanakan(
        self,
        *,
        lokasi: str,
        kecamatan: Wilayah,
        tanggal: dt.date,
        jam_mulai: dt.time,
        jam_selesai: dt.time,
        perkiraan: int = 0,
        pasar: str = "",
        alamat: str = "",
        desa: Wilayah | None = None,
    ) -> None: ...

    @step(
        "Kirim undangan dan ajukan SPT",
        source=Status.RENCANA,
        target=Status.MENUNGGU_SPT,
        by=A,
        sop="sidang:1",
        outputs=("Undangan", "Konsep SPT"),
        hint="Undangan untuk camat, lurah atau kepala desa, dan pengelola pasar ditandatangani "
        "Kepala bersama SPT; sesudah itu pemilik alat mendapat pesan.",
        form="UndangForm",
        fills="isi_undangan",
        rows="simpan_petugas",
    )
    def undang(
        self,
        *,
        petugas: list[User],
        kepada: list[dict],
        kendaraan: str = "",
        tanggal: dt.date | None = None,
        jam_mulai: dt.time | None = None,
        jam_selesai: dt.time | None = None,
    ) -> None: ...

    @step(
        "Perbaiki dan ajukan lagi SPT",
        source=Status.DIKEMBALIKAN,
        target=Status.MENUNGGU_SPT,
        by=A,
        sop="sidang:1",
        note="boleh",
        outputs="Konsep SPT",
        form="PerbaikiSptForm",
        fills="isi_undangan",
        rows="simpan_petugas",
        hint="Perbaiki menurut catatan Kepala; SPT dan undangan diajukan lagi.",
    )
    def perbaiki_spt(
        self,
        *,
        petugas: list[User],
        kepada: list[dict],
        kendaraan: str = "",
        tanggal: dt.date | None = None,
        jam_mulai: dt.time | None = None,
        jam_selesai: dt.time | None = None,
    ) -> None: ...

    @step(
        "Tandatangani SPT dan undangan",
        source=Status.MENUNGGU_SPT,
        target=Status.TERJADWAL,
        by=K,
        sop="sidang:2",
        guards=(guards.ada_petugas, guards.petugas_masuk),
        issues=("spt_sidang", "undangan_sidang"),
        signs=True,
        outputs="SPT",
        hint="Periksa hari, tempat, petugas, dan alamat undangan, lalu isi passphrase. Undangan "
        "terkirim begitu Anda menandatangani.",
    )
    def tandatangani(self) -> None: ...

    @step(
        "Kembalikan dengan catatan",
        source=Status.MENUNGGU_SPT,
        target=Status.DIKEMBALIKAN,
        by=K,
        sop="sidang:2",
        note="wajib",
        hint="Sebutkan yang harus diperbaiki; administrasi mengajukannya lagi.",
    )
    def kembalikan(self) -> None: ...

    @step(
        "Buka sidang",
        source=Status.TERJADWAL,
        target=Status.BERLANGSUNG,
        by=A,
        sop="sidang:3",
        guards=guards.hari_sidang_tiba,
        hint="Setelah dibuka, peserta yang hadir dapat didaftarkan.",
    )
    def buka(self) -> None: ...

    @step(
        "Jadwalkan ulang",
        source=Status.TERJADWAL,
        target=Status.MENUNGGU_SPT,
        by=A,
        sop="sidang:1",
        note="wajib",
        outputs=("Undangan", "Konsep SPT"),
        hint="SPT dan undangan pengganti ditandatangani lagi oleh Kepala.",
        form="JadwalkanUlangForm",
        fills="pindah_hari",
    )
    def jadwalkan_ulang(
        self, *, tanggal: dt.date, jam_mulai: dt.time, jam_selesai: dt.time
    ) -> None: ...

    @MACHINE.relief(
        "Ganti petugas",
        source=(Status.TERJADWAL, Status.BERLANGSUNG),
        by=K,
        signs=True,
        issues="spt_sidang",
        hint="Bila petugas sakit, pindah, atau terkait. SPT baru menggantikan yang lama; hari dan "
        "tempatnya tetap.",
        form="GantiPetugasForm",
        rows="simpan_petugas",
    )
    def ganti_petugas(self, *, petugas: list[User]) -> dict:
        return {"petugas": [p.username for p in petugas]}

    @step(
        "Tutup sidang",
        source=Status.BERLANGSUNG,
        target=Status.DITUTUP,
        by=A,
        sop="sidang:3",
        guards=guards.semua_sudah_diuji,
        issues="register_sidang",
        note="boleh",
        outputs="Register sidang tera ulang",
        hint="Register terbit dengan rekap tiap jenis; setelah itu tidak ada lagi yang "
        "didaftarkan.",
    )
    def tutup(self) -> None: ...

    @step(
        "Selesaikan dan berkaskan",
        source=Status.DITUTUP,
        target=Status.SELESAI,
        by=A,
        sop="sidang:7",
        guards=guards.semua_sudah_diserahkan,
        issues=("berita_acara_sidang", "daftar_serah_sidang"),
        outputs="Berkas TTU UTTP",
        hint="Berita acara dan daftar penyerahan terbit.",
    )
    def selesaikan(self) -> None: ...

    @step(
        "Batalkan sidang",
        source=PLANNED,
        target=Status.DIBATALKAN,
        by=A,
        sop="sidang:1",
        note="wajib",
        danger=True,
        hint="Sidang ini tidak jadi. Tulis sebabnya.",
    )
    def batalkan(self) -> None: ...


class PesertaStatus(models.TextChoices):
    TERDAFTAR = "terdaftar", "Didaftar"
    DIUJI = "diuji", "Dalam antrean uji"
    DISIAPKAN = "disiapkan", "Menyiapkan konsep SKHP"
    PENANDATANGANAN = "penandatanganan", "Menunggu tanda tangan Kepala"
    SIAP_DISERAHKAN = "siap_diserahkan", "Surat siap diserahkan"
    SELESAI = "selesai", "Selesai"
    PULANG = "pulang", "Pulang sebelum diuji"


PESERTA = Machine(
    code="peserta_sidang",
    title="Peserta sidang tera ulang",
    kicker="Peserta sidang",
    sop=SOP,
    status=PesertaStatus,
    number="SDG-P/{urut:05}/{tahun}",
    states={
        PesertaStatus.TERDAFTAR: State(
            A,
            sla=menit_kerja(10),
            road=True,
            says={W: "Anda sedang didaftar di sidang tera ulang."},
        ),
        PesertaStatus.DIUJI: State(
            P,
            sla=SYARAT_TEKNIS,
            road=True,
            says={W: "UTTP Anda dalam antrean uji sidang. Tunggu nomor antrean Anda dipanggil."},
        ),
        PesertaStatus.DISIAPKAN: State(
            A,
            sla=menit_kerja(30),
            road=True,
            says={W: "Pengujian selesai. Petugas sedang menyiapkan surat keterangan."},
        ),
        PesertaStatus.PENANDATANGANAN: State(
            resting=True, road=True, says={W: "Surat keterangan menunggu tanda tangan Kepala."}
        ),
        PesertaStatus.SIAP_DISERAHKAN: State(
            A, sla=menit_kerja(10), road=True, says={W: "Surat keterangan Anda siap diserahkan."}
        ),
        PesertaStatus.SELESAI: State(
            final=True,
            road=True,
            says={W: "Pelayanan selesai. Hasil tiap UTTP tercantum pada halaman ini."},
        ),
        PesertaStatus.PULANG: State(
            final=True,
            says={W: "UTTP Anda belum diuji pada sidang ini. Anda dapat mengajukannya di kantor."},
        ),
    },
)
uji_step, langkah = PESERTA.step, LangkahUji(PESERTA)


class PesertaMachine(models.Model):
    """Registered on the spot, tested, and home with a mark alone or with a letter.

    The steps under `langkah` are declared in `pengujian.langkah`.
    """

    machine = PESERTA
    status = PESERTA.field()

    class Meta:
        abstract = True

    @PESERTA.opening(
        "Daftarkan peserta",
        target=PesertaStatus.TERDAFTAR,
        by=A,
        sop="sidang:3",
        surface=True,
        outputs="Register sidang tera ulang",
        fills="catat_hadir",
        rows="simpan_alat",
    )
    def daftarkan(
        self, *, sidang: Sidang, hadirin: dict[str, object], baris: list[dict]
    ) -> None: ...

    @uji_step(
        "Masukkan antrean uji",
        source=PesertaStatus.TERDAFTAR,
        target=PesertaStatus.DIUJI,
        by=A,
        sop="sidang:3",
        hint="Peserta dipanggil penera menurut nomornya.",
    )
    def antrekan(self) -> None: ...

    @uji_step(
        "Tambah UTTP",
        source=PesertaStatus.DIUJI,
        target=PesertaStatus.DIUJI,
        by=A,
        sop="sidang:3",
        surface=True,
        fills="catat_alat",
        rows="simpan_alat",
    )
    def tambah_uttp(self, *, baris: list[dict], oleh: User) -> None: ...

    uji = langkah.uji(sop="sidang:4")
    betulkan_tahap = langkah.betulkan_tahap()
    tegaskan = langkah.tegaskan(sop="sidang:4")
    kesampingkan = langkah.kesampingkan(sop="sidang:6")

    @uji_step(
        "Lepas sisanya",
        source=PesertaStatus.DIUJI,
        target=PesertaStatus.DIUJI,
        by=P,
        sop="sidang:4",
        guards=guards.ada_sisa,
        note="wajib",
        branches="tidak_memenuhi_dapat_diperbaiki",
        hint="UTTP yang belum sah dibawa pulang untuk diperbaiki, lalu diuji lagi di kantor.",
        rows="simpan_lepas",
    )
    def lepas(self) -> None: ...

    @uji_step(
        "Selesai: tanda tera saja",
        source=PesertaStatus.DIUJI,
        target=PesertaStatus.SELESAI,
        by=P,
        sop="sidang:4",
        guards=(uji_guards.semua_berhasil_akhir, guards.cukup_tanda_tera),
        issues="cerapan",
        outputs="Cerapan",
        branches="memenuhi",
        hint="Tidak satu pun UTTP-nya memerlukan surat; tanda tera sudah cukup.",
    )
    def cukup(self) -> None: ...

    selesai_uji = langkah.selesai_uji(
        sop="sidang:4",
        label="Selesai menguji, siapkan surat",
        guards=(uji_guards.ada_yang_perlu_surat,),
    )

    @uji_step(
        "Pulang sebelum diuji",
        source=(PesertaStatus.TERDAFTAR, PesertaStatus.DIUJI),
        target=PesertaStatus.PULANG,
        by=A,
        sop="sidang:3",
        guards=guards.belum_ada_hasil,
        note="boleh",
        danger=True,
        rows="simpan_pulang",
        hint="Peserta pergi sebelum alatnya diuji; nomornya dilewati.",
    )
    def pulang(self) -> None: ...

    siapkan = langkah.siapkan(
        sop="sidang:5",
        hint="Konsep dibuat dari cerapan, hanya untuk UTTP yang memerlukan surat.",
    )
    siap = langkah.siap(sop="sidang:6")
    serahkan = langkah.serahkan(
        sop="sidang:7", hint="Terbitkan SKHP dan SKRD, lalu catat penerimanya."
    )
    susulkan_skhp = langkah.susulkan_skhp(sop="sidang:5")
