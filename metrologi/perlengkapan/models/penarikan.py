"""A standard found faulty: the period in doubt, and for each owner a drafted letter and re-test until the Kepala decides."""
from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from metrologi.accounts.roles import Role
from metrologi.clock.now import now
from metrologi.perlengkapan.models.ctt import MilikUnitQuerySet
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.uttp.perwakilan import usaha_saya

PETUGAS = (Role.ADMINISTRASI, Role.PENERA, Role.KEPALA, Role.ADMIN_SATKER)


class Penarikan(models.Model):
    """The recall of everything judged with one standard from one day to another, both included."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    standar = models.ForeignKey("uttp.Standar", on_delete=models.PROTECT, related_name="penarikan")
    dari = models.DateField()
    sampai = models.DateField()
    alasan = models.CharField(max_length=500)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    objects = MilikUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penarikan hasil"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sampai__gte=F("dari")), name="perlengkapan_penarikan_urut"),
            models.UniqueConstraint(fields=["standar", "dari", "sampai"], name="perlengkapan_penarikan_sekali"),
        ]

    def __str__(self) -> str:
        return f"Penarikan hasil {self.standar}"

    def get_absolute_url(self) -> str:
        return reverse("perlengkapan:penarikan", args=[self.pk])


class UsulanQuerySet(models.QuerySet["Usulan"]):
    def visible_to(self, user: Any) -> Self:
        """The staff see every proposal of their unit; an owner's accounts only what the Kepala has approved."""
        if not user.is_authenticated:
            return self.none()
        units = [pk for pk in satuan_kerja(user) if pk in user.units_with(PETUGAS)]
        return self.filter(Q(uml_id__in=units) | Q(keadaan=Usulan.Keadaan.DISETUJUI) & usaha_saya(user))


class Usulan(models.Model):
    """For one owner: the letter that tells them and the re-test offered. Nothing leaves the office before the Kepala's yes."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu Kepala"
        DISETUJUI = "disetujui", "Disetujui, surat terbit"
        DITOLAK = "ditolak", "Tidak disetujui"

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    penarikan = models.ForeignKey(Penarikan, on_delete=models.PROTECT, related_name="usulan")
    pemilik = models.ForeignKey("uttp.Pemilik", on_delete=models.PROTECT, related_name="+")
    keadaan = models.CharField(max_length=10, choices=Keadaan.choices, default=Keadaan.MENUNGGU)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    diputus_at = models.DateTimeField(null=True)
    alasan = models.CharField(max_length=300, blank=True)

    objects = UsulanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "usulan uji ulang"
        ordering = ["penarikan", "pemilik__nama", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["penarikan", "pemilik"], name="perlengkapan_usulan_satu"),
            models.CheckConstraint(condition=Q(keadaan="menunggu", diputus_at=None) | ~Q(keadaan="menunggu")
                                   & Q(diputus_at__isnull=False, diputus_oleh__isnull=False), name="perlengkapan_usulan_putus"),
            models.CheckConstraint(condition=~Q(keadaan="ditolak") | ~Q(alasan=""), name="perlengkapan_usulan_alasan"),
        ]

    def __str__(self) -> str:
        return f"{self.penarikan}, {self.pemilik}"

    def get_absolute_url(self) -> str:
        return self.penarikan.get_absolute_url()


class UsulanUji(models.Model):
    """One result in doubt, at home in exactly one proposal of its recall."""

    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="uji")
    penarikan = models.ForeignKey(Penarikan, on_delete=models.PROTECT, related_name="uji")
    pengujian = models.ForeignKey("cerapan.Pengujian", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "hasil terdampak"
        ordering = ["usulan", "pengujian"]
        constraints = [models.UniqueConstraint(fields=["penarikan", "pengujian"], name="perlengkapan_terdampak_satu")]

    def __str__(self) -> str:
        return str(self.pengujian)
