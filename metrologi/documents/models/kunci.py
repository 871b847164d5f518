"""The signing key of a person: an encrypted PKCS#12 file, its certificate, and the wrong tries."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from metrologi.clock.now import now
from metrologi.documents.signing.percobaan import TRIES


class KunciTandaTangan(models.Model):
    """One active key a person; old ones stay, their certificates vouch for what they signed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="kunci_tanda_tangan"
    )
    p12 = models.BinaryField(editable=False)
    sertifikat = models.BinaryField(editable=False)
    sidik = models.CharField("sidik sertifikat", max_length=64, db_index=True, editable=False)
    subject = models.CharField("pemilik sertifikat", max_length=300)
    issuer = models.CharField("penerbit sertifikat", max_length=300)
    serial = models.CharField("nomor seri", max_length=64)
    not_before = models.DateTimeField("berlaku mulai")
    not_after = models.DateTimeField("berlaku sampai")
    gagal = models.PositiveSmallIntegerField("passphrase salah", default=0)
    terkunci_sampai = models.DateTimeField("terkunci sampai", null=True)
    aktif = models.BooleanField("aktif", default=True)
    dibuat_at = models.DateTimeField("diunggah", default=now, editable=False)

    class Meta:
        ordering = ["-dibuat_at", "-pk"]
        verbose_name = "kunci tanda tangan"
        verbose_name_plural = "kunci tanda tangan"
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(aktif=True), name="satu_kunci_aktif"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.serial})"

    @property
    def sisa(self) -> int:
        """Wrong tries left before the pause."""
        return TRIES - self.gagal

    @property
    def terkunci(self) -> bool:
        return self.terkunci_sampai is not None and self.terkunci_sampai > now()

    @property
    def berlaku(self) -> bool:
        return self.not_before <= now() <= self.not_after
