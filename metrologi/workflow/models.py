"""The past of every case, one sealed row a step; and the cases that nobody can take on."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

from metrologi.accounts.models import Penugasan
from metrologi.accounts.roles import Role
from metrologi.clock.now import now


class Jejak(models.Model):
    """One step that happened. A database trigger refuses UPDATE and DELETE."""

    case_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.PROTECT, related_name="+"
    )
    case_id = models.PositiveBigIntegerField()
    case = GenericForeignKey("case_type", "case_id")
    urut = models.PositiveIntegerField()
    machine = models.CharField(max_length=40)
    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
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
        constraints = [
            models.UniqueConstraint(fields=["case_type", "case_id", "urut"], name="jejak_urut")
        ]
        indexes = [models.Index(fields=["machine", "step", "at"], name="jejak_langkah")]

    @property
    def role_label(self) -> str:
        """In which role, and whether acting for its holder: "Plh. Kepala UML"."""
        name = dict(Role.choices).get(self.role, "Sistem")
        return f"{Penugasan.AWALAN.get(self.sifat, '')} {name}".strip()

    def __str__(self) -> str:
        return f"{self.machine} {self.case_id} #{self.urut} {self.step}"


class Terhenti(models.Model):
    """A case that stands still: no living person can take the next step, and why."""

    case_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.PROTECT, related_name="+"
    )
    case_id = models.PositiveBigIntegerField()
    case = GenericForeignKey("case_type", "case_id")
    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    alasan = models.CharField(max_length=300)
    sejak = models.DateTimeField(default=now)

    class Meta:
        ordering = ["sejak", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case_type", "case_id"], name="terhenti_sekali")
        ]
        verbose_name = "perkara tanpa pemegang"

    def __str__(self) -> str:
        return f"{self.case}: {self.alasan}"
