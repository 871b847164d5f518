"""What this office may test, with its limits and standards, and who around it may test the rest."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from metrologi.bkd.tulisan import tulis_angka


class RuangLingkupQuerySet(models.QuerySet["RuangLingkup"]):
    def pada(self, day: date) -> Self:
        """The lines in force on that day."""
        return self.filter(Q(sampai=None) | Q(sampai__gte=day), mulai__lte=day)


class Batas(models.Model):
    """A kind (or family) that the office serves.

    `kelas` and capacity limit it; empty means without limit.
    """

    jenis = models.ForeignKey("uttp.JenisUttp", on_delete=models.PROTECT, related_name="+")
    kelas = ArrayField(models.CharField(max_length=6), default=list, blank=True)
    batas_maks = models.DecimalField(max_digits=15, decimal_places=6, null=True, blank=True)
    satuan = models.CharField(max_length=12, blank=True)

    class Meta:
        abstract = True

    @property
    def batas(self) -> str:
        """ "100 t"; "" without a limit."""
        return "" if self.batas_maks is None else f"{tulis_angka(self.batas_maks)} {self.satuan}"


class RuangLingkup(Batas):
    """One line of the SKKPTTU of a unit."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.CASCADE, related_name="lingkup")
    standar = models.TextField(blank=True)
    pinjaman = models.TextField("standar pinjaman dan perjanjiannya", blank=True)
    dasar = models.CharField(max_length=200)
    mulai = models.DateField()
    sampai = models.DateField(null=True, blank=True)
    dikonfirmasi = models.BooleanField(default=False)

    objects = RuangLingkupQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ruang lingkup"
        ordering = ["uml", "jenis__urut"]
        constraints = [
            models.UniqueConstraint(fields=["uml", "jenis", "mulai"], name="uttp_lingkup_mulai")
        ]

    def __str__(self) -> str:
        return str(self.jenis)


class LetakUml(models.Model):
    """Where the office of a unit stands, in decimal degrees, for distances to neighbours."""

    uml = models.OneToOneField("accounts.Uml", on_delete=models.CASCADE, related_name="letak")
    lintang = models.DecimalField(max_digits=9, decimal_places=6)
    bujur = models.DecimalField(max_digits=9, decimal_places=6)

    class Meta:
        verbose_name = verbose_name_plural = "letak UML"

    def __str__(self) -> str:
        return f"{self.lintang}, {self.bujur}"


class UmlTetangga(models.Model):
    """Another unit or balai to which a request outside the scope is referred."""

    kode = models.SlugField(max_length=40, unique=True)
    nama = models.CharField(max_length=120)
    alamat = models.CharField(max_length=200, blank=True)
    telepon = models.CharField(max_length=30, blank=True)
    lintang = models.DecimalField(max_digits=9, decimal_places=6)
    bujur = models.DecimalField(max_digits=9, decimal_places=6)
    lingkup = models.ManyToManyField(
        "uttp.JenisUttp", through="LingkupTetangga", related_name="tetangga"
    )
    sumber = models.CharField(max_length=200, blank=True)
    dikonfirmasi = models.BooleanField(default=False)
    aktif = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = "UML tetangga"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama


class LingkupTetangga(Batas):
    """One line of a neighbour's scope."""

    tetangga = models.ForeignKey(UmlTetangga, on_delete=models.CASCADE, related_name="baris")

    class Meta:
        verbose_name = verbose_name_plural = "lingkup tetangga"
        constraints = [
            models.UniqueConstraint(fields=["tetangga", "jenis"], name="uttp_lingkup_tetangga")
        ]

    def __str__(self) -> str:
        return str(self.jenis)
