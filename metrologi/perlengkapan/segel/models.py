"""The ledger of caps, seals and stickers: a row a serial, a line a move, a row a day's close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from metrologi.clock.now import now, today
from metrologi.perlengkapan.querysets import MilikUnitQuerySet
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.web import Chip

if TYPE_CHECKING:
    from metrologi.accounts.models import User


class Jenis(models.TextChoices):
    SEGEL = "segel", "Segel"
    STIKER = "stiker", "Stiker"
    CAP = "cap", "Cap plombir bernomor"


class Penerimaan(models.Model):
    """A range received at once.

    A trigger keeps the four counters equal to the rows; a check constraint keeps their sum.
    """

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=8, choices=Jenis.choices)
    dari = models.CharField("nomor pertama", max_length=40)
    sampai = models.CharField("nomor terakhir", max_length=40)
    banyak = models.PositiveIntegerField()
    tahun = models.PositiveSmallIntegerField("tahun", null=True, blank=True)
    asal = models.CharField("diterima dari", max_length=160)
    berita_acara = models.CharField("nomor berita acara", max_length=120, blank=True)
    tanggal = models.DateField(default=today)
    diterima = models.PositiveIntegerField(default=0, editable=False)
    gudang = models.PositiveIntegerField(default=0, editable=False)
    dipegang = models.PositiveIntegerField(default=0, editable=False)
    terpakai = models.PositiveIntegerField(default=0, editable=False)
    rusak = models.PositiveIntegerField(default=0, editable=False)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    objects = MilikUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penerimaan segel"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(diterima=F("gudang") + F("dipegang") + F("terpakai") + F("rusak")),
                name="perlengkapan_neraca_segel",
            ),
            models.CheckConstraint(
                condition=Q(diterima=0) | Q(diterima=F("banyak")), name="perlengkapan_diterima_utuh"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.dari} s.d. {self.sampai}"


class SeriQuerySet(models.QuerySet["Seri"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(uml_id__in=satuan_kerja(user))

    def di_tangan(self, user: User | int) -> Self:
        return self.filter(keadaan=Seri.Keadaan.DIPEGANG, pemegang=user)


class Seri(models.Model):
    """One serial and where it is now.

    A trigger refuses to move a void one, and a used one other than into the void.
    """

    class Keadaan(models.TextChoices):
        GUDANG = "gudang", "Di gudang"
        DIPEGANG = "dipegang", "Dipegang penera"
        TERPAKAI = "terpakai", "Terpakai"
        RUSAK = "rusak", "Rusak, hilang, atau dimusnahkan"

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    penerimaan = models.ForeignKey(Penerimaan, on_delete=models.PROTECT, related_name="seri")
    jenis = models.CharField(max_length=8, choices=Jenis.choices)
    nomor = models.CharField(max_length=40)
    keadaan = models.CharField(max_length=8, choices=Keadaan.choices, default=Keadaan.GUDANG)
    pemegang = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    uttp = models.ForeignKey("uttp.Uttp", null=True, on_delete=models.PROTECT, related_name="segel")
    pengujian = models.ForeignKey(
        "cerapan.Pengujian", null=True, on_delete=models.PROTECT, related_name="segel"
    )
    alasan = models.CharField(max_length=200, blank=True)

    objects = SeriQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "nomor seri"
        ordering = ["uml", "nomor"]
        constraints = [
            # One row a serial and one instrument a row: a serial cannot mark two instruments.
            models.UniqueConstraint(fields=["uml", "nomor"], name="perlengkapan_seri_satu"),
            models.CheckConstraint(
                condition=Q(keadaan="dipegang", pemegang__isnull=False)
                | ~Q(keadaan="dipegang") & Q(pemegang=None),
                name="perlengkapan_seri_pemegang",
            ),
            models.CheckConstraint(
                condition=Q(keadaan="terpakai", uttp__isnull=False, pengujian__isnull=False)
                | ~Q(keadaan="terpakai") & Q(uttp=None, pengujian=None),
                name="perlengkapan_seri_terpakai",
            ),
            models.CheckConstraint(
                condition=Q(keadaan="rusak") & ~Q(alasan="") | ~Q(keadaan="rusak") & Q(alasan=""),
                name="perlengkapan_seri_rusak",
            ),
        ]
        indexes = [
            models.Index(
                fields=["uml", "keadaan", "pemegang", "nomor"], name="perlengkapan_seri_tangan"
            ),
            models.Index(fields=["penerimaan", "keadaan"], name="perlengkapan_seri_terima"),
        ]

    def __str__(self) -> str:
        return self.nomor


class Gerak(models.Model):
    """One move of one serial; lines are only ever added."""

    class Jenis(models.TextChoices):
        TERIMA = "terima", "Diterima gudang"
        SERAH = "serah", "Diserahkan kepada penera"
        KEMBALI = "kembali", "Dikembalikan ke gudang"
        PAKAI = "pakai", "Dipasang pada UTTP"
        RUSAK = "rusak", "Dinyatakan rusak, hilang, atau dimusnahkan"
        KOREKSI = "koreksi", "Koreksi salah catat"

    seri = models.ForeignKey(Seri, on_delete=models.PROTECT, related_name="gerak")
    jenis = models.CharField(max_length=8, choices=Jenis.choices)
    pemegang = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    alasan = models.CharField(max_length=200, blank=True)
    pada = models.DateTimeField(default=now)

    class Meta:
        verbose_name = verbose_name_plural = "gerak nomor seri"
        ordering = ["-pada", "-pk"]
        indexes = [models.Index(fields=["pada"], name="perlengkapan_gerak_pada")]

    def __str__(self) -> str:
        return f"{self.seri}: {self.get_jenis_display()}"


class TutupHari(models.Model):
    """What a holder counted at the end of a day, beside what the ledger says.

    `pemegang` is empty for the store; `hilang` and `lebih` are lists of serials.
    """

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    tanggal = models.DateField(default=today)
    pemegang = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    menurut_buku = models.PositiveIntegerField()
    dihitung = models.PositiveIntegerField()
    hilang = models.JSONField(default=list)
    lebih = models.JSONField(default=list)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=now)

    objects = MilikUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tutup hari"
        ordering = ["-tanggal", "-pada", "-pk"]
        indexes = [models.Index(fields=["uml", "tanggal"], name="perlengkapan_tutup_hari")]

    def __str__(self) -> str:
        return f"{self.tanggal:%d-%m-%Y}: {self.pemegang or 'gudang'}"

    @property
    def cocok(self) -> bool:
        return not (self.hilang or self.lebih)

    @property
    def chip(self) -> Chip:
        """Whether what was counted is what the ledger says."""
        return Chip("Cocok", "ok") if self.cocok else Chip("Tidak cocok", "bad")
