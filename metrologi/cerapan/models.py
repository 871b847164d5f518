"""One attempt at testing one instrument: readings as typed, verdict, marks and standards.

Rows are only ever added.
"""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from metrologi.cerapan.ketetapan import Ketetapan
from metrologi.clock.now import now

__all__ = ["FotoPengujian", "Ketetapan", "Pengujian", "StandarDipakai", "TapakCtt"]


class PengujianQuerySet(models.QuerySet["Pengujian"]):
    """Stored tests, asked for by the case that they were made for."""

    def dari(self, case: models.Model) -> Self:
        """The tests made for a case of any procedure."""
        return self.filter(content_type=ContentType.objects.get_for_model(case), object_id=case.pk)


class Pengujian(models.Model):
    """A re-judgement or a re-test is a new row; a database trigger refuses UPDATE and DELETE.

    `bacaan` holds the texts as typed, `hasil` what the rules made of them under `versi_aturan`,
    `identitas` the plate as it was read. `putusan` is the answer of the rules, `keputusan` what the
    penera did with it.
    """

    class Tahap(models.TextChoices):
        TERA = "tera", "Tera"
        TERA_ULANG = "tera_ulang", "Tera ulang"

    class Keputusan(models.TextChoices):
        SAH = "sah", "Sah"
        PERLU_PERBAIKAN = "perlu_perbaikan", "Perlu perbaikan"
        BATAL = "batal", "Batal"

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    uttp = models.ForeignKey("uttp.Uttp", on_delete=models.PROTECT, related_name="pengujian")
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    case = GenericForeignKey()
    item_id = models.PositiveBigIntegerField()
    tahap = models.CharField(max_length=12, choices=Tahap)
    percobaan = models.PositiveSmallIntegerField()
    tanggal = models.DateField()
    lokasi = models.CharField(max_length=200, blank=True)
    penera = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    penera_kedua = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lembar = models.CharField(max_length=40)
    versi_aturan = models.CharField(max_length=20)
    identitas = models.JSONField()
    bacaan = models.JSONField()
    hasil = models.JSONField()
    putusan = models.CharField(max_length=16)
    keputusan = models.CharField(max_length=16, choices=Keputusan)
    suhu = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    kelembaban = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    catatan = models.TextField(blank=True)
    kunci = models.UUIDField(unique=True)
    created_at = models.DateTimeField(default=now, editable=False)

    objects = PengujianQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pengujian"
        ordering = ["content_type", "object_id", "item_id", "percobaan"]
        indexes = [models.Index(fields=["uttp", "-tanggal"], name="cerapan_uttp_tanggal")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "item_id", "percobaan"],
                name="cerapan_percobaan",
            ),
            models.CheckConstraint(
                condition=Q(keputusan="sah", putusan="SAH")
                | (~Q(keputusan="sah") & Q(putusan="BATAL")),
                name="cerapan_keputusan_menurut_putusan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uttp}, percobaan ke-{self.percobaan}: {self.get_keputusan_display()}"

    @property
    def dikesampingkan(self) -> Pengesampingan | None:
        """The overruling of this verdict, if there is one."""
        return getattr(self, "pengesampingan", None)

    @property
    def keputusan_akhir(self) -> str:
        """What holds: the decision of the test, or that of whoever overruled it."""
        return self.dikesampingkan.keputusan if self.dikesampingkan else self.keputusan

    def get_keputusan_akhir_display(self) -> str:
        return str(self.Keputusan(self.keputusan_akhir).label)

    def ada_yang_lebih_baru(self) -> bool:
        """Whether the same item was tested again after this attempt."""
        same = Pengujian.objects.filter(
            content_type=self.content_type_id, object_id=self.object_id, item_id=self.item_id
        )
        return same.filter(percobaan__gt=self.percobaan).exists()


class TapakCtt(models.Model):
    """A mark left on the instrument: which, of what year, how many, where, with which seals."""

    class Jenis(models.TextChoices):
        SAH = "sah", "Tanda sah"
        BATAL = "batal", "Tanda batal"
        JAMINAN = "jaminan", "Tanda jaminan"
        DAERAH = "daerah", "Tanda daerah"
        PEGAWAI = "pegawai_berhak", "Tanda pegawai berhak"

    pengujian = models.ForeignKey(Pengujian, on_delete=models.PROTECT, related_name="tapak")
    jenis = models.CharField(max_length=16, choices=Jenis)
    tahun = models.CharField(max_length=2, blank=True)
    ukuran = models.CharField("ukuran (mm)", max_length=10, blank=True)
    jumlah = models.PositiveSmallIntegerField()
    letak = models.CharField(max_length=120, blank=True)
    nomor_segel = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "tapak CTT"
        ordering = ["pengujian", "pk"]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.tahun} × {self.jumlah}".replace("  ", " ")


class StandarDipakai(models.Model):
    """A working standard used in a test, with its certificate as it stood that day."""

    pengujian = models.ForeignKey(
        Pengujian, on_delete=models.PROTECT, related_name="standar_dipakai"
    )
    standar = models.ForeignKey("uttp.Standar", on_delete=models.PROTECT, related_name="pemakaian")
    sertifikat = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = "standar dipakai"
        ordering = ["pengujian", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pengujian", "standar"], name="cerapan_standar_sekali")
        ]

    def __str__(self) -> str:
        return str(self.standar)


class FotoPengujian(models.Model):
    """A photograph of plate or reading, drawn anew so that nothing but its pixels is kept."""

    pengujian = models.ForeignKey(Pengujian, on_delete=models.PROTECT, related_name="foto")
    gambar = models.ImageField(upload_to="cerapan/%Y/%m/")

    class Meta:
        verbose_name = verbose_name_plural = "foto pengujian"
        ordering = ["pengujian", "pk"]

    def __str__(self) -> str:
        return self.gambar.name


class Pengesampingan(models.Model):
    """A verdict overruled, with the reason; the test itself stays. Never by who tested.

    A database trigger refuses the tester, UPDATE and DELETE.
    """

    pengujian = models.OneToOneField(
        Pengujian, on_delete=models.PROTECT, related_name="pengesampingan"
    )
    semula = models.CharField(max_length=16, choices=Pengujian.Keputusan)
    keputusan = models.CharField(max_length=16, choices=Pengujian.Keputusan)
    alasan = models.TextField()
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "pengesampingan"
        ordering = ["pengujian"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(keputusan=models.F("semula")), name="cerapan_pengesampingan_mengubah"
            ),
            models.CheckConstraint(
                condition=Q(alasan__regex=r"\S"), name="cerapan_pengesampingan_beralasan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengujian}, dikesampingkan menjadi {self.get_keputusan_display()}"


class Penegasan(models.Model):
    """A second penera looked at a stored test and agrees, or says why not."""

    pengujian = models.ForeignKey(Pengujian, on_delete=models.PROTECT, related_name="penegasan")
    penera = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    setuju = models.BooleanField()
    catatan = models.TextField(blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "penegasan penera kedua"
        ordering = ["pengujian", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pengujian", "penera"], name="cerapan_penegasan_sekali"
            ),
            models.CheckConstraint(
                condition=Q(setuju=True) | Q(catatan__regex=r"\S"),
                name="cerapan_penegasan_beralasan",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.pengujian}, {'ditegaskan' if self.setuju else 'tidak disetujui'} {self.penera}"
        )


class PenilaianUlang(models.Model):
    """What another edition of the rules says of a stored test: beside it, never instead of it."""

    pengujian = models.ForeignKey(
        Pengujian, on_delete=models.PROTECT, related_name="penilaian_ulang"
    )
    versi_aturan = models.CharField(max_length=20)
    hasil = models.JSONField()
    putusan = models.CharField(max_length=16)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "penilaian ulang"
        ordering = ["pengujian", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pengujian", "versi_aturan"], name="cerapan_dinilai_ulang_sekali"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pengujian}, aturan {self.versi_aturan}: {self.putusan}"
