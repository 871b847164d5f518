"""Asking for an account to be given back to its owner, which two people must want."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from metrologi.accounts.models.akun import User
from metrologi.clock.now import now


class PemulihanAkun(models.Model):
    """An officer lost the second factor, or password and mailbox; one asks, another confirms."""

    class Putusan(models.TextChoices):
        MENUNGGU = "", "Menunggu orang kedua"
        SETUJU = "setuju", "Dipulihkan"
        TOLAK = "tolak", "Ditolak"

    BERLAKU: ClassVar[timedelta] = timedelta(days=3)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="pemulihan")
    alasan = models.CharField("alasan", max_length=300)
    surel_baru = models.EmailField("surel baru", blank=True)
    diminta_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    diminta_at = models.DateTimeField("diminta", default=now)
    putusan = models.CharField("putusan", max_length=6, choices=Putusan, blank=True)
    diputus_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_at = models.DateTimeField("diputus", null=True)

    class Meta:
        ordering = ("-diminta_at", "-pk")
        verbose_name = "pemulihan akun"
        verbose_name_plural = "pemulihan akun"
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(putusan="") | Q(diputus_oleh__isnull=False),
                name="accounts_pemulihan_diputus_orang",
            ),
            models.CheckConstraint(
                condition=Q(diputus_oleh=None) | ~Q(diputus_oleh=models.F("diminta_oleh")),
                name="accounts_pemulihan_dua_orang",
            ),
        ]

    def __str__(self) -> str:
        return f"Pemulihan akun – {self.user}"

    @property
    def sampai(self) -> datetime:
        return self.diminta_at + self.BERLAKU

    @property
    def terbuka(self) -> bool:
        return self.putusan == self.Putusan.MENUNGGU and now() < self.sampai
