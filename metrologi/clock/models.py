"""The calendar of an office as rows that can be edited: hours, Ramadan, holidays."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q

from metrologi.clock.calendar import NORMAL, RAMADAN, Season, Week, Window, WorkCalendar, shift


class Versi(models.Model):
    """One row that changes with every edit of the calendar.

    Each process compares it to learn whether the calendars that it keeps are out of date.
    """

    kunci = models.PositiveSmallIntegerField(primary_key=True, default=1)
    versi = models.UUIDField(default=uuid4)

    class Meta:
        verbose_name = "versi kalender"
        verbose_name_plural = "versi kalender"

    def __str__(self) -> str:
        return str(self.versi)

    @classmethod
    def ubah(cls) -> None:
        """Call after a bulk write; single rows do it by themselves."""
        cls.objects.update_or_create(kunci=1, defaults={"versi": uuid4()})

    @classmethod
    def kini(cls) -> UUID | None:
        # Every step asks this; put together by the ORM it took longer than to be answered.
        with connection.cursor() as cursor:
            cursor.execute("SELECT versi FROM clock_versi WHERE kunci = 1")
            found = cursor.fetchone()
        return found[0] if found else None


class BagianKalender(models.Model):
    """A row of the calendar: valid for one unit, or for all when `uml` is empty."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Versi.ubah()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **kwargs)
        Versi.ubah()
        return gone


class JamKerja(BagianKalender):
    """The hours of one weekday; without `buka` the office is closed.

    A row of the unit replaces the general one.
    """

    class Hari(models.IntegerChoices):
        SENIN = 0, "Senin"
        SELASA = 1, "Selasa"
        RABU = 2, "Rabu"
        KAMIS = 3, "Kamis"
        JUMAT = 4, "Jumat"
        SABTU = 5, "Sabtu"
        MINGGU = 6, "Minggu"

    uml = models.ForeignKey(
        "accounts.Uml", on_delete=models.CASCADE, null=True, blank=True, related_name="jam_kerja"
    )
    hari = models.PositiveSmallIntegerField("hari", choices=Hari)
    ramadan = models.BooleanField("jam bulan Ramadan", default=False)
    buka = models.TimeField(
        "buka", null=True, blank=True, help_text="Kosongkan bila tutup pada hari itu."
    )
    tutup = models.TimeField("tutup", null=True, blank=True)
    istirahat_mulai = models.TimeField("istirahat mulai", null=True, blank=True)
    istirahat_selesai = models.TimeField("istirahat selesai", null=True, blank=True)

    class Meta:
        ordering = ("ramadan", "hari", "pk")
        verbose_name = "jam kerja"
        verbose_name_plural = "jam kerja"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["uml", "hari", "ramadan"],
                nulls_distinct=False,
                name="clock_jamkerja_satu",
                violation_error_message="Jam kerja hari itu sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_hari_display()}{' (Ramadan)' if self.ramadan else ''}"

    def clean(self) -> None:
        if (self.istirahat_mulai is None) != (self.istirahat_selesai is None):
            raise ValidationError(
                {"istirahat_selesai": "Isi awal dan akhir istirahat, atau kosongkan keduanya."}
            )
        if (self.buka is None) != (self.tutup is None):
            raise ValidationError({"tutup": "Isi jam buka dan jam tutup, atau kosongkan keduanya."})
        try:
            self.windows()
        except ValueError as error:
            raise ValidationError(f"{str(error).capitalize()}.") from error

    def windows(self) -> tuple[Window, ...]:
        """The open windows; none on a closed day. ValueError when the times are out of order."""
        if self.buka is None or self.tutup is None:
            return ()
        return shift(self.buka, self.tutup, self.istirahat_mulai, self.istirahat_selesai)


class MasaRamadan(BagianKalender):
    """From when to when the hours of Ramadan hold."""

    mulai = models.DateField("hari pertama", unique=True)
    sampai = models.DateField("hari terakhir")
    sumber = models.CharField("sumber", max_length=200, blank=True)

    class Meta:
        ordering = ("mulai",)
        verbose_name = "masa Ramadan"
        verbose_name_plural = "masa Ramadan"
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(sampai__gte=F("mulai")),
                name="clock_ramadan_urut",
                violation_error_message="Hari terakhir tidak boleh sebelum hari pertama.",
            ),
        ]

    def __str__(self) -> str:
        return f"Ramadan {self.mulai.year}"


class HariLibur(BagianKalender):
    """A day off. A unit's own row for a date replaces the general ones.

    So a unit can open on a cuti bersama, or close on a local holiday.
    """

    class Jenis(models.TextChoices):
        NASIONAL = "nasional", "Libur nasional"
        CUTI_BERSAMA = "cuti_bersama", "Cuti bersama"
        LOKAL = "lokal", "Libur setempat"

    uml = models.ForeignKey(
        "accounts.Uml", on_delete=models.CASCADE, null=True, blank=True, related_name="hari_libur"
    )
    tanggal = models.DateField("tanggal", db_index=True)
    nama = models.CharField("nama", max_length=150)
    jenis = models.CharField("jenis", max_length=12, choices=Jenis, default=Jenis.LOKAL)
    dihitung_libur = models.BooleanField(
        "kantor tutup",
        default=True,
        help_text="Hapus centang bila loket tetap melayani pada hari itu.",
    )
    sumber = models.CharField("sumber", max_length=200, blank=True)

    class Meta:
        ordering = ("tanggal", "pk")
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["uml", "tanggal", "jenis", "nama"],
                nulls_distinct=False,
                name="clock_libur_satu",
                violation_error_message="Hari libur ini sudah tercatat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.tanggal:%d-%m-%Y})"


_calendars: dict[int | None, tuple[UUID | None, WorkCalendar]] = {}


def calendar_for(uml_id: int | None) -> WorkCalendar:
    """The calendar of the unit; each process keeps it until a row changes.

    Costs one small query, and four after a change.
    """
    version = Versi.kini()
    known = _calendars.get(uml_id)
    if known is None or known[0] != version:
        known = _calendars[uml_id] = (version, _build(uml_id))
    return known[1]


def _build(uml_id: int | None) -> WorkCalendar:
    mine = Q(uml=None) | Q(uml_id=uml_id)
    hours = list(JamKerja.objects.filter(mine).order_by(F("uml").asc(nulls_first=True), "pk"))
    ramadan = _hours([h for h in hours if h.ramadan], RAMADAN)
    seasons = [Season(r.mulai, r.sampai, ramadan) for r in MasaRamadan.objects.all()]
    return WorkCalendar(_hours([h for h in hours if not h.ramadan], NORMAL), seasons, _closed(mine))


def _hours(rows: list[JamKerja], usual: Week) -> Week:
    """The usual week with these rows in it, general rows first.

    Without rows it is the usual week.
    """
    return {**usual, **{row.hari: row.windows() for row in rows}}


def _closed(mine: Q) -> set[date]:
    rows = HariLibur.objects.filter(mine).values_list("tanggal", "dihitung_libur", "uml_id")
    own = {day for day, _, uml in rows if uml is not None}
    return {day for day, closed, uml in rows if closed and (uml is not None or day not in own)}


def peringatan_cuti_bersama(today: date) -> str:
    """The reminder that next year's cuti bersama are missing.

    Returns "" before October and when they are entered.
    """
    year = today.year + 1
    if (
        HariLibur.objects.filter(jenis=HariLibur.Jenis.CUTI_BERSAMA, tanggal__year=year).exists()
        or today.month < 10
    ):
        return ""
    return (
        f"Cuti bersama tahun {year} belum dimasukkan. Tenggat yang melewati pergantian tahun bisa"
        " terlalu cepat; masukkan setelah keputusan bersama tiga menteri terbit."
    )
