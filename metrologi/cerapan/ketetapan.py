"""What an office has settled where no source speaks clearly: value, basis and dates.

A row is kept and never overwritten by a form.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from metrologi.bkd.angka import show
from metrologi.bkd.ketetapan import PERTANYAAN
from metrologi.clock.now import today

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml


class Ketetapan(models.Model):
    """One answer of an office, in force from `mulai` to `sampai` (both included).

    The latest that has begun counts.
    """

    uml = models.ForeignKey(
        "accounts.Uml", on_delete=models.CASCADE, related_name="ketetapan_cerapan"
    )
    kode = models.SlugField("hal", max_length=40)
    nilai = models.CharField(max_length=20)
    dasar = models.CharField(max_length=200)
    mulai = models.DateField(default=today)
    sampai = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "ketetapan cerapan", "ketetapan cerapan"
        ordering = ["kode", "-mulai"]
        constraints = [
            models.UniqueConstraint(
                fields=["uml", "kode", "mulai"], name="cerapan_ketetapan_sekali"
            ),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=models.F("mulai")),
                name="cerapan_ketetapan_urut",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hal}: {self.kata}"

    @property
    def hal(self) -> str:
        return PERTANYAAN[self.kode].nama if self.kode in PERTANYAAN else self.kode

    @property
    def kata(self) -> str:
        return PERTANYAAN[self.kode].words(self.nilai) if self.kode in PERTANYAAN else self.nilai

    def clean(self) -> None:
        question = PERTANYAAN.get(self.kode)
        self.nilai = self.nilai.strip().replace(",", ".")
        if question and not question.allows(self.nilai):
            raise ValidationError({"nilai": _boleh(question)})


def _boleh(question: Any) -> str:
    if question.pilihan:
        listed = "; ".join(f"{kode} ({kata})" for kode, kata in question.pilihan.items())
        return f"Tulis salah satu: {listed}."
    return f"Tulis bilangan antara {_kata(question.dari)} dan {_kata(question.sampai)}."


def _kata(number: Any) -> str:
    return show(Fraction(number)).replace(".", ",")


def pada(uml: Uml, hari: date) -> dict[str, dict[str, str]]:
    """{kode: {"nilai", "dasar"}} of what the office had settled by that day."""
    rows = Ketetapan.objects.filter(
        Q(sampai=None) | Q(sampai__gte=hari), uml=uml, mulai__lte=hari
    ).order_by("mulai")
    return {row.kode: {"nilai": row.nilai, "dasar": row.dasar} for row in rows}
