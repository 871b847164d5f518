"""The evaluation of a period and its plan of improvements."""
from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from metrologi.workflow.cases import Case
from pengaduan.machine import EVALUASI, EvaluasiMachine


class Evaluasi(EvaluasiMachine, Case):
    """Stage 7 over the complaints that ended between two days."""

    mulai = models.DateField()
    sampai = models.DateField()
    temuan = models.TextField(blank=True)

    class Meta(Case.Meta):
        constraints = [
            *Case.Meta.constraints, EVALUASI.constraint(),
            models.CheckConstraint(condition=Q(sampai__gte=models.F("mulai")), name="evaluasi_pengaduan_periode"),
        ]
        verbose_name = "evaluasi pengaduan"

    def subject(self) -> str:
        return f"{self.mulai:%d-%m-%Y} sampai {self.sampai:%d-%m-%Y}"

    def isi_periode(self, *, mulai: Any, sampai: Any, **rest: Any) -> dict:
        self.mulai, self.sampai = mulai, sampai
        return {"mulai": mulai.isoformat(), "sampai": sampai.isoformat()}

    def isi_rencana(self, *, temuan: str, rencana: list[dict], **rest: Any) -> dict:
        self.temuan = temuan
        return {"rencana": len(rencana)}

    def simpan_tulis_rencana(self, *, rencana: list[dict], **rest: Any) -> None:
        self.rencana.all().delete()
        RencanaPerbaikan.objects.bulk_create(RencanaPerbaikan(evaluasi=self, **row) for row in rencana)


class RencanaPerbaikan(models.Model):
    evaluasi = models.ForeignKey(Evaluasi, on_delete=models.CASCADE, related_name="rencana")
    uraian = models.CharField(max_length=300)
    penanggung_jawab = models.CharField(max_length=120)
    tenggat = models.DateField()

    class Meta:
        ordering = ["tenggat", "pk"]

    def __str__(self) -> str:
        return self.uraian
