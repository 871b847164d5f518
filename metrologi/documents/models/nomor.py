"""How a unit numbers its papers, and the last number taken."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models

from metrologi.documents import pola


def periksa_pola(value: str) -> None:
    """Form and model validator; says in Indonesian what is wrong with a pattern."""
    if reason := pola.problem(value):
        raise ValidationError(reason)


class PolaNomor(models.Model):
    """The pattern a unit prefers for a code, instead of the one the paper declares."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="pola_nomor")
    code = models.CharField("jenis dokumen", max_length=40)
    pola = models.CharField(
        "pola nomor", max_length=120, validators=[periksa_pola], help_text=pola.HELP
    )

    class Meta:
        ordering = ["uml", "code"]
        verbose_name = "pola nomor"
        verbose_name_plural = "pola nomor"
        constraints = [
            models.UniqueConstraint(
                fields=["uml", "code"],
                name="satu_pola_per_jenis",
                violation_error_message="Jenis dokumen ini sudah mempunyai pola.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.pola}"

    def clean(self) -> None:
        twin = (
            PolaNomor.objects.filter(uml_id=self.uml_id, pola__iexact=self.pola)
            .exclude(code=self.code)
            .first()
        )
        if twin:
            reason = f"Pola ini sudah dipakai “{twin.code}”; dua jenis dokumen akan bernomor sama."
            raise ValidationError({"pola": reason})

    def example(self, at: datetime) -> str:
        """What the first number of the year would look like."""
        return pola.fill(self.pola, uml=self.uml, urut=1, at=at)


class Penghitung(models.Model):
    """The last number taken for a code, year and unit; a lock on its row prevents gaps."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    tahun = models.PositiveSmallIntegerField()
    urut = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uml", "code", "tahun"], name="satu_penghitung")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.tahun}: {self.urut}"
