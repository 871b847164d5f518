"""The history of an instrument, a row per event; a database trigger refuses all but new rows."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from metrologi.clock.now import now


class Peristiwa(models.TextChoices):
    """What may happen to an instrument."""

    DIDAFTARKAN = "didaftarkan", "Didaftarkan"
    SAH = "sah", "Dinyatakan SAH"
    PERLU_PERBAIKAN = "perlu_perbaikan", "Perlu perbaikan"
    BATAL = "batal", "Dinyatakan BATAL"
    SKHP = "skhp", "SKHP terbit"
    DICABUT = "dicabut", "Surat hasil uji dicabut"
    GUGUR = "gugur", "Tanda tera gugur"
    PINDAH = "pindah", "Pindah tempat"
    GANTI_PEMILIK = "ganti_pemilik", "Berganti pemilik"
    DIUBAH = "diubah", "Data diperbaiki"


class Tahap(models.TextChoices):
    TERA = "tera", "Tera"
    TERA_ULANG = "tera_ulang", "Tera ulang"


class RiwayatUttp(models.Model):
    """What happened, when, at which office.

    `keterangan`, `data` and `oleh` are for staff and owner, never public.
    """

    PUTUSAN: ClassVar[frozenset[str]] = frozenset(
        {Peristiwa.SAH, Peristiwa.PERLU_PERBAIKAN, Peristiwa.BATAL}
    )
    UMUM: ClassVar[frozenset[str]] = PUTUSAN | {
        Peristiwa.DIDAFTARKAN,
        Peristiwa.SKHP,
        Peristiwa.DICABUT,
        Peristiwa.GUGUR,
        Peristiwa.PINDAH,
        Peristiwa.GANTI_PEMILIK,
    }

    uttp = models.ForeignKey("uttp.Uttp", on_delete=models.PROTECT, related_name="riwayat")
    waktu = models.DateTimeField(default=now)
    peristiwa = models.CharField(max_length=20, choices=Peristiwa.choices)
    tahap = models.CharField(max_length=10, choices=Tahap.choices, blank=True)
    berlaku_sampai = models.DateField(null=True, blank=True)
    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    nomor = models.CharField("nomor dokumen", max_length=120, blank=True)
    keterangan = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "riwayat UTTP"
        ordering = ["-waktu", "-pk"]
        indexes = [models.Index(fields=["uttp", "-waktu"], name="uttp_riwayat_uttp")]

    def __str__(self) -> str:
        return self.judul

    @property
    def judul(self) -> str:
        """ "Tera ulang: dinyatakan SAH" where a test made the event."""
        if not self.tahap:
            return str(Peristiwa(self.peristiwa).label)
        label = str(Peristiwa(self.peristiwa).label)
        return f"{Tahap(self.tahap).label}: {label[0].lower()}{label[1:]}"
