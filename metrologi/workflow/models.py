"""The past: one append-only, hash-chained row per step of any case."""
from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

from metrologi.accounts.roles import Role


class Jejak(models.Model):
    """One step that happened. A database trigger refuses UPDATE and DELETE."""

    case_type = models.ForeignKey("contenttypes.ContentType", on_delete=models.PROTECT, related_name="+")
    case_id = models.PositiveBigIntegerField()
    case = GenericForeignKey("case_type", "case_id")
    urut = models.PositiveIntegerField()
    machine = models.CharField(max_length=40)
    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    sifat = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=32, blank=True)
    target = models.CharField(max_length=32)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    minutes = models.PositiveIntegerField(default=0)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["case_type", "case_id", "urut"]
        constraints = [models.UniqueConstraint(fields=["case_type", "case_id", "urut"], name="jejak_urut")]
        indexes = [models.Index(fields=["machine", "step", "at"], name="jejak_langkah")]

    @property
    def role_label(self) -> str:
        return dict(Role.choices).get(self.role, "Sistem")

    def __str__(self) -> str:
        return f"{self.machine} {self.case_id} #{self.urut} {self.step}"
