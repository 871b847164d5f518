"""Counts tries of anonymous visitors, so that numbers and codes cannot be guessed."""
from __future__ import annotations

from django.db import models


class Percobaan(models.Model):
    """Tries of one visitor at one door in one window of time; the visitor is a keyed hash, not an address."""

    kunci = models.CharField(max_length=64)
    jendela = models.DateTimeField()
    jumlah = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kunci", "jendela"], name="percobaan_sekali")]
        indexes = [models.Index(fields=["jendela"], name="percobaan_jendela")]

    def __str__(self) -> str:
        return f"{self.jendela:%H.%M} {self.jumlah}"
