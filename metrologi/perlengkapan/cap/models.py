"""The register of stamps (cap tanda tera): what the office has, who has it, and what went back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from metrologi.cerapan.models import TapakCtt
from metrologi.clock.indonesia import tanggal
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now
from metrologi.perlengkapan.cap.machine import (
    PENERA,
    PENGEMBALIAN,
    PINJAM,
    TUNGGU_KONFIRMASI,
    PengembalianMachine,
    PinjamMachine,
    Status,
)
from metrologi.perlengkapan.querysets import MilikUnitQuerySet, PerkaraKantorQuerySet
from metrologi.web import Chip
from metrologi.workflow.cases import Case, indeks_perkara

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.workflow.declare import Step

# The only months in which an office may still or already work with the stamps of another year.
PERGANTIAN = (12, 1, 2)
TERLAMA = timedelta(days=92)
# The states in which the stamps of a loan are not in the store.
BELUM_DITERIMA = (Status.MENUNGGU, Status.TAK_DIKONFIRMASI, Status.BATAL)
SUDAH_KEMBALI = (Status.DIKEMBALIKAN, Status.SELESAI)


class PengembalianCtt(PengembalianMachine, Case):
    """The yearly return of a year's stamps to the Direktorat Metrologi, with its berita acara."""

    tahun = models.PositiveSmallIntegerField()
    tanggal = models.DateField()
    penerima = models.CharField(max_length=160)
    catatan = models.CharField(max_length=300, blank=True)

    objects = PerkaraKantorQuerySet.as_manager()

    class Meta(Case.Meta):
        verbose_name = verbose_name_plural = "pengembalian CTT"
        ordering = ["-tahun", "-pk"]
        constraints = [*Case.Meta.constraints, PENGEMBALIAN.constraint()]
        # The name of the class would make these longer than Django allows.
        indexes = indeks_perkara("perlengkapan_kembali")

    def __str__(self) -> str:
        return f"Pengembalian CTT tahun {self.tahun}"

    @classmethod
    def search(cls, q: str) -> list[Q]:
        return [Q(nomor__icontains=q), Q(penerima__icontains=q)]

    def subject(self) -> str:
        return f"Cap tahun {self.tahun} · {self.penerima}"

    def isi_pengembalian(
        self, tahun: int, tanggal: date, penerima: str, catatan: str
    ) -> dict[str, Any]:
        """Every stamp of the year goes back at once, and none may still be out.

        Locks the stamps until the end of the transaction. Raises ValidationError.
        """
        rows = Ctt.objects.select_for_update().filter(
            uml=self.uml_id, tahun=tahun, pengembalian=None
        )
        caps = list(rows.order_by("pk"))
        if not caps:
            raise ValidationError(f"Tidak ada cap tahun {tahun} yang belum dikembalikan.")
        if out := [f"{c} ({c.dipinjam} buah)" for c in caps if c.dipinjam]:
            raise ValidationError(f"Masih dipinjam: {', '.join(out)}.")
        self.tahun, self.tanggal = tahun, tanggal
        self.penerima, self.catatan = penerima, catatan
        return {"tahun": tahun, "cap": [c.kode for c in caps]}

    def simpan_cap(self) -> None:
        """The stamps that `isi_pengembalian` has locked belong to this return."""
        Ctt.objects.filter(uml=self.uml_id, tahun=self.tahun, pengembalian=None).update(
            pengembalian=self
        )


class Ctt(models.Model):
    """Stamps of one kind, size and year that came together; `dipinjam` counts those out now."""

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
    pengembalian = models.ForeignKey(
        PengembalianCtt, null=True, editable=False, on_delete=models.PROTECT, related_name="ctt"
    )
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=now, editable=False)

    objects = MilikUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "cap tanda tera"
        ordering = [F("tahun").desc(nulls_last=True), "jenis", "-ukuran", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["uml", "kode"], name="perlengkapan_ctt_kode"),
            models.CheckConstraint(
                condition=Q(dipinjam__lte=F("jumlah")), name="perlengkapan_ctt_cukup"
            ),
            models.CheckConstraint(
                condition=~Q(jenis="sah") | Q(tahun__isnull=False),
                name="perlengkapan_ctt_sah_bertahun",
            ),
            models.CheckConstraint(
                condition=Q(pengembalian=None) | Q(dipinjam=0), name="perlengkapan_ctt_kembali_utuh"
            ),
        ]

    def __str__(self) -> str:
        size = f"{self.ukuran} mm" if self.ukuran else ""
        year = f"“{self.tahun % 100:02}”" if self.tahun else ""
        return " ".join(p for p in (self.get_jenis_display(), year, self.tipe, size) if p)

    def get_absolute_url(self) -> str:
        return reverse("perlengkapan:ctt", args=[self.pk])

    @property
    def tersedia(self) -> int:
        """How many lie in the store."""
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

    def chip(self, day: date) -> Chip:
        """Where the stamp is on `day`."""
        if self.pengembalian_id:
            return Chip("Dikembalikan", "", "truck")
        if self.belum_aktif(day):
            return Chip("Belum aktif", "warn")
        return Chip("Aktif", "ok")


class PinjamCttQuerySet(PerkaraKantorQuerySet):
    def terbuka(self) -> Self:
        """Loans that have not come to an end."""
        return self.exclude(status__in=(Status.SELESAI, Status.BATAL))

    def pada(self, day: date) -> Self:
        """Loans that the penera had in hand on `day`."""
        return self.filter(
            Q(kembali_at=None) | Q(kembali_at__date__gte=day), diterima_at__date__lte=day
        )


class PinjamCtt(PinjamMachine, Case):
    """One loan: `created_by` of the store hands out, the penera receives and gives back."""

    # Kind and icon of `chip_daftar`; of other states it is a warning.
    TAMPIL = {
        Status.DIPINJAM: ("info", "person-check"),
        Status.BATAL: ("", "x-circle"),
        Status.SELESAI: ("ok", ""),
    }

    ctt = models.ForeignKey(Ctt, on_delete=models.PROTECT, related_name="pinjaman")
    penera = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    jumlah = models.PositiveSmallIntegerField()
    keperluan = models.CharField(max_length=200, blank=True)
    diterima_at = models.DateTimeField(null=True, editable=False)
    kembali_at = models.DateTimeField(null=True, editable=False)

    objects = PinjamCttQuerySet.as_manager()

    class Meta(Case.Meta):
        verbose_name = verbose_name_plural = "pinjaman CTT"
        constraints = [
            *Case.Meta.constraints,
            PINJAM.constraint(),
            models.CheckConstraint(
                condition=~Q(created_by=F("penera")), name="perlengkapan_pinjam_dua_orang"
            ),
            models.CheckConstraint(
                condition=Q(kembali_at=None) | Q(diterima_at__isnull=False),
                name="perlengkapan_pinjam_urut",
            ),
            models.CheckConstraint(
                condition=Q(status__in=BELUM_DITERIMA, diterima_at=None)
                | Q(status=Status.DIPINJAM, diterima_at__isnull=False, kembali_at=None)
                | Q(status__in=SUDAH_KEMBALI, kembali_at__isnull=False),
                name="perlengkapan_pinjam_keadaan",
            ),
            models.CheckConstraint(condition=Q(jumlah__gt=0), name="perlengkapan_pinjam_ada"),
        ]
        indexes = [
            *Case.Meta.indexes,
            models.Index(fields=["penera", "kembali_at"], name="perlengkapan_pinjam_penera"),
        ]

    # --- what the kernel asks -------------------------------------------------------------------
    @classmethod
    def search(cls, q: str) -> list[Q]:
        return [Q(nomor__icontains=q), Q(penera__nama__icontains=q), Q(ctt__kode__icontains=q)]

    def subject(self) -> str:
        return f"{self.ctt} × {self.jumlah} · {self.penera}"

    @classmethod
    def giliran(cls, user: User) -> Q:
        """A loan waits for its own penera; the store's part for anybody of the store but them."""
        return Q(status=Status.MENUNGGU, penera=user) | ~Q(status=Status.MENUNGGU) & ~Q(penera=user)

    def halangan(self, step: Step, user: User) -> str:
        milik = self.penera_id == user.pk
        if PENERA in step.by and not milik:
            return "Ini dikonfirmasi penera yang meminjam."
        if PENERA not in step.by and milik:
            return "Ini dikonfirmasi petugas lain."
        return ""

    def orang_kunci(self) -> list[User]:
        return [self.penera]

    def jatuh_tempo(self, at: datetime) -> datetime | None:
        """The end of the wait for the penera, not the SOP's minutes, ends the state MENUNGGU."""
        if self.status != Status.MENUNGGU:
            return None
        end: datetime = calendar_for(self.uml_id).add(at, TUNGGU_KONFIRMASI)
        return end

    # --- what the steps do ----------------------------------------------------------------------
    def isi_pinjaman(self, ctt: Ctt, penera: User, jumlah: int, keperluan: str) -> dict[str, Any]:
        """So many stamps leave the store. Locks the stamp's row; raises ValidationError."""
        fresh = Ctt.objects.select_for_update().get(pk=ctt.pk)
        if penera.pk == self.created_by_id:
            raise ValidationError("Cap tidak dapat diserahkan kepada diri sendiri.")
        if fresh.uml_id != self.uml_id:
            raise ValidationError("Cap ini milik kantor lain.")
        if fresh.pengembalian_id:
            raise ValidationError(f"{fresh} sudah dikembalikan.")
        if jumlah > fresh.tersedia:
            raise ValidationError(f"Di gudang tinggal {fresh.tersedia} {fresh}.")
        self.ctt, self.penera, self.jumlah, self.keperluan = fresh, penera, jumlah, keperluan
        Ctt.objects.filter(pk=fresh.pk).update(dipinjam=F("dipinjam") + jumlah)
        return {"cap": fresh.kode, "jumlah": jumlah, "penera": penera.nama}

    def catat_terima(self) -> None:
        self.diterima_at = now()

    def catat_kembali(self) -> None:
        self.kembali_at = now()

    def simpan_di_gudang(self) -> None:
        """The stamps count as lying in the store again."""
        Ctt.objects.filter(pk=self.ctt_id).update(dipinjam=F("dipinjam") - self.jumlah)

    # --- what the pages ask ---------------------------------------------------------------------
    @property
    def chip_daftar(self) -> Chip:
        """The state in the lists of the equipment, where an open loan is a warning."""
        kind, icon = self.TAMPIL.get(Status(self.status), ("warn", ""))
        return Chip(self.status_label, kind, icon)

    def langkah_untuk(self, user: User, roles: frozenset[str]) -> Step | None:
        """The next step as a button in a list: the first one that is this person's."""
        for step in self.machine.from_state(self.status):
            if step.guards or not roles & set(step.by) or self.halangan(step, user):
                continue
            return step
        return None


class PengecualianCtt(models.Model):
    """The Kepala's leave for the turn of the year: a missing stamp is a doubt, not a refusal."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    nomor = models.CharField("nomor surat atau nota dinas", max_length=120)
    mulai = models.DateField()
    sampai = models.DateField()
    alasan = models.CharField(max_length=400)
    ditetapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    ditetapkan_at = models.DateTimeField(default=now, editable=False)

    objects = MilikUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "pengecualian CTT"
        ordering = ["-mulai", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sampai__gte=F("mulai")) & Q(sampai__lte=F("mulai") + TERLAMA),
                name="perlengkapan_pengecualian_urut",
            ),
            models.CheckConstraint(
                condition=Q(mulai__month__in=PERGANTIAN) & Q(sampai__month__in=PERGANTIAN),
                name="perlengkapan_pengecualian_pergantian",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomor} ({tanggal(self.mulai)} s.d. {tanggal(self.sampai)})"
