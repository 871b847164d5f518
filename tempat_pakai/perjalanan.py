"""The trip that serves several applications with one SPT: rows 2 and 3 of the SOP as a machine."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import menit_kerja
from metrologi.workflow.declare import Machine, State
from tempat_pakai import guards

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrologi.accounts.models import User
    from tempat_pakai.models import PermohonanTempatPakai
    from tempat_pakai.sarana import Kendaraan


class StatusPerjalanan(models.TextChoices):
    DISUSUN = "disusun", "Jadwal disusun"
    MENUNGGU_SPT = "menunggu_spt", "Menunggu SPT"
    BERJALAN = "berjalan", "SPT terbit"
    SELESAI = "selesai", "Selesai"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


S, A, P, K = StatusPerjalanan, Role.ADMINISTRASI, Role.PENERA, Role.KEPALA
TERBUKA = (S.DISUSUN, S.MENUNGGU_SPT, S.BERJALAN)

PERJALANAN = Machine(
    code="perjalanan",
    title="Perjalanan dinas tera",
    kicker="Perjalanan",
    status=StatusPerjalanan,
    sop="Pelayanan Tera dan Tera Ulang di Tempat UTTP Terpakai",
    number="PJ/{urut:04}/{bulan_romawi}/{tahun}",
    states={
        S.DISUSUN: State(A, sla=menit_kerja(10), road=True),
        S.MENUNGGU_SPT: State(K, sla=menit_kerja(120), road=True),
        S.BERJALAN: State(resting=True, road=True),
        S.SELESAI: State(final=True, road=True),
        S.DIBATALKAN: State(final=True),
    },
)
opening, step = PERJALANAN.opening, PERJALANAN.step


class PerjalananMachine(models.Model):
    """The administration plans a trip, the Kepala orders it by SPT, the last visit ends it."""

    machine = PERJALANAN
    status = PERJALANAN.field()

    class Meta:
        abstract = True

    @opening(
        "Jadwalkan perjalanan",
        target=S.DISUSUN,
        by=A,
        sop="tempat_pakai:2",
        form="SusunForm",
        page="perjalanan/baru.html",
        rows="simpan_regu",
    )
    def susun(
        self,
        *,
        permohonan: list[PermohonanTempatPakai],
        tanggal: dt.date,
        petugas: Iterable[User],
        sampai: dt.date | None = None,
        jam: dt.time | None = None,
        kendaraan: Kendaraan | None = None,
        keterangan: str = "",
        alasan_lampaui: str = "",
    ) -> dict:
        if not permohonan:
            raise ValidationError("Pilih sekurangnya satu permohonan.")
        plan = self.rencanakan(tanggal, sampai, jam, kendaraan, keterangan, alasan_lampaui)
        return {**plan, "permohonan": [p.nomor for p in permohonan]}

    @step(
        "Ajukan konsep SPT",
        source=S.DISUSUN,
        target=S.MENUNGGU_SPT,
        by=A,
        sop="tempat_pakai:2",
        guards=(guards.ada_permohonan, guards.ada_penera, guards.petugas_masuk),
        hint="Periksa tempat, petugas, dan tanggal; lalu kirim kepada Kepala.",
    )
    def ajukan_spt(self) -> None: ...

    @step(
        "Tambah permohonan",
        source=S.DISUSUN,
        target=S.DISUSUN,
        by=A,
        sop="tempat_pakai:2",
        hint="Permohonan lain yang searah ikut dalam perjalanan dan SPT yang sama.",
        form="TambahPermohonanForm",
    )
    def tambah_permohonan(self, *, permohonan: list[PermohonanTempatPakai]) -> dict:
        return {"permohonan": [p.nomor for p in permohonan]}

    @step(
        "Terbitkan SPT",
        source=S.MENUNGGU_SPT,
        target=S.BERJALAN,
        by=K,
        sop="tempat_pakai:3",
        signs=True,
        guards=(guards.ada_permohonan, guards.petugas_masuk),
        issues="spt_tempat_pakai",
        outputs="SPT",
        hint="Periksa konsep SPT, lalu isi passphrase.",
    )
    def terbitkan_spt(self) -> None: ...

    @step(
        "Kembalikan dengan catatan",
        source=S.MENUNGGU_SPT,
        target=S.DISUSUN,
        by=K,
        sop="tempat_pakai:3",
        note="wajib",
        hint="Sebutkan yang harus diperbaiki; administrasi mengajukannya lagi.",
    )
    def kembalikan_spt(self) -> None: ...

    @step(
        "Jadwal ulang",
        source=TERBUKA,
        target=S.DISUSUN,
        by=A,
        sop="tempat_pakai:2",
        note="wajib",
        guards=guards.belum_ada_kunjungan,
        hint="Alasan Anda dikirim kepada semua pemilik; SPT yang sudah terbit dicabut.",
        form="JadwalUlangForm",
        rows="simpan_regu",
    )
    def jadwal_ulang(
        self,
        *,
        tanggal: dt.date,
        petugas: Iterable[User],
        sampai: dt.date | None = None,
        jam: dt.time | None = None,
        kendaraan: Kendaraan | None = None,
        keterangan: str = "",
        alasan_lampaui: str = "",
    ) -> dict:
        before: dt.date = self.tanggal
        plan = self.rencanakan(tanggal, sampai, jam, kendaraan, keterangan, alasan_lampaui)
        return {"dari": before.isoformat(), **plan}

    @PERJALANAN.relief(
        "Ganti petugas",
        source=S.BERJALAN,
        by=K,
        signs=True,
        guards=guards.ada_permohonan,
        issues="spt_tempat_pakai",
        hint="Bila petugas sakit, pindah, atau terkait. SPT baru menggantikan yang lama; hari dan "
        "kunjungan yang sudah dimulai tetap.",
        form="GantiPetugasForm",
        rows="simpan_regu",
    )
    def ganti_petugas(self, *, petugas: Iterable[User]) -> dict:
        return {"petugas": [p.username for p in petugas]}

    @step(
        "Batalkan perjalanan",
        source=TERBUKA,
        target=S.DIBATALKAN,
        by=A,
        sop="tempat_pakai:2",
        note="wajib",
        danger=True,
        guards=guards.belum_ada_kunjungan,
        hint="Semua permohonan kembali menunggu jadwal; SPT yang sudah terbit dicabut.",
    )
    def batalkan_perjalanan(self) -> None: ...

    @step(
        "Semua kunjungan selesai",
        source=S.BERJALAN,
        target=S.SELESAI,
        by=P,
        sop="tempat_pakai:4",
        reaction=True,
    )
    def tuntas(self) -> None: ...

    def rencanakan(
        self,
        tanggal: dt.date,
        sampai: dt.date | None,
        jam: dt.time | None,
        kendaraan: Kendaraan | None,
        keterangan: str,
        alasan_lampaui: str,
    ) -> dict:
        """Take over the plan; ValidationError for days in the wrong order."""
        if sampai and sampai < tanggal:
            raise ValidationError("Tanggal kembali tidak boleh sebelum tanggal berangkat.")
        self.tanggal, self.sampai, self.jam = tanggal, sampai or tanggal, jam or dt.time(8)
        self.kendaraan, self.keterangan, self.alasan_lampaui = kendaraan, keterangan, alasan_lampaui
        return {"tanggal": self.tanggal.isoformat(), "sampai": self.sampai.isoformat()}
