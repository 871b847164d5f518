"""SOP "Pelayanan Tera dan Tera Ulang di Tempat UTTP Terpakai", rows 1-7: the application.

Source: Permendag 115/2018, Lampiran I.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import SYARAT_TEKNIS, hari_kalender, jam_kerja, menit_kerja
from metrologi.pengujian import guards as umum
from metrologi.pengujian.langkah import LangkahPermohonan
from metrologi.workflow.declare import Machine, State, Timeout
from tempat_pakai import guards

if TYPE_CHECKING:
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from metrologi.pengujian.baris import Diminta, PutusanKaji
    from metrologi.uttp.models import Pemilik
    from tempat_pakai.models import Perjalanan


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
BELUM_BERANGKAT = (
    Status.DIAJUKAN,
    Status.PERLU_DILENGKAPI,
    Status.TERDAFTAR,
    Status.DIJADWALKAN,
    Status.DITUGASKAN,
)

MACHINE = Machine(
    code="tempat_pakai",
    title="Tera dan tera ulang di tempat pakai",
    kicker="Permohonan",
    sop="Pelayanan Tera dan Tera Ulang di Tempat UTTP Terpakai",
    status=Status,
    number="TP/{urut:05}/{bulan_romawi}/{tahun}",
    remarks={
        3: "Beberapa permohonan dalam satu perjalanan memakai satu SPT. Kantor lain memberi "
        "waktu 1 jam.",
        4: "Berita acara ditandatangani pemilik atau kuasanya di lokasi.",
    },
    states={
        Status.DIAJUKAN: State(
            A,
            sla=menit_kerja(10),
            road=True,
            says={
                W: "Permohonan Anda sedang diperiksa. UTTP tetap di tempatnya; petugas yang datang."
            },
        ),
        Status.PERLU_DILENGKAPI: State(
            W,
            timeout=Timeout(hari_kalender(30), "kedaluwarsa"),
            says={
                W: "Permohonan Anda belum lengkap. Baca catatan petugas, lalu lengkapi dan "
                "kirim kembali."
            },
        ),
        Status.TERDAFTAR: State(
            A,
            sla=menit_kerja(10),
            road=True,
            says={W: "Permohonan Anda terdaftar. Jadwal kunjungan sedang disusun."},
        ),
        Status.DIJADWALKAN: State(
            resting=True,
            says={
                W: "Kunjungan petugas sudah dijadwalkan; surat tugas sedang disiapkan. Lihat "
                "tanggalnya pada permohonan ini."
            },
        ),
        Status.DITUGASKAN: State(
            P,
            road=True,
            bound="perjalanan.ganti_petugas",
            says={
                W: "Petugas akan datang pada tanggal yang tercantum. Siapkan UTTP dan orang "
                "yang mendampingi."
            },
        ),
        Status.DIUJI: State(
            P,
            sla=SYARAT_TEKNIS,
            road=True,
            bound="perjalanan.ganti_petugas",
            says={W: "Petugas sedang menguji UTTP di tempat Anda."},
        ),
        Status.MENUNGGU_PERBAIKAN: State(
            W,
            timeout=Timeout(hari_kalender(30), "lanjutkan"),
            says={
                W: "UTTP Anda belum memenuhi syarat tetapi dapat diperbaiki. Perbaiki, lalu "
                "kabari kami; "
                "petugas datang lagi."
            },
        ),
        Status.DISIAPKAN: State(
            A,
            sla=jam_kerja(1),
            road=True,
            says={W: "Pengujian selesai. Petugas sedang menyiapkan surat keterangan."},
        ),
        Status.PENANDATANGANAN: State(
            resting=True, road=True, says={W: "Surat keterangan menunggu tanda tangan Kepala."}
        ),
        Status.SIAP_DISERAHKAN: State(
            A, sla=menit_kerja(10), road=True, says={W: "Surat Anda siap diserahkan."}
        ),
        Status.SELESAI: State(
            final=True,
            road=True,
            says={W: "Pelayanan selesai. Surat keterangan dapat diunduh di portal."},
        ),
        Status.DITOLAK: State(
            final=True,
            says={
                W: "UTTP Anda di luar ruang lingkup kantor ini, sehingga permohonan diteruskan "
                "ke UML terdekat yang tercantum "
                "pada formulir kaji ulang."
            },
        ),
        Status.DIBATALKAN: State(final=True, says={W: "Permohonan ini dibatalkan."}),
    },
)
opening, step, langkah = MACHINE.opening, MACHINE.step, LangkahPermohonan(MACHINE)


class TempatPakaiMachine(models.Model):
    """The steps in the order of the SOP; `langkah` are those of `pengujian.langkah`."""

    machine = MACHINE
    status = MACHINE.field()
    # The model's field: the trip that the application is on.
    perjalanan: Perjalanan | None

    class Meta:
        abstract = True

    @opening(
        "Ajukan permohonan",
        target=Status.DIAJUKAN,
        by=W,
        proxy=A,
        sop="tempat_pakai:1",
        issues="surat_permohonan",
        outputs="Surat permohonan",
        form="AjukanForm",
        page="tempat_pakai/baru.html",
        fills="periksa_ajukan",
        rows="simpan_ajukan",
    )
    def ajukan(
        self,
        *,
        pemilik: Pemilik,
        items: list[Diminta],
        catatan: str = "",
        surat: UploadedFile | None = None,
        narahubung: str = "",
        telepon: str = "",
        lokasi: list[dict] | None = None,
    ) -> dict:
        if not items:
            raise ValidationError("Pilih sekurangnya satu UTTP.")
        self.pemilik, self.catatan = pemilik, catatan
        self.narahubung, self.telepon = narahubung, telepon
        if surat:
            self.surat = surat
        return {"uttp": len(items), "surat": "diunggah" if surat else "dibuat portal"}

    @step(
        "Kaji ulang dan daftarkan",
        source=Status.DIAJUKAN,
        target=Status.TERDAFTAR,
        by=A,
        sop="tempat_pakai:2",
        issues=("bukti_order", "kaji_ulang"),
        branches=("dalam_lingkup", "luar_lingkup"),
        outputs=(
            "Bukti order",
            "Formulir kaji ulang permintaan",
            "Inventarisasi permohonan untuk fasilitasi TTU",
        ),
        hint="Periksa ruang lingkup tiap UTTP, daftarkan, lalu jadwalkan kunjungannya.",
        form="TerimaForm",
        page="tempat_pakai/terima.html",
        fills="periksa_terima",
        rows="simpan_terima",
    )
    def terima(self, *, putusan: list[PutusanKaji]) -> None: ...

    @step(
        "Tolak dan teruskan ke UML lain",
        source=Status.DIAJUKAN,
        target=Status.DITOLAK,
        by=A,
        sop="tempat_pakai:2",
        guards=umum.semua_di_luar_lingkup,
        issues="kaji_ulang",
        branches="luar_lingkup",
        danger=True,
        outputs=("Formulir kaji ulang permintaan", "Inventarisasi permohonan untuk fasilitasi TTU"),
        hint="Tidak satu pun UTTP dalam ruang lingkup; permohonan diteruskan ke UML terdekat "
        "dan dicatat untuk fasilitasi.",
        rows="simpan_rujuk",
    )
    def tolak(self) -> None: ...

    minta_lengkapi = langkah.minta_lengkapi(sop="tempat_pakai:2")
    lengkapi = langkah.lengkapi(sop="tempat_pakai:1")

    @step(
        "Batalkan permohonan",
        source=BELUM_BERANGKAT,
        target=Status.DIBATALKAN,
        by=W,
        sop="tempat_pakai:1",
        note="boleh",
        danger=True,
        fills="tinggalkan_perjalanan",
        hint="Permohonan ditutup. Anda dapat mengajukan yang baru kapan saja.",
    )
    def batalkan(self) -> None: ...

    @MACHINE.relief(
        "Minta hari lain",
        source=(Status.DIJADWALKAN, Status.DITUGASKAN),
        target=Status.TERDAFTAR,
        by=W,
        hint="Bila hari kunjungan tidak cocok bagi Anda. Tulis sebabnya dan hari yang cocok; "
        "petugas menjadwalkan lagi.",
        fills="tinggalkan_perjalanan",
    )
    def minta_hari_lain(self) -> None: ...

    kedaluwarsa = langkah.kedaluwarsa(sop="tempat_pakai:2")

    @step(
        "Masuk jadwal kunjungan",
        source=Status.TERDAFTAR,
        target=Status.DIJADWALKAN,
        by=A,
        sop="tempat_pakai:2",
        reaction=True,
    )
    def jadwalkan(self, *, perjalanan: Perjalanan) -> dict:
        self.perjalanan = perjalanan
        return {"perjalanan": perjalanan.nomor, "tanggal": perjalanan.tanggal.isoformat()}

    @step(
        "Keluarkan dari jadwal",
        source=(Status.DIJADWALKAN, Status.DITUGASKAN),
        target=Status.TERDAFTAR,
        by=A,
        sop="tempat_pakai:2",
        note="wajib",
        tells=True,
        hint="Pemilik berhalangan atau jadwal berubah; alasan Anda dikirim kepadanya.",
    )
    def tunda(self) -> dict:
        left, self.perjalanan = self.perjalanan, None
        return {"perjalanan": left.nomor if left else ""}

    @step(
        "Perjalanan dibatalkan",
        source=(Status.DIJADWALKAN, Status.DITUGASKAN),
        target=Status.TERDAFTAR,
        by=A,
        sop="tempat_pakai:2",
        reaction=True,
    )
    def lepas_jadwal(self) -> None:
        self.perjalanan = None

    @step(
        "Jadwal berubah, SPT baru",
        source=Status.DITUGASKAN,
        target=Status.DIJADWALKAN,
        by=A,
        sop="tempat_pakai:2",
        reaction=True,
    )
    def tunggu_spt(self) -> None: ...

    @step(
        "SPT terbit",
        source=Status.DIJADWALKAN,
        target=Status.DITUGASKAN,
        by=K,
        sop="tempat_pakai:3",
        reaction=True,
    )
    def tugaskan(self) -> None: ...

    @step(
        "Mulai kunjungan",
        source=Status.DITUGASKAN,
        target=Status.DIUJI,
        by=P,
        sop="tempat_pakai:4",
        guards=guards.hari_perjalanan,
        hint="Tekan setelah tiba di lokasi; waktu pengujian dihitung sejak itu.",
        rows="simpan_mulai_kunjungan",
    )
    def mulai_kunjungan(self) -> None: ...

    uji = langkah.uji(sop="tempat_pakai:4", four_eyes=("ajukan", "terima"))
    betulkan_tahap = langkah.betulkan_tahap()
    tegaskan = langkah.tegaskan(sop="tempat_pakai:4")
    kesampingkan = langkah.kesampingkan(sop="tempat_pakai:6")

    @step(
        "Tanda tangani berita acara",
        source=Status.DIUJI,
        target=Status.DIUJI,
        by=P,
        sop="tempat_pakai:4",
        guards=(guards.semua_diuji, guards.belum_ada_berita_acara),
        issues="berita_acara_tempat_pakai",
        surface=True,
        form="BeritaAcaraForm",
        page="tempat_pakai/berita_acara.html",
        rows="simpan_berita_acara",
    )
    def berita_acara(
        self,
        *,
        kunci: UUID,
        nama: str,
        hubungan: str,
        cara: str,
        goresan: list,
        catatan: str = "",
    ) -> dict:
        return {"nama": nama, "hubungan": hubungan, "cara": cara}

    @step(
        "Tinggalkan untuk diperbaiki",
        source=Status.DIUJI,
        target=Status.MENUNGGU_PERBAIKAN,
        by=P,
        sop="tempat_pakai:4",
        guards=(umum.tinggal_perbaikan, guards.berita_acara_ada),
        note="boleh",
        branches="tidak_memenuhi_dapat_diperbaiki",
        hint="Semua UTTP lain sudah selesai; pemilik memperbaiki yang tersisa.",
    )
    def tinggalkan(self) -> None: ...

    @step(
        "Sudah saya perbaiki",
        source=Status.MENUNGGU_PERBAIKAN,
        target=Status.TERDAFTAR,
        by=W,
        sop="tempat_pakai:1",
        note="boleh",
        hint="Petugas menjadwalkan kunjungan berikutnya.",
    )
    def sudah_diperbaiki(self) -> None:
        self.perjalanan = None

    lanjutkan = langkah.lanjutkan(sop="tempat_pakai:4")
    selesai_uji = langkah.selesai_uji(sop="tempat_pakai:4", guards=(guards.berita_acara_ada,))
    siapkan = langkah.siapkan(sop="tempat_pakai:5")
    tanpa_surat = langkah.tanpa_surat(sop="tempat_pakai:5")
    siap = langkah.siap(sop="tempat_pakai:6")
    serahkan = langkah.serahkan(
        sop="tempat_pakai:7",
        hint="Terbitkan SKHP dan SKRD, serahkan suratnya, dan lengkapi berkas.",
    )
    susulkan_skhp = langkah.susulkan_skhp(sop="tempat_pakai:5")
