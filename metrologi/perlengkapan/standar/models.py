"""What is kept of a standard beside its own row: every certificate, and who has it on loan."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from metrologi.clock.now import now
from metrologi.uttp.keterlihatan import satuan_kerja

if TYPE_CHECKING:
    from metrologi.accounts.models import User


def nama_berkas(row: SertifikatStandar, filename: str) -> str:
    """Where the file of a certificate is stored, under a name that nobody can guess."""
    ending = filename.rsplit(".", 1)[-1].lower()
    return f"sertifikat/{row.standar_id}/{secrets.token_hex(8)}.{ending}"


class StandarMilikQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """The staff of the unit that keeps the standard."""
        return self.filter(standar__uml_id__in=satuan_kerja(user))


class SertifikatStandar(models.Model):
    """A certificate as it was entered; the newest stands in the standard's own row too."""

    standar = models.ForeignKey("uttp.Standar", on_delete=models.PROTECT, related_name="sertifikat")
    nomor = models.CharField("nomor sertifikat", max_length=80)
    tanggal = models.DateField("tanggal sertifikat")
    berlaku_sampai = models.DateField()
    ketertelusuran = models.CharField(max_length=200, blank=True)
    ketidakpastian = models.CharField(max_length=80, blank=True)
    berkas = models.FileField(upload_to=nama_berkas, blank=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=now, editable=False)

    objects = StandarMilikQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "sertifikat standar"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standar", "nomor", "tanggal"], name="perlengkapan_sertifikat_satu"
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__gte=models.F("tanggal")),
                name="perlengkapan_sertifikat_urut",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def uml_id(self) -> int:
        return self.standar.uml_id


class PinjamStandar(models.Model):
    """Who has a standard, since when; at most one open line a standard."""

    standar = models.ForeignKey("uttp.Standar", on_delete=models.PROTECT, related_name="pinjaman")
    pemegang = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    keperluan = models.CharField(max_length=200)
    sejak = models.DateTimeField(default=now)
    rencana_kembali = models.DateField("rencana kembali", null=True, blank=True)
    diserahkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    kembali_at = models.DateTimeField(null=True)
    diterima_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    keadaan_kembali = models.CharField("keadaan saat kembali", max_length=200, blank=True)

    objects = StandarMilikQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pinjaman standar"
        ordering = ["-sejak", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standar"],
                condition=Q(kembali_at=None),
                name="perlengkapan_standar_satu_pemegang",
            ),
            models.CheckConstraint(
                condition=Q(kembali_at=None) | Q(diterima_oleh__isnull=False),
                name="perlengkapan_standar_diterima",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standar}: {self.pemegang}"
