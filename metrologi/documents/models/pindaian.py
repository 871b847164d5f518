"""The scan of a paper that was signed by hand; the newest one counts."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Pindaian(models.Model):
    """A stored picture or PDF of the signed sheet: who kept it, and when. Rows are only added."""

    dokumen = models.ForeignKey(
        "documents.Dokumen", on_delete=models.PROTECT, related_name="pindaian"
    )
    nama = models.CharField(max_length=120)
    file = models.CharField(max_length=200)
    ukuran = models.PositiveIntegerField()
    jenis_isi = models.CharField(max_length=60)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = "pindaian"

    def __str__(self) -> str:
        return f"pindaian {self.dokumen}"
