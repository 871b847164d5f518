"""The working standards of the office, and the certificates that allow their use on a given day."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from metrologi.clock.indonesia import tanggal
from metrologi.web import Chip

# Days before the end of a certificate in which the list warns of it.
HARI_SEGERA = 60


class StandarQuerySet(models.QuerySet["Standar"]):
    def berlaku(self, day: date) -> Self:
        """Those whose certificate covers `day`, and the agreement too where they are borrowed."""
        lent = Q(perjanjian_sampai=None) | Q(perjanjian_sampai__gte=day)
        return self.filter(lent, sertifikat_tanggal__lte=day, berlaku_sampai__gte=day, aktif=True)


class Standar(models.Model):
    """One standard or set; `nominal` is free text as engraved ("20 L", "1 mg - 10 kg")."""

    class Jenis(models.TextChoices):
        MASSA = "massa", "Anak timbangan dan bidur"
        VOLUME = "volume", "Bejana ukur standar"
        PANJANG = "panjang", "Panjang"
        LAINNYA = "lainnya", "Lainnya"

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    kode = models.SlugField("kode inventaris", max_length=40, blank=True)
    nama = models.CharField(max_length=120)
    jenis = models.CharField(max_length=10, choices=Jenis.choices)
    kelas = models.CharField(max_length=6, blank=True)
    nomor_seri = models.CharField(max_length=60, blank=True)
    nominal = models.CharField(max_length=60, blank=True)
    jumlah = models.PositiveSmallIntegerField(default=1)
    sertifikat_nomor = models.CharField(max_length=80)
    sertifikat_tanggal = models.DateField()
    berlaku_sampai = models.DateField()
    ketertelusuran = models.CharField(max_length=200, blank=True)
    ketidakpastian = models.CharField(max_length=80, blank=True)
    pinjaman_dari = models.CharField(max_length=120, blank=True)
    perjanjian = models.CharField(max_length=160, blank=True)
    perjanjian_tanggal = models.DateField(null=True, blank=True)
    perjanjian_sampai = models.DateField(null=True, blank=True)
    aktif = models.BooleanField(default=True)

    objects = StandarQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "standar"
        ordering = ["jenis", "nama", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["uml", "kode"], name="uttp_standar_kode", condition=~Q(kode="")
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__gte=models.F("sertifikat_tanggal")),
                name="uttp_standar_sertifikat_urut",
            ),
            models.CheckConstraint(
                condition=Q(pinjaman_dari="") | ~Q(perjanjian=""), name="uttp_standar_pinjaman"
            ),
            models.CheckConstraint(
                condition=Q(perjanjian_sampai=None) | Q(pinjaman_dari__gt=""),
                name="uttp_standar_perjanjian_pinjaman",
            ),
        ]

    def __str__(self) -> str:
        nominal = "" if self.nominal in self.nama else self.nominal
        return " ".join(p for p in (self.nama, nominal, f"({self.kode})" if self.kode else "") if p)

    def chip(self, day: date) -> Chip:
        """Whether it may be used on `day`, and whether its certificate ends soon."""
        if self.alasan_tidak_berlaku(day):
            return Chip("Tidak berlaku", "bad")
        if (self.berlaku_sampai - day).days <= HARI_SEGERA:
            return Chip("Segera habis", "warn")
        return Chip("Berlaku", "ok")

    def alasan_tidak_berlaku(self, day: date) -> str:
        """Why this standard may not be used on `day`; "" when it may."""
        if not self.aktif:
            return f"{self} sudah tidak dipakai."
        if day < self.sertifikat_tanggal:
            return (
                f"Sertifikat {self.sertifikat_nomor} dari {self} baru berlaku"
                f" {tanggal(self.sertifikat_tanggal)}."
            )
        if day > self.berlaku_sampai:
            return (
                f"Sertifikat {self.sertifikat_nomor} dari {self} berakhir"
                f" {tanggal(self.berlaku_sampai)}."
            )
        if self.perjanjian_sampai and day > self.perjanjian_sampai:
            return (
                f"Perjanjian {self.perjanjian} atas {self} berakhir"
                f" {tanggal(self.perjanjian_sampai)}."
            )
        return ""
