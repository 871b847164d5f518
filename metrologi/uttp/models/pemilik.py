"""Owners, the accounts that act for them, and the places where their instruments stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from metrologi.clock.now import now
from metrologi.uttp.keterlihatan import satuan_kerja

if TYPE_CHECKING:
    from metrologi.accounts.models import User


class JenisUsaha(models.TextChoices):
    PEDAGANG = "pedagang", "Pedagang atau toko"
    SPBU = "spbu", "SPBU atau Pertashop"
    PABRIK = "pabrik", "Pabrik atau perkebunan"
    PENGEPUL = "pengepul", "Pengepul hasil bumi"
    KOPERASI = "koperasi", "Koperasi atau KUD"
    JASA = "jasa", "Jasa (ekspedisi, kesehatan, emas, laboratorium)"
    INSTANSI = "instansi", "Instansi pemerintah"
    LAINNYA = "lainnya", "Lainnya"


class PemilikQuerySet(models.QuerySet["Pemilik"]):
    def visible_to(self, user: User) -> Self:
        """Staff see the owners of their unit; an account those it acts for; anybody else none."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(pk__in=Wakil.objects.filter(user=user, dicabut_pada=None).values("pemilik"))
        units = satuan_kerja(user)
        return self.filter(Q(uml_id__in=units) | mine) if units else self.filter(mine)


class Pemilik(models.Model):
    """The person or business that owns instruments; not an account, and not the name on a SKHP."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    nama = models.CharField("nama usaha atau pemilik", max_length=120)
    jenis_usaha = models.CharField(
        max_length=10, choices=JenisUsaha.choices, default=JenisUsaha.PEDAGANG
    )
    nib = models.CharField("NIB", max_length=13, blank=True)
    alamat = models.CharField(max_length=200, blank=True)
    telepon = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    akun = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Wakil", related_name="usaha")
    created_at = models.DateTimeField(default=now, editable=False)

    objects = PemilikQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pemilik"
        ordering = ["nama", "pk"]
        indexes = [
            models.Index(fields=["uml", "nama"], name="uttp_pemilik_nama"),
            GinIndex(OpClass(Upper("nama"), name="gin_trgm_ops"), name="uttp_pemilik_nama_trgm"),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("uttp:usaha", args=[self.pk])


class Wakil(models.Model):
    """An account that acts for an owner: the owner, an employee, or a supplier."""

    class Hubungan(models.TextChoices):
        PEMILIK = "pemilik", "Pemilik"
        PEGAWAI = "pegawai", "Pegawai"
        PEMASOK = "pemasok", "Pemasok atau reparatir"

    pemilik = models.ForeignKey(Pemilik, on_delete=models.CASCADE, related_name="wakil")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="perwakilan"
    )
    hubungan = models.CharField(max_length=10, choices=Hubungan.choices, default=Hubungan.PEMILIK)
    sejak = models.DateTimeField(default=now)
    dicabut_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "wakil"
        constraints = [models.UniqueConstraint(fields=["pemilik", "user"], name="uttp_wakil_satu")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_hubungan_display()})"


class TempatQuerySet(models.QuerySet["Tempat"]):
    def visible_to(self, user: User) -> Self:
        """The places of the owners this person sees, with the owner's name at hand."""
        return self.filter(pemilik__in=Pemilik.objects.visible_to(user)).select_related("pemilik")


class Tempat(models.Model):
    """Where instruments of an owner are used; also the unit of planning visits and sidang."""

    class Jenis(models.TextChoices):
        TOKO = "toko", "Toko atau kios"
        PASAR = "pasar", "Pasar"
        SPBU = "spbu", "SPBU"
        PABRIK = "pabrik", "Pabrik"
        KEBUN = "kebun", "Kebun atau tempat pengumpulan hasil"
        GUDANG = "gudang", "Gudang"
        KANTOR = "kantor", "Kantor atau fasilitas umum"
        KENDARAAN = "kendaraan", "Kendaraan"

    pemilik = models.ForeignKey(Pemilik, on_delete=models.PROTECT, related_name="tempat")
    nama = models.CharField("nama tempat", max_length=120)
    jenis = models.CharField(
        "jenis tempat", max_length=10, choices=Jenis.choices, default=Jenis.TOKO
    )
    pasar = models.CharField("nama pasar", max_length=80, blank=True)
    alamat = models.CharField(max_length=200, blank=True)
    kecamatan = models.ForeignKey("uttp.Wilayah", on_delete=models.PROTECT, related_name="+")
    desa = models.ForeignKey(
        "uttp.Wilayah", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TempatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tempat"
        ordering = ["nama", "pk"]

    def __str__(self) -> str:
        return self.nama

    @property
    def lengkap(self) -> str:
        """The address on one line: street, market, desa, kecamatan."""
        parts = [self.alamat, self.pasar, str(self.desa) if self.desa else "", str(self.kecamatan)]
        return ", ".join(p for p in parts if p)
