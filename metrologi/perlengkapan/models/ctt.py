"""The register of stamps (cap tanda tera): what the office has, who has it on loan, and what went back to Jakarta."""
from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from metrologi.cerapan.models import TapakCtt
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import now
from metrologi.uttp.keterlihatan import satuan_kerja

# The only months in which an office may still or already work with the stamps of another year.
PERGANTIAN = (12, 1, 2)
TERLAMA = timedelta(days=92)


class MilikUnitQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The staff of a unit see its equipment; nobody else sees any."""
        return self.filter(uml_id__in=satuan_kerja(user))


class PengembalianCtt(models.Model):
    """The yearly return of a year's stamps to the Direktorat Metrologi, with its berita acara."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField()
    tanggal = models.DateField()
    penerima = models.CharField(max_length=160)
    catatan = models.CharField(max_length=300, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    objects = MilikUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pengembalian CTT"
        ordering = ["-tahun", "-pk"]

    def __str__(self) -> str:
        return f"Pengembalian CTT tahun {self.tahun}"


class Ctt(models.Model):
    """Stamps of one kind, size and year that came together; `dipinjam` counts those that are out now."""

    Jenis = TapakCtt.Jenis

    class Tipe(models.TextChoices):
        LOGAM = "SL", "SL, untuk logam"
        KAYU = "SK", "SK, untuk kayu"
        PLOMBIR = "SP", "SP, untuk plombir"
        LAIN = "", "Lainnya"

    class Ukuran(models.IntegerChoices):
        MM8 = 8, "8 mm"
        MM6 = 6, "6 mm"
        MM5 = 5, "5 mm"
        MM4 = 4, "4 mm"
        MM2 = 2, "2 mm"

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    kode = models.CharField("kode inventaris", max_length=40)
    jenis = models.CharField(max_length=16, choices=TapakCtt.Jenis.choices)
    tipe = models.CharField(max_length=2, choices=Tipe.choices, blank=True)
    ukuran = models.PositiveSmallIntegerField(choices=Ukuran.choices, null=True, blank=True)
    tahun = models.PositiveSmallIntegerField("tahun pada cap", null=True, blank=True)
    jumlah = models.PositiveSmallIntegerField()
    dipinjam = models.PositiveSmallIntegerField(default=0, editable=False)
    aktif_mulai = models.DateField("aktif mulai")
    diterima_tanggal = models.DateField("tanggal diterima")
    berita_acara = models.CharField("berita acara penyerahan", max_length=120, blank=True)
    catatan = models.CharField(max_length=300, blank=True)
    pengembalian = models.ForeignKey(PengembalianCtt, null=True, editable=False, on_delete=models.PROTECT, related_name="ctt")
    dicatat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    objects = MilikUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "cap tanda tera"
        ordering = [F("tahun").desc(nulls_last=True), "jenis", "-ukuran", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["uml", "kode"], name="perlengkapan_ctt_kode"),
            models.CheckConstraint(condition=Q(dipinjam__lte=F("jumlah")), name="perlengkapan_ctt_cukup"),
            models.CheckConstraint(condition=~Q(jenis="sah") | Q(tahun__isnull=False), name="perlengkapan_ctt_sah_bertahun"),
            models.CheckConstraint(condition=Q(pengembalian=None) | Q(dipinjam=0), name="perlengkapan_ctt_kembali_utuh"),
        ]

    def __str__(self) -> str:
        size = f"{self.ukuran} mm" if self.ukuran else ""
        year = f"“{self.tahun % 100:02}”" if self.tahun else ""
        return " ".join(p for p in (self.get_jenis_display(), year, self.tipe, size) if p)

    def get_absolute_url(self) -> str:
        return reverse("perlengkapan:ctt", args=[self.pk])

    @property
    def tersedia(self) -> int:
        return 0 if self.pengembalian_id else self.jumlah - self.dipinjam

    def untuk_tahun(self, dua_angka: str) -> bool:
        """Whether it leaves a mark of that year; a stamp without a year fits any."""
        return self.tahun is None or f"{self.tahun % 100:02}" == dua_angka

    def belum_aktif(self, day: date) -> str:
        """Why it may not be used on `day`; "" when it may."""
        if day < self.aktif_mulai:
            return f"baru aktif {tanggal(self.aktif_mulai)}"
        if self.pengembalian and day >= self.pengembalian.tanggal:
            return f"sudah dikembalikan {tanggal(self.pengembalian.tanggal)}"
        return ""


class PinjamCttQuerySet(models.QuerySet["PinjamCtt"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(ctt__uml_id__in=satuan_kerja(user))

    def terbuka(self) -> Self:
        return self.filter(diperiksa_at=None, dibatalkan_at=None)

    def pada(self, day: date) -> Self:
        """Loans that the penera had in hand on `day`."""
        return self.filter(Q(kembali_at=None) | Q(kembali_at__date__gte=day), diterima_at__date__lte=day)


class PinjamCtt(models.Model):
    """One loan. Either side confirms from their own login: handed out, received; given back, checked and locked away."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu konfirmasi penera"
        DIPINJAM = "dipinjam", "Dipinjam"
        DIKEMBALIKAN = "dikembalikan", "Menunggu diperiksa gudang"
        SELESAI = "selesai", "Selesai"
        BATAL = "batal", "Dibatalkan"

    ctt = models.ForeignKey(Ctt, on_delete=models.PROTECT, related_name="pinjaman")
    penera = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    jumlah = models.PositiveSmallIntegerField()
    keperluan = models.CharField(max_length=200, blank=True)
    diserahkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    diserahkan_at = models.DateTimeField(default=now)
    diterima_at = models.DateTimeField(null=True)
    kembali_at = models.DateTimeField(null=True)
    diperiksa_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    diperiksa_at = models.DateTimeField(null=True)
    dibatalkan_at = models.DateTimeField(null=True)
    catatan = models.CharField(max_length=300, blank=True)

    objects = PinjamCttQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pinjaman CTT"
        ordering = ["-diserahkan_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(diserahkan_oleh=F("penera")) & ~Q(diperiksa_oleh=F("penera")),
                                   name="perlengkapan_pinjam_dua_orang"),
            models.CheckConstraint(condition=Q(dibatalkan_at=None) | Q(diterima_at=None), name="perlengkapan_pinjam_batal"),
            models.CheckConstraint(condition=Q(kembali_at=None) | Q(diterima_at__isnull=False),
                                   name="perlengkapan_pinjam_urut"),
            models.CheckConstraint(condition=Q(diperiksa_at=None) | Q(kembali_at__isnull=False, diperiksa_oleh__isnull=False),
                                   name="perlengkapan_pinjam_periksa"),
            models.CheckConstraint(condition=Q(jumlah__gt=0), name="perlengkapan_pinjam_ada"),
        ]
        indexes = [models.Index(fields=["penera", "kembali_at"], name="perlengkapan_pinjam_penera")]

    def __str__(self) -> str:
        return f"{self.ctt} × {self.jumlah}, {self.penera}"

    @property
    def uml(self) -> Any:
        return self.ctt.uml

    @property
    def uml_id(self) -> int:
        return self.ctt.uml_id

    def get_absolute_url(self) -> str:
        return self.ctt.get_absolute_url()

    @property
    def keadaan(self) -> Keadaan:
        told: list[tuple[datetime | None, PinjamCtt.Keadaan]] = [
            (self.dibatalkan_at, self.Keadaan.BATAL), (self.diperiksa_at, self.Keadaan.SELESAI),
            (self.kembali_at, self.Keadaan.DIKEMBALIKAN), (self.diterima_at, self.Keadaan.DIPINJAM)]
        return next((state for at, state in told if at), self.Keadaan.MENUNGGU)


class PengecualianCtt(models.Model):
    """The Kepala's documented leave for the weeks of the year's turn: a missing stamp is then a doubt, not a refusal."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    nomor = models.CharField("nomor surat atau nota dinas", max_length=120)
    mulai = models.DateField()
    sampai = models.DateField()
    alasan = models.CharField(max_length=400)
    ditetapkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    ditetapkan_at = models.DateTimeField(default=now, editable=False)

    objects = MilikUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pengecualian CTT"
        ordering = ["-mulai", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sampai__gte=F("mulai")) & Q(sampai__lte=F("mulai") + TERLAMA),
                                   name="perlengkapan_pengecualian_urut"),
            models.CheckConstraint(condition=Q(mulai__month__in=PERGANTIAN) & Q(sampai__month__in=PERGANTIAN),
                                   name="perlengkapan_pengecualian_pergantian"),
        ]

    def __str__(self) -> str:
        return f"{self.nomor} ({tanggal(self.mulai)} s.d. {tanggal(self.sampai)})"
