"""Kecamatan and desa by their Kemendagri codes (not BPS codes)."""

from __future__ import annotations

from django.db import models


class Tingkat(models.TextChoices):
    """The levels of a region below the province."""

    KABUPATEN = "kabupaten", "Kabupaten"
    KECAMATAN = "kecamatan", "Kecamatan"
    DESA = "desa", "Desa/kelurahan"


class Wilayah(models.Model):
    """One region, with a code such as "16.06.01.2001".

    The parts are province, kabupaten, kecamatan, and desa (2xxx) or kelurahan (1xxx).
    """

    kode = models.CharField(max_length=13, unique=True)
    nama = models.CharField(max_length=80)
    tingkat = models.CharField(max_length=10, choices=Tingkat.choices)
    induk = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="anak"
    )

    class Meta:
        verbose_name = verbose_name_plural = "wilayah"
        ordering = ["kode"]
        indexes = [models.Index(fields=["tingkat", "kode"], name="uttp_wilayah_tingkat")]

    def __str__(self) -> str:
        return f"{self.sebutan} {self.nama}"

    @property
    def sebutan(self) -> str:
        """ "Kelurahan" where the fourth part begins with 1."""
        if self.tingkat != Tingkat.DESA:
            return str(Tingkat(self.tingkat).label)
        return "Kelurahan" if self.kode.split(".")[-1].startswith("1") else "Desa"
