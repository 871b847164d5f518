"""Kinds of instruments as a tree, and what the law asks of each at which time."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


class JenisQuerySet(models.QuerySet["JenisUttp"]):
    def pilihan(self) -> Self:
        """The kinds a person can choose, in the order of the regulation."""
        return self.filter(daun=True, aktif=True).order_by("urut")


class JenisUttp(models.Model):
    """A family or a kind of instrument.

    `jalur` lists the codes from the root down, so one query finds the rules of all its families.
    `isian` declares the data that only this kind has, as [{"nama", "label", "angka": bool}]; they
    are stored in `Uttp.ekstra`.
    """

    kode = models.SlugField(max_length=40, unique=True)
    nama = models.CharField(max_length=120)
    induk = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="anak"
    )
    jalur = models.CharField(max_length=200, editable=False)
    urut = models.PositiveSmallIntegerField(default=0)
    daun = models.BooleanField("dapat dipilih", default=True)
    lembar = models.SlugField("lembar cerapan", max_length=40, blank=True)
    satuan = models.CharField("satuan kapasitas", max_length=12, blank=True)
    label_kapasitas = models.CharField(max_length=40, default="Kapasitas maksimum")
    kelas = ArrayField(models.CharField(max_length=6), default=list, blank=True)
    menit_uji = models.PositiveSmallIntegerField("menit uji per satuan", default=30)
    wajib_skhp = models.BooleanField("selalu terbit SKHP", default=False)
    terpasang = models.BooleanField("hanya diuji di tempat pakai", default=False)
    isian = models.JSONField("isian khusus jenis", default=list, blank=True)
    persiapan = models.TextField("yang perlu disiapkan", blank=True)
    aktif = models.BooleanField(default=True)

    objects = JenisQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "jenis UTTP"
        ordering = ["urut"]

    def __str__(self) -> str:
        return self.nama

    @property
    def timbangan(self) -> bool:
        """Whether it is a scale by its classes (OIML R 76-1)."""
        return bool(self.kelas) and set(self.kelas) <= {"I", "II", "III", "IIII"}

    @property
    def silsilah(self) -> list[str]:
        """Codes from the kind itself up to its root."""
        return self.jalur.split("/")[::-1]


class MenitUji(models.Model):
    """What one unit reckons for a kind instead of the reference data's minutes."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.CASCADE, related_name="+")
    jenis = models.ForeignKey(
        JenisUttp, verbose_name="jenis UTTP", on_delete=models.PROTECT, related_name="+"
    )
    menit = models.PositiveSmallIntegerField(
        "menit uji per satuan", validators=[MinValueValidator(1), MaxValueValidator(2400)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "menit uji"
        ordering = ["jenis__urut"]
        constraints = [
            models.UniqueConstraint(
                fields=["uml", "jenis"],
                name="uttp_menit_uji_sekali",
                violation_error_message="Jenis ini sudah punya menit sendiri; ubah barisnya.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.jenis}: {self.menit} menit"

    @classmethod
    def per_jenis(cls, uml_id: int) -> dict[int, int]:
        """Minutes by kind (pk) where the unit has its own."""
        return dict(cls.objects.filter(uml=uml_id).order_by().values_list("jenis", "menit"))


class Kewajiban(models.TextChoices):
    """Whether the kind must be verified again."""

    WAJIB_TERA_ULANG = "wajib_tera_ulang", "Wajib ditera dan ditera ulang"
    WAJIB_TERA = "wajib_tera", "Wajib ditera, bebas dari tera ulang"
    BEBAS = "bebas", "Bebas dari tera dan tera ulang"


class Cara(models.TextChoices):
    """How the end of validity is counted."""

    TANGGAL_UJI = "tanggal_uji", "n tahun sejak tanggal uji"
    TANGGAL_TETAP = "tanggal_tetap", "sampai tanggal tetap n tahun kemudian"


class AturanQuerySet(models.QuerySet["AturanMasaBerlaku"]):
    def pada(self, day: date) -> Self:
        """The rules in force on that day."""
        return self.filter(Q(sampai=None) | Q(sampai__gte=day), mulai__lte=day)


class AturanMasaBerlaku(models.Model):
    """Duty and period of a kind (or family) between two dates.

    `tahun` is empty if the mark never expires.
    """

    jenis = models.ForeignKey(JenisUttp, on_delete=models.CASCADE, related_name="aturan")
    kewajiban = models.CharField(
        max_length=20, choices=Kewajiban.choices, default=Kewajiban.WAJIB_TERA_ULANG
    )
    tahun = models.PositiveSmallIntegerField("jangka waktu (tahun)", null=True, blank=True)
    cara = models.CharField(max_length=14, choices=Cara.choices, default=Cara.TANGGAL_UJI)
    bulan_tetap = models.PositiveSmallIntegerField(default=11)
    hari_tetap = models.PositiveSmallIntegerField(default=30)
    sumber = models.CharField(max_length=200)
    catatan = models.TextField(blank=True)
    mulai = models.DateField()
    sampai = models.DateField(null=True, blank=True)
    dikonfirmasi = models.BooleanField(default=False)

    objects = AturanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "aturan masa berlaku"
        ordering = ["jenis", "-mulai"]
        constraints = [
            models.UniqueConstraint(fields=["jenis", "mulai"], name="uttp_aturan_mulai"),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=models.F("mulai")), name="uttp_aturan_urut"
            ),
            models.CheckConstraint(
                condition=Q(bulan_tetap__range=(1, 12), hari_tetap__range=(1, 30)),
                name="uttp_aturan_tanggal_tetap",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jenis}: {self.jangka}"

    @property
    def jangka(self) -> str:
        """The period in words."""
        return f"{self.tahun} tahun" if self.tahun else self.get_kewajiban_display()
