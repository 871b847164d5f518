"""Vehicles, minutes of the road, and each person's calendar address."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Kendaraan(models.Model):
    """A vehicle of the unit; one trip a day."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    nama = models.CharField("nama kendaraan", max_length=60)
    nomor_polisi = models.CharField("nomor polisi", max_length=15)
    aktif = models.BooleanField("dapat dipakai", default=True)

    class Meta:
        ordering = ["nama", "pk"]
        verbose_name = verbose_name_plural = "kendaraan"
        constraints = [
            models.UniqueConstraint(
                fields=["uml", "nomor_polisi"],
                name="tempat_pakai_kendaraan_sekali",
                violation_error_message="Kendaraan ini sudah tercatat.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.nomor_polisi})"


class WaktuTempuh(models.Model):
    """One way from the office to a kecamatan, in minutes of the road."""

    BAKU = 60

    uml = models.ForeignKey("accounts.Uml", on_delete=models.CASCADE, related_name="+")
    kecamatan = models.ForeignKey("uttp.Wilayah", on_delete=models.PROTECT, related_name="+")
    menit = models.PositiveSmallIntegerField("menit sekali jalan", default=BAKU)

    class Meta:
        ordering = ["kecamatan__kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["uml", "kecamatan"],
                name="tempat_pakai_tempuh_sekali",
                violation_error_message="Kecamatan ini sudah tercatat.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kecamatan}: {self.menit} menit"


def batas(low: int, high: int) -> list[Any]:
    return [MinValueValidator(low), MaxValueValidator(high)]


class KapasitasLapangan(models.Model):
    """What one unit reckons its trips with; without a row the values below hold."""

    uml = models.OneToOneField("accounts.Uml", on_delete=models.CASCADE, related_name="+")
    menit_spt = models.PositiveSmallIntegerField(
        "menit kerja untuk menerbitkan SPT", default=120, validators=batas(10, 2400)
    )
    menit_tempat = models.PositiveSmallIntegerField(
        "menit persiapan di tiap tempat", default=15, validators=batas(0, 240)
    )
    menit_tempuh = models.PositiveSmallIntegerField(
        "menit jalan ke kecamatan yang tidak disebut", default=60, validators=batas(0, 600)
    )
    penera_seregu = models.PositiveSmallIntegerField(
        "penera dalam satu regu usulan", default=2, validators=batas(1, 10)
    )
    maks_hari = models.PositiveSmallIntegerField(
        "hari terlama satu perjalanan", default=5, validators=batas(1, 14)
    )

    class Meta:
        verbose_name = verbose_name_plural = "kapasitas lapangan"

    def __str__(self) -> str:
        return f"Kapasitas lapangan {self.uml}"

    @classmethod
    def untuk(cls, uml_id: int) -> KapasitasLapangan:
        """The unit's row, or one with the usual values."""
        return cls.objects.filter(uml=uml_id).first() or cls(uml_id=uml_id)


def rahasia() -> str:
    return secrets.token_urlsafe(32)


class LanggananKalender(models.Model):
    """The secret in the address of one person's calendar.

    A new one makes the old address useless.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    rahasia = models.CharField(max_length=64, unique=True, default=rahasia)

    def __str__(self) -> str:
        return f"Kalender {self.user}"
