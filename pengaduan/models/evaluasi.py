"""The evaluation of a period and its plan of improvements."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import Role
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import now
from metrologi.workflow.cases import Case
from metrologi.workflow.rahasia import Rahasia, rahasia
from pengaduan.disebut import pegawai
from pengaduan.machine import EVALUASI, EvaluasiMachine
from pengaduan.models.catatan import Identitas
from pengaduan.models.perkara import AKHIR, Pengaduan


class Evaluasi(EvaluasiMachine, Case):
    """Stage 7 over the complaints that ended between two days."""

    mulai = models.DateField()
    sampai = models.DateField()
    temuan = models.TextField(blank=True)

    class Meta(Case.Meta):
        constraints = [
            *Case.Meta.constraints,
            EVALUASI.constraint(),
            models.CheckConstraint(
                condition=Q(sampai__gte=models.F("mulai")), name="evaluasi_pengaduan_periode"
            ),
        ]
        verbose_name = "evaluasi pengaduan"

    @classmethod
    def bertumpang(cls, uml: Uml, mulai: date, sampai: date) -> Evaluasi | None:
        """The evaluation of the unit whose period shares a day with this one."""
        rows = cls.objects.filter(uml=uml, mulai__lte=sampai, sampai__gte=mulai)
        return rows.order_by("pk").first()

    def subject(self) -> str:
        return f"{tanggal(self.mulai)} sampai {tanggal(self.sampai)}"

    def rahasia(self) -> Rahasia | None:
        """Every protected reporter whose complaint ended in the period."""
        rows = Identitas.objects.filter(
            pengaduan__uml=self.uml_id,
            pengaduan__status__in=AKHIR,
            pengaduan__status_since__date__range=(self.mulai, self.sampai),
        ).exclude(pengaduan__kerahasiaan=Pengaduan.Kerahasiaan.TERBUKA)
        return rahasia(who.orang() for who in rows)

    def mengenal(self, user: User) -> bool:
        return Role.KEPALA in user.roles(self.uml)

    def boleh_buka_naskah(self, user: User) -> bool:
        """An evaluation is about no single reporter; it is read by all who handle complaints."""
        return True

    def isi_periode(self, *, mulai: Any, sampai: Any) -> dict:
        self.mulai, self.sampai = mulai, sampai
        return {"mulai": mulai.isoformat(), "sampai": sampai.isoformat()}

    def isi_rencana(self, *, temuan: str, rencana: list[dict]) -> dict:
        self.temuan = temuan
        return {"rencana": len(rencana)}

    def simpan_rencana(self, *, rencana: list[dict]) -> None:
        self.rencana.all().delete()
        people = {person.nama.casefold(): person for person in self.pegawai()}
        RencanaPerbaikan.objects.bulk_create(
            RencanaPerbaikan(
                evaluasi=self, pelaksana=people.get(row["penanggung_jawab"].casefold()), **row
            )
            for row in rencana
        )

    def pegawai(self) -> list[User]:
        """Whom an improvement may be given to, by name."""
        return pegawai(self.uml)

    def periksa_selesai(self, *, perbaikan: RencanaPerbaikan) -> dict:
        """What the step `catat_selesai` keeps in the log."""
        if not self.rencana.filter(pk=perbaikan.pk, selesai_at=None).exists():
            raise ValidationError("Perbaikan ini sudah dicatat selesai.")
        return {"perbaikan": perbaikan.uraian}

    def simpan_selesai(self, *, perbaikan: RencanaPerbaikan) -> None:
        self.rencana.filter(pk=perbaikan.pk).update(selesai_at=now())


class RencanaPerbaikan(models.Model):
    """One planned improvement: what, by whom, until when, and when it was done.

    `pelaksana` is the officer whose name was typed; without one the Kepala sees to it.
    """

    evaluasi = models.ForeignKey(Evaluasi, on_delete=models.CASCADE, related_name="rencana")
    uraian = models.CharField(max_length=300)
    penanggung_jawab = models.CharField(max_length=120)
    tenggat = models.DateField()
    pelaksana = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    selesai_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["tenggat", "pk"]

    def __str__(self) -> str:
        return self.uraian
