"""SKHP and SKRD as machines: rows 4-6 of tera at the office, 5-7 of the other two SOPs of tera."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import jam_kerja, menit_kerja
from metrologi.workflow.declare import Machine, State
from metrologi.workflow.needs import Need
from skhp import guards

if TYPE_CHECKING:
    from metrologi.cerapan.models import Pengujian
    from metrologi.uttp.models import Pemilik
    from skhp.models import Skhp

A, K, W = Role.ADMINISTRASI, Role.KEPALA, Role.WAJIB_TTU
KONSEP_ROWS = ("orders:4", "tempat_pakai:5", "sidang:5")
KEPALA_ROWS = ("orders:5", "tempat_pakai:6", "sidang:6")
# The draft has half an hour at the office, an hour after a visit.
KONSEP_ASAL = {"tempat_pakai": jam_kerja(1)}
TERBIT_ROWS = ("orders:6", "tempat_pakai:7", "sidang:7")


class Status(models.TextChoices):
    KONSEP = "konsep", "Konsep"
    DIPERIKSA = "diperiksa", "Diperiksa Kepala"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan untuk diperbaiki"
    DITANDATANGANI = "ditandatangani", "Ditandatangani"
    TERBIT = "terbit", "Terbit"
    DISERAHKAN = "diserahkan", "Diserahkan"
    DIGANTI = "diganti", "Diganti"
    DICABUT = "dicabut", "Dicabut"


MACHINE = Machine(
    code="skhp",
    title="Surat keterangan hasil pengujian",
    kicker="SKHP",
    sop="Penerbitan SKHP dan SKRD",
    status=Status,
    number="K-SKHP/{urut:05}/{tahun}",
    states={
        Status.KONSEP: State(A, sla=menit_kerja(30), sla_asal=KONSEP_ASAL, road=True),
        Status.DIPERIKSA: State(K, sla=menit_kerja(15), road=True),
        Status.DIKEMBALIKAN: State(A, sla=menit_kerja(30), sla_asal=KONSEP_ASAL),
        Status.DITANDATANGANI: State(A, sla=menit_kerja(10), road=True),
        Status.TERBIT: State(
            resting=True, road=True, says={W: "Surat keterangan Anda terbit dan dapat diunduh."}
        ),
        Status.DISERAHKAN: State(
            resting=True, road=True, says={W: "Surat keterangan sudah diserahkan."}
        ),
        Status.DIGANTI: State(final=True, says={W: "Surat ini diganti dengan yang baru."}),
        Status.DICABUT: State(final=True, says={W: "Surat ini dicabut dan tidak berlaku lagi."}),
    },
)
opening, step = MACHINE.opening, MACHINE.step


class SkhpMachine(models.Model):
    """Konsep, diperiksa, ditandatangani, terbit, diserahkan; and back, replaced, revoked."""

    machine = MACHINE
    status = MACHINE.field()

    class Meta:
        abstract = True

    @opening(
        "Buat konsep",
        target=Status.KONSEP,
        by=A,
        sop=KONSEP_ROWS,
        outputs="Konsep SKHP",
        surface=True,
        fills="isi_konsep",
        rows="simpan_baris",
    )
    def buat(
        self, *, jenis: str, pemilik: Pemilik, pengujian: list[Pengujian], atas_nama: str = ""
    ) -> None: ...

    @opening(
        "Buat konsep pengganti",
        target=Status.KONSEP,
        by=A,
        sop=KONSEP_ROWS,
        outputs="Konsep SKHP",
        surface=True,
        serves=Need.DOKUMEN_PENGGANTI,
        fills="isi_pengganti",
        rows="simpan_baris",
    )
    def buat_pengganti(
        self, *, menggantikan: Skhp, atas_nama: str = "", alasan: str = ""
    ) -> None: ...

    @step(
        "Ajukan ke Kepala",
        source=(Status.KONSEP, Status.DIKEMBALIKAN),
        target=Status.DIPERIKSA,
        by=A,
        sop=KONSEP_ROWS,
        note="boleh",
        outputs="Konsep SKHP",
        form="AjukanForm",
        fills="isi_atas_nama",
        hint="Kepala memeriksa konsepnya, lalu menandatangani atau mengembalikannya.",
    )
    def ajukan(self, *, atas_nama: str = "") -> None: ...

    @step(
        "Tandatangani",
        source=Status.DIPERIKSA,
        target=Status.DITANDATANGANI,
        by=K,
        sop=KEPALA_ROWS,
        four_eyes=("asal.uji", "buat", "buat_pengganti"),
        guards=(guards.hasil_lengkap, guards.pengujian_terakhir),
        issues=("skhp", "keterangan_batal"),
        signs=True,
        outputs="SKHP",
        hint="Periksa konsep, lalu isi passphrase.",
    )
    def tandatangani(self) -> None: ...

    @step(
        "Kembalikan dengan catatan",
        source=Status.DIPERIKSA,
        target=Status.DIKEMBALIKAN,
        by=K,
        sop=KEPALA_ROWS,
        note="wajib",
        hint="Sebutkan yang harus diperbaiki; administrasi mengajukannya lagi.",
    )
    def kembalikan(self) -> None: ...

    @MACHINE.relief(
        "Tarik dari meja Kepala",
        source=Status.DIPERIKSA,
        target=Status.DIKEMBALIKAN,
        by=A,
        hint="Bila konsep masih harus diperbaiki dan Kepala belum memeriksanya.",
    )
    def tarik(self) -> None: ...

    @step(
        "Terbitkan",
        source=Status.DITANDATANGANI,
        target=Status.TERBIT,
        by=A,
        sop=TERBIT_ROWS,
        outputs="SKHP",
        hint="Sejak terbit pemilik dapat mengunduh suratnya.",
    )
    def terbitkan(self) -> None: ...

    @step(
        "Serahkan",
        source=Status.TERBIT,
        target=Status.DISERAHKAN,
        by=A,
        sop=TERBIT_ROWS,
        note="boleh",
        outputs="Berkas TTU UTTP",
        hint="Catat setelah surat ada di tangan pemilik.",
    )
    def serahkan(self) -> None: ...

    @step(
        "Digantikan",
        source=(Status.TERBIT, Status.DISERAHKAN),
        target=Status.DIGANTI,
        by=K,
        sop=KEPALA_ROWS,
        reaction=True,
    )
    def digantikan(self) -> None: ...

    @step(
        "Cabut",
        source=(Status.TERBIT, Status.DISERAHKAN),
        target=Status.DICABUT,
        by=K,
        sop=KEPALA_ROWS,
        note="wajib",
        danger=True,
        hint="Surat tidak berlaku lagi; pemeriksa QR melihatnya seketika.",
    )
    def cabut(self) -> None: ...


class SkrdStatus(models.TextChoices):
    KONSEP = "konsep", "Konsep"
    TERBIT = "terbit", "Terbit"
    DISERAHKAN = "diserahkan", "Diserahkan"
    DICABUT = "dicabut", "Dicabut"


SKRD = Machine(
    code="skrd",
    title="Surat ketetapan retribusi daerah",
    kicker="SKRD",
    sop="Penerbitan SKHP dan SKRD",
    status=SkrdStatus,
    number="K-SKRD/{urut:05}/{tahun}",
    states={
        SkrdStatus.KONSEP: State(resting=True, road=True),
        SkrdStatus.TERBIT: State(resting=True, road=True, says={W: "SKRD Anda terbit."}),
        SkrdStatus.DISERAHKAN: State(resting=True, road=True, says={W: "SKRD sudah diserahkan."}),
        SkrdStatus.DICABUT: State(final=True, says={W: "SKRD ini dicabut."}),
    },
)


class SkrdMachine(models.Model):
    """A levy note; since 5 January 2024 nihil, and then a receipt that nothing was asked."""

    machine = SKRD
    status = SKRD.field()

    class Meta:
        abstract = True

    @SKRD.opening("Siapkan SKRD", target=SkrdStatus.KONSEP, by=A, sop=TERBIT_ROWS, surface=True)
    def siapkan_skrd(self, *, pemilik: Pemilik, rincian: list[dict], dasar: str) -> dict:
        self.pemilik, self.rincian, self.dasar = pemilik, rincian, dasar
        self.jumlah = sum(r["jumlah"] for r in rincian)
        return {"jumlah": self.jumlah}

    @SKRD.step(
        "Terbitkan SKRD",
        source=SkrdStatus.KONSEP,
        target=SkrdStatus.TERBIT,
        by=A,
        sop=TERBIT_ROWS,
        issues="skrd",
        outputs="SKRD",
        hint="SKRD bernomor dibuat dari konsep ini.",
    )
    def terbitkan(self) -> None: ...

    @SKRD.step(
        "Serahkan SKRD",
        source=SkrdStatus.TERBIT,
        target=SkrdStatus.DISERAHKAN,
        by=A,
        sop=TERBIT_ROWS,
        hint="Catat setelah SKRD ada di tangan pemilik.",
    )
    def serahkan(self) -> None: ...

    @SKRD.step(
        "Cabut SKRD",
        source=(SkrdStatus.KONSEP, SkrdStatus.TERBIT, SkrdStatus.DISERAHKAN),
        target=SkrdStatus.DICABUT,
        by=A,
        sop=TERBIT_ROWS,
        note="wajib",
        danger=True,
        hint="SKRD tidak berlaku lagi. Tulis sebabnya.",
    )
    def cabut(self) -> None: ...
