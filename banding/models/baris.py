"""The rows beside an appeal.

What was sent in, its panel, declared ties, what the panel found, what followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.db.models import Q

from metrologi.clock.now import now
from metrologi.web import Chip

if TYPE_CHECKING:
    from metrologi.accounts.models import User

USER = settings.AUTH_USER_MODEL


class Berkas(models.Model):
    """An uploaded file, kept under its hash; the name is the sender's."""

    nama = models.CharField(max_length=120)
    file = models.CharField(max_length=200)
    ukuran = models.PositiveIntegerField()
    jenis_isi = models.CharField(max_length=60)
    oleh = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.nama


class Lampiran(Berkas):
    """A document of the appeal itself.

    The customer's, or the proof that the decision reached them.
    """

    class Bagian(models.TextChoices):
        PERMOHONAN = "permohonan", "Surat permohonan"
        KELENGKAPAN = "kelengkapan", "Dokumen kelengkapan"
        BUKTI = "bukti", "Bukti penyampaian"

    banding = models.ForeignKey(
        "banding.Banding", on_delete=models.CASCADE, related_name="lampiran"
    )
    bagian = models.CharField(max_length=12, choices=Bagian.choices)

    class Meta:
        ordering = ["pk"]
        verbose_name = "lampiran banding"


class BacaanLampiran(models.Model):
    """One look at a document of a protected appellant: by whom, in which role, why.

    A trigger refuses to change or delete it.
    """

    lampiran = models.ForeignKey(Lampiran, on_delete=models.PROTECT, related_name="bacaan")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    alasan = models.CharField(max_length=300)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.lampiran_id} {self.at:%d-%m-%Y}"


class Bahan(Berkas):
    """What the panel found; only its members read it."""

    banding = models.ForeignKey("banding.Banding", on_delete=models.CASCADE, related_name="bahan")
    judul = models.CharField(max_length=160)
    uraian = models.TextField()

    class Meta:
        ordering = ["pk"]
        verbose_name = "bahan investigasi"


class AnggotaPanelQuerySet(models.QuerySet["AnggotaPanel"]):
    """Seats, by how far they have come."""

    def menjabat(self) -> AnggotaPanelQuerySet:
        return self.filter(ditunjuk_at__isnull=False, berhenti_at=None)

    def diusulkan(self) -> AnggotaPanelQuerySet:
        return self.filter(ditunjuk_at=None)

    def duduk(self, user: User) -> Any:
        """Primary keys of the appeals on whose panel this person sits."""
        return self.menjabat().filter(user=user).values("banding")


class AnggotaPanel(models.Model):
    """A seat: proposed, appointed by decree, then declared neutral by the member."""

    banding = models.ForeignKey("banding.Banding", on_delete=models.CASCADE, related_name="anggota")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    ketua = models.BooleanField(default=False)
    ditunjuk_at = models.DateTimeField(null=True)
    pernyataan_at = models.DateTimeField(null=True)
    berhenti_at = models.DateTimeField(null=True)

    objects = AnggotaPanelQuerySet.as_manager()

    class Meta:
        ordering = ["banding", "-ketua", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["banding", "user"], condition=Q(berhenti_at=None), name="satu_kursi_seorang"
            ),
            models.UniqueConstraint(
                fields=["banding"],
                condition=Q(ketua=True, berhenti_at=None),
                name="satu_ketua_panel",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({'ketua' if self.ketua else 'anggota'})"

    @property
    def chip(self) -> Chip:
        """How far the seat has come: proposed, appointed, declared neutral."""
        if self.pernyataan_at:
            return Chip("Menyatakan netral", "ok")
        return Chip("Belum menyatakan", "info") if self.ditunjuk_at else Chip("Diusulkan")

    @property
    def menjabat(self) -> bool:
        return self.ditunjuk_at is not None and self.berhenti_at is None


class Keterkaitan(models.Model):
    """A tie to a customer that a person of the office declared.

    It bars until two years after its end.
    """

    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    pemilik = models.ForeignKey(
        "uttp.Pemilik", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    akun = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    banding = models.ForeignKey(
        "banding.Banding", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    uraian = models.CharField(max_length=300)
    sampai = models.DateField(null=True, blank=True)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "pernyataan keterkaitan"
        constraints = [
            models.CheckConstraint(
                condition=Q(pemilik__isnull=False)
                | Q(akun__isnull=False)
                | Q(banding__isnull=False),
                name="keterkaitan_kepada_seseorang",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.uraian}"


class Akibat(models.Model):
    """What an upheld appeal obliges the office to do, and the case by which it does it."""

    class Jenis(models.TextChoices):
        UJI_ULANG = "uji_ulang", "Pengujian ulang"
        DOKUMEN_PENGGANTI = "dokumen_pengganti", "Dokumen pengganti"
        KOMPENSASI = "kompensasi", "Kompensasi"
        LAINNYA = "lainnya", "Tindakan lain menurut keputusan"

    banding = models.ForeignKey(
        "banding.Banding", on_delete=models.PROTECT, related_name="daftar_akibat"
    )
    jenis = models.CharField(max_length=20, choices=Jenis.choices)
    perkara_type = models.ForeignKey(
        "contenttypes.ContentType", null=True, on_delete=models.PROTECT, related_name="+"
    )
    perkara_id = models.PositiveBigIntegerField(null=True)
    perkara = GenericForeignKey("perkara_type", "perkara_id")
    dibuka_oleh = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    dibuka_at = models.DateTimeField(null=True)
    catatan = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "akibat putusan"
        constraints = [
            models.UniqueConstraint(fields=["banding", "jenis"], name="satu_akibat_sejenis")
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} ({self.banding})"

    @property
    def chip(self) -> Chip:
        """Whether it was carried out."""
        return Chip("Dilaksanakan", "ok") if self.dibuka_at else Chip("Menunggu", "info")
