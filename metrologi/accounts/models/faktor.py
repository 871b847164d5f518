"""What proves a person besides the password: code app, passkeys and recovery codes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from metrologi.accounts.models.akun import User
from metrologi.clock.now import now


class AplikasiKode(models.Model):
    """The app on a person's telephone that shows a new code every 30 seconds (TOTP, RFC 6238)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="aplikasi_kode")
    # Encrypted, so that a copy of the database alone does not give the codes.
    rahasia = models.CharField(max_length=250, editable=False)
    # The 30 seconds of the last code that was accepted; no code counts twice.
    langkah_terakhir = models.BigIntegerField(default=0, editable=False)
    dibuat_at = models.DateTimeField("dipasang", default=now, editable=False)

    class Meta:
        verbose_name = "aplikasi kode"
        verbose_name_plural = "aplikasi kode"

    def __str__(self) -> str:
        return f"Aplikasi kode – {self.user}"


class KodePemulihan(models.Model):
    """One of ten printed codes, each of which stands in once for a lost telephone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kode_pemulihan")
    # The first letters find the row; the rest is known by its hash alone.
    awal = models.CharField(max_length=4, editable=False)
    sisa = models.CharField(max_length=128, editable=False)
    dipakai_at = models.DateTimeField("dipakai", null=True, editable=False)

    class Meta:
        verbose_name = "kode pemulihan"
        verbose_name_plural = "kode pemulihan"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["user", "awal"], name="accounts_kode_pemulihan_satu")
        ]

    def __str__(self) -> str:
        return f"Kode pemulihan – {self.user}"


class Passkey(models.Model):
    """A key that a telephone, computer or security key made for this portal alone (WebAuthn)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkey")
    nama = models.CharField("nama", max_length=60)
    kredensial = models.BinaryField(unique=True, max_length=1024, editable=False)
    kunci_publik = models.BinaryField(editable=False)
    # How often the device says that it signed; a smaller number means that the key was copied.
    hitungan = models.BigIntegerField(default=0, editable=False)
    dibuat_at = models.DateTimeField("dibuat", default=now, editable=False)
    dipakai_at = models.DateTimeField("terakhir dipakai", null=True, editable=False)

    class Meta:
        ordering = ("dibuat_at", "pk")
        verbose_name = "passkey"
        verbose_name_plural = "passkey"

    def __str__(self) -> str:
        return f"{self.nama} – {self.user}"
