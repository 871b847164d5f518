"""Days on which an officer is not at work: leave, duty elsewhere, other permitted absence."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from metrologi.accounts.models.akun import Penugasan, Uml, User
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import now


class AbsenQuerySet(models.QuerySet["Absen"]):
    def antara(self, first: date, last: date) -> AbsenQuerySet:
        """Those of any of these days."""
        return self.filter(mulai__lte=last, sampai__gte=first)

    def di(self, uml: Uml) -> AbsenQuerySet:
        """Those of everybody who works at the unit, wherever they were written down."""
        return self.filter(user__in=Penugasan.objects.filter(uml=uml).values("user"))


class Absen(models.Model):
    """An officer's leave or duty elsewhere from the first day to the last, as a unit knows it."""

    class Jenis(models.TextChoices):
        CUTI = "cuti", "Cuti"
        DINAS = "dinas_luar", "Dinas luar"
        IZIN = "izin", "Izin"

    user = models.ForeignKey(
        User, verbose_name="pegawai", on_delete=models.CASCADE, related_name="daftar_absen"
    )
    uml = models.ForeignKey(Uml, on_delete=models.PROTECT, related_name="+", editable=False)
    jenis = models.CharField("jenis", max_length=10, choices=Jenis, default=Jenis.CUTI)
    mulai = models.DateField("mulai")
    sampai = models.DateField("sampai")
    keterangan = models.CharField("keterangan", max_length=200, blank=True)
    oleh = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    dicatat_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[Any] = AbsenQuerySet.as_manager()

    class Meta:
        ordering = ("mulai", "pk")
        verbose_name = "cuti atau dinas luar"
        verbose_name_plural = "cuti dan dinas luar"
        indexes: ClassVar[list[Any]] = [models.Index(fields=["uml", "sampai"])]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(sampai__gte=F("mulai")),
                name="accounts_absen_urut",
                violation_error_message="Hari terakhir tidak boleh sebelum hari pertama.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.sebab}"

    @property
    def sebab(self) -> str:
        """ "cuti 3 Desember 2026 s.d. 5 Desember 2026" """
        return f"{self.get_jenis_display().lower()} {self.hari}"

    @property
    def hari(self) -> str:
        """Its only day, or the first and the last."""
        if self.mulai == self.sampai:
            return tanggal(self.mulai)
        return f"{tanggal(self.mulai)} s.d. {tanggal(self.sampai)}"
