"""SOP "Pelayanan Tera dan Tera Ulang di Kantor", rows 1-6, as a machine.

Source: Permendag 115/2018, Lampiran I.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import SYARAT_TEKNIS, hari_kalender, menit_kerja
from metrologi.pengujian import guards
from metrologi.pengujian.langkah import LangkahPermohonan
from metrologi.workflow.declare import Machine, State, Timeout
from metrologi.workflow.needs import Need

if TYPE_CHECKING:
    from metrologi.pengujian.baris import Diminta, PutusanKaji
    from metrologi.uttp.models import Pemilik


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
    code="orders",
    title="Tera dan tera ulang di kantor",
    kicker="Permohonan",
    sop="Pelayanan Tera dan Tera Ulang di Kantor",
    status=Status,
    number="ORD/{urut:05}/{bulan_romawi}/{tahun}",
    states={
        Status.DIAJUKAN: State(
            A,
            sla=menit_kerja(30),
            road=True,
            says={W: "Permohonan Anda sedang diperiksa. Bawalah UTTP ke kantor pada jam loket."},
        ),
        Status.PERLU_DILENGKAPI: State(
            W,
            timeout=Timeout(hari_kalender(30), "kedaluwarsa"),
            says={
                W: "Permohonan Anda belum lengkap. Baca catatan petugas, lalu lengkapi dan "
                "kirim kembali."
            },
        ),
        Status.DIUJI: State(
            P,
            sla=SYARAT_TEKNIS,
            road=True,
            says={W: "UTTP Anda sudah diterima dan sedang diuji penera."},
        ),
        Status.MENUNGGU_PERBAIKAN: State(
            W,
            timeout=Timeout(hari_kalender(30), "lanjutkan"),
            says={
                W: "UTTP Anda belum memenuhi syarat tetapi dapat diperbaiki. Perbaiki, lalu "
                "bawa kembali untuk diuji ulang."
            },
        ),
        Status.DISIAPKAN: State(
            A,
            sla=menit_kerja(30),
            road=True,
            says={W: "Pengujian selesai. Petugas sedang menyiapkan surat keterangan."},
        ),
        Status.PENANDATANGANAN: State(
            resting=True, road=True, says={W: "Surat keterangan menunggu tanda tangan Kepala."}
        ),
        Status.SIAP_DISERAHKAN: State(
            A,
            sla=menit_kerja(10),
            road=True,
            says={W: "UTTP dan surat Anda siap diambil di kantor."},
        ),
        Status.SELESAI: State(
            final=True,
            road=True,
            says={W: "Pelayanan selesai. Surat keterangan dapat diunduh di portal."},
        ),
        Status.DIRUJUK: State(
            final=True,
            says={
                W: "UTTP Anda di luar ruang lingkup kantor ini. Rujukan ke UML terdekat "
                "tercantum pada formulir kaji ulang."
            },
        ),
        Status.DIBATALKAN: State(final=True, says={W: "Permohonan ini dibatalkan."}),
    },
)
opening, step, langkah = MACHINE.opening, MACHINE.step, LangkahPermohonan(MACHINE)


class OrderMachine(models.Model):
    """The steps in the order of the SOP; `langkah` are those of `pengujian.langkah`."""

    machine = MACHINE
    status = MACHINE.field()

    class Meta:
        abstract = True

    @opening(
        "Ajukan permohonan",
        target=Status.DIAJUKAN,
        by=W,
        proxy=A,
        sop="orders:1",
        outputs="Permohonan",
        serves=Need.UJI_ULANG,
        form="AjukanForm",
        page="orders/baru.html",
        fills="periksa_ajukan",
        rows="simpan_ajukan",
    )
    def ajukan(
        self,
        *,
        pemilik: Pemilik,
        items: list[Diminta],
        catatan: str = "",
        loket: bool = False,
        tanpa_penera: Sequence[int] = (),
    ) -> dict:
        if not items:
            raise ValidationError("Pilih sekurangnya satu UTTP.")
        self.pemilik, self.catatan, self.loket = pemilik, catatan, loket
        self.tanpa_penera = list(tanpa_penera)
        return {"uttp": len(items), "loket": loket}

    @step(
        "Kaji ulang dan terima UTTP",
        source=Status.DIAJUKAN,
        target=Status.DIUJI,
        by=A,
        sop="orders:2",
        issues=("bukti_order", "kaji_ulang"),
        branches=("dalam_lingkup", "luar_lingkup"),
        outputs=("Bukti order", "Formulir kaji ulang permintaan", "Inventarisasi fasilitasi TTU"),
        hint="Periksa ruang lingkup, kelengkapan dan keadaan tiap UTTP, lalu berikan bukti order.",
        form="TerimaForm",
        page="orders/terima.html",
        fills="periksa_terima",
        rows="simpan_terima",
    )
    def terima(self, *, putusan: list[PutusanKaji]) -> None: ...

    @step(
        "Rujuk seluruhnya ke UML lain",
        source=Status.DIAJUKAN,
        target=Status.DIRUJUK,
        by=A,
        sop="orders:2",
        guards=guards.semua_di_luar_lingkup,
        issues="kaji_ulang",
        branches="luar_lingkup",
        outputs=("Formulir kaji ulang permintaan", "Inventarisasi fasilitasi TTU"),
        hint="Tidak satu pun UTTP dalam ruang lingkup kantor ini; UTTP dikembalikan.",
        rows="simpan_rujuk",
    )
    def rujuk(self) -> None: ...

    minta_lengkapi = langkah.minta_lengkapi(sop="orders:2")
    lengkapi = langkah.lengkapi(sop="orders:1")

    @step(
        "Batalkan permohonan",
        source=(Status.DIAJUKAN, Status.PERLU_DILENGKAPI),
        target=Status.DIBATALKAN,
        by=W,
        sop="orders:1",
        note="boleh",
        danger=True,
        hint="Permohonan ditutup. Anda dapat mengajukan yang baru kapan saja.",
    )
    def batalkan(self) -> None: ...

    kedaluwarsa = langkah.kedaluwarsa(sop="orders:2")
    uji = langkah.uji(sop="orders:3", four_eyes=("ajukan", "terima"))
    betulkan_tahap = langkah.betulkan_tahap()
    tegaskan = langkah.tegaskan(sop="orders:3")
    kesampingkan = langkah.kesampingkan(sop="orders:5")

    @step(
        "Serahkan untuk diperbaiki",
        source=Status.DIUJI,
        target=Status.MENUNGGU_PERBAIKAN,
        by=P,
        sop="orders:3",
        guards=guards.tinggal_perbaikan,
        note="boleh",
        branches="tidak_memenuhi_dapat_diperbaiki",
        hint="Semua UTTP lain sudah selesai; pemilik memperbaiki yang tersisa.",
    )
    def tunggu_perbaikan(self) -> None: ...

    @step(
        "Terima kembali setelah perbaikan",
        source=Status.MENUNGGU_PERBAIKAN,
        target=Status.DIUJI,
        by=A,
        sop="orders:2",
        note="boleh",
        hint="Catat setelah UTTP yang diperbaiki ada di kantor; penera mengujinya lagi.",
    )
    def terima_kembali(self) -> None: ...

    @step(
        "Sudah saya perbaiki",
        source=Status.MENUNGGU_PERBAIKAN,
        target=Status.DIUJI,
        by=W,
        sop="orders:1",
        note="boleh",
        hint="Bawa UTTP ke kantor untuk diuji ulang.",
    )
    def ajukan_uji_ulang(self) -> None: ...

    lanjutkan = langkah.lanjutkan(sop="orders:3")
    selesai_uji = langkah.selesai_uji(sop="orders:3")
    siapkan = langkah.siapkan(sop="orders:4")
    tanpa_surat = langkah.tanpa_surat(sop="orders:4")
    siap = langkah.siap(sop="orders:5")
    serahkan = langkah.serahkan(
        sop="orders:6",
        hint="Terbitkan SKHP dan SKRD, serahkan UTTP beserta suratnya, dan lengkapi berkas.",
    )
    susulkan_skhp = langkah.susulkan_skhp(sop="orders:4")
