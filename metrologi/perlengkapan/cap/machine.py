"""The loan of a stamp and the yearly return (SOP "Pengelolaan Cap Tanda Tera") as machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import hari_kerja, menit_kerja
from metrologi.perlengkapan.cap import guards
from metrologi.perlengkapan.peran import GUDANG
from metrologi.workflow.declare import Machine, State, Timeout

if TYPE_CHECKING:
    from datetime import date

    from metrologi.accounts.models import User
    from metrologi.perlengkapan.cap.models import Ctt

PENERA, ADMINISTRASI = Role.PENERA, Role.ADMINISTRASI
# How long a loan may wait for the penera's word before the store must look for the stamp.
TUNGGU_KONFIRMASI = hari_kerja(2)


class Status(models.TextChoices):
    MENUNGGU = "menunggu", "Menunggu konfirmasi penera"
    TAK_DIKONFIRMASI = "tak_dikonfirmasi", "Tidak dikonfirmasi penera"
    DIPINJAM = "dipinjam", "Dipinjam"
    DIKEMBALIKAN = "dikembalikan", "Menunggu diperiksa gudang"
    SELESAI = "selesai", "Selesai"
    BATAL = "batal", "Dibatalkan"


PINJAM = Machine(
    code="pinjam_ctt",
    title="Peminjaman cap tanda tera",
    internal=True,
    kicker="Pinjam cap",
    sop="Pengelolaan Cap Tanda Tera",
    status=Status,
    number="PCTT/{urut:05}/{tahun}",
    states={
        Status.MENUNGGU: State(
            PENERA,
            sla=menit_kerja(15),
            timeout=Timeout(TUNGGU_KONFIRMASI, "nyatakan_tak_dikonfirmasi"),
            road=True,
            bound="batalkan",
            says={PENERA: "Hitung capnya, lalu konfirmasikan bahwa Anda menerimanya."},
        ),
        Status.TAK_DIKONFIRMASI: State(
            ADMINISTRASI,
            says={
                ADMINISTRASI: "Penera tidak mengonfirmasi. Cari capnya: bila ada di gudang, "
                "batalkan penyerahan; bila ada pada penera, mintalah ia mengonfirmasi."
            },
        ),
        Status.DIPINJAM: State(resting=True, road=True, bound="terima_kembali"),
        Status.DIKEMBALIKAN: State(ADMINISTRASI, sla=menit_kerja(30), road=True),
        Status.SELESAI: State(final=True, road=True),
        Status.BATAL: State(final=True),
    },
    remarks={
        3: "Petugas gudang mencatat penyerahan lebih dahulu; penera lalu mengonfirmasinya dari "
        "akunnya sendiri. Yang tidak dikonfirmasi dalam 2 hari kerja kembali ke petugas gudang.",
        5: "SOP menyebut 1 hari untuk satu penugasan. Kantor juga meminjamkan cap untuk setahun, "
        "sehingga portal tidak menjanjikan waktunya.",
    },
)


class PinjamMachine(models.Model):
    """Handed out, received; given back, checked and locked away. Each side from its own login."""

    machine = PINJAM
    status = PINJAM.field()

    class Meta:
        abstract = True

    @PINJAM.opening(
        "Serahkan cap",
        target=Status.MENUNGGU,
        by=GUDANG,
        sop="pinjam_ctt:4",
        sla=menit_kerja(20),
        surface=True,
        fills="isi_pinjaman",
        outputs="Catatan buku pengelolaan CTT",
    )
    def serahkan(self, *, ctt: Ctt, penera: User, jumlah: int, keperluan: str = "") -> None: ...

    @PINJAM.step(
        "Saya terima",
        source=(Status.MENUNGGU, Status.TAK_DIKONFIRMASI),
        target=Status.DIPINJAM,
        by=PENERA,
        sop="pinjam_ctt:3",
        four_eyes="serahkan",
        fills="catat_terima",
        issues="ba_pinjam_ctt",
        outputs="Berita acara peminjaman CTT",
        hint="Ini tanda tangan Anda: sejak sekarang cap boleh Anda bubuhkan.",
    )
    def terima(self) -> None: ...

    @PINJAM.step(
        "Batalkan",
        source=(Status.MENUNGGU, Status.TAK_DIKONFIRMASI),
        target=Status.BATAL,
        by=GUDANG,
        sop="pinjam_ctt:4",
        note="boleh",
        fills="simpan_di_gudang",
        danger=True,
        hint="Hanya bila capnya benar-benar ada di gudang.",
    )
    def batalkan(self) -> None: ...

    @PINJAM.step(
        "Nyatakan tidak dikonfirmasi",
        source=Status.MENUNGGU,
        target=Status.TAK_DIKONFIRMASI,
        by=GUDANG,
        sop="pinjam_ctt:4",
        guards=guards.batas_konfirmasi_lewat,
        note="boleh",
        hint="Penera tidak menyatakan menerima; gudang lalu mencari capnya.",
    )
    def nyatakan_tak_dikonfirmasi(self) -> None: ...

    @PINJAM.step(
        "Terbitkan berita acara",
        source=Status.DIPINJAM,
        target=Status.DIPINJAM,
        by=GUDANG,
        sop="pinjam_ctt:4",
        guards=guards.belum_ada_berita_acara,
        issues="ba_pinjam_ctt",
        hint="Untuk pinjaman yang dikonfirmasi sebelum portal menerbitkannya sendiri.",
    )
    def terbitkan_berita_acara(self) -> None: ...

    @PINJAM.step(
        "Kembalikan",
        source=Status.DIPINJAM,
        target=Status.DIKEMBALIKAN,
        by=PENERA,
        sop="pinjam_ctt:5",
        note="boleh",
        fills="catat_kembali",
        hint="Sejak sekarang cap tidak boleh Anda bubuhkan lagi.",
    )
    def kembalikan(self) -> None: ...

    @PINJAM.relief(
        "Terima kembali tanpa penera",
        source=Status.DIPINJAM,
        target=Status.DIKEMBALIKAN,
        by=GUDANG,
        fills="catat_kembali",
        hint="Bila penera sakit, pindah, atau sudah berhenti dan capnya ada di kantor. Petugas "
        "lain lalu memeriksa dan menyimpannya.",
    )
    def terima_kembali(self) -> None: ...

    @PINJAM.step(
        "Diperiksa dan disimpan",
        source=Status.DIKEMBALIKAN,
        target=Status.SELESAI,
        by=GUDANG,
        sop="pinjam_ctt:6",
        four_eyes=("terima", "kembalikan", "terima_kembali"),
        note="boleh",
        fills="simpan_di_gudang",
        hint="Hitung dan periksa capnya, lalu simpan di brankas.",
    )
    def periksa(self) -> None: ...


class StatusKembali(models.TextChoices):
    TERCATAT = "tercatat", "Menunggu berita acara"
    SELESAI = "selesai", "Berita acara terbit"


PENGEMBALIAN = Machine(
    code="pengembalian_ctt",
    title="Pengembalian tahunan cap tanda tera",
    internal=True,
    kicker="Pengembalian cap",
    sop="Pengelolaan Cap Tanda Tera",
    status=StatusKembali,
    number="KCTT/{urut:03}/{tahun}",
    states={
        StatusKembali.TERCATAT: State(ADMINISTRASI, road=True),
        StatusKembali.SELESAI: State(final=True, road=True),
    },
    remarks={
        2: "Berita acara dibuat paling lambat 2 Januari dan diterima Direktorat Metrologi paling "
        "lambat 31 Januari.",
    },
)


class PengembalianMachine(models.Model):
    """Every stamp of a year goes back at once; then the record of it is printed."""

    machine = PENGEMBALIAN
    status = PENGEMBALIAN.field()

    class Meta:
        abstract = True

    @PENGEMBALIAN.opening(
        "Catat pengembalian",
        target=StatusKembali.TERCATAT,
        by=GUDANG,
        sop="pengembalian_ctt:1",
        surface=True,
        fills="isi_pengembalian",
        rows="simpan_cap",
    )
    def catat(self, *, tahun: int, tanggal: date, penerima: str, catatan: str = "") -> None: ...

    @PENGEMBALIAN.step(
        "Terbitkan berita acara",
        source=StatusKembali.TERCATAT,
        target=StatusKembali.SELESAI,
        by=GUDANG,
        sop="pengembalian_ctt:2",
        issues="ba_pengembalian_ctt",
        outputs="Berita acara pengembalian CTT",
        hint="Dicetak rangkap dua dan ditandatangani kedua pihak saat cap diserahkan.",
    )
    def terbitkan(self) -> None: ...
