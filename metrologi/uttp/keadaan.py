"""What a verdict is worth on a day: in force, soon ending, lapsed, cancelled or never given."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

HARI_SEGERA = 30


@dataclass(frozen=True)
class Keadaan:
    """`kode` for tests and filters, `label` and `ikon` for people, `warna` of the chip, `sisa` days until the end."""

    kode: str
    label: str
    ikon: str
    warna: str
    sisa: int | None = None

    @property
    def hitung_mundur(self) -> str:
        """ "12 hari lagi", "berakhir hari ini", "lewat 3 hari"; "" where nothing runs."""
        if self.sisa is None:
            return ""
        if self.sisa == 0:
            return "berakhir hari ini"
        return f"{self.sisa} hari lagi" if self.sisa > 0 else f"lewat {-self.sisa} hari"


BELUM = Keadaan("belum_ditera", "Belum ditera", "circle", "")
BATAL = Keadaan("batal", "Batal", "x-circle-fill", "bad")
PERBAIKAN = Keadaan("perlu_perbaikan", "Perlu perbaikan", "exclamation-triangle", "warn")
GUGUR = Keadaan("gugur", "Tanda tera gugur", "x-circle-fill", "bad")
TANPA_AKHIR = Keadaan("berlaku", "Berlaku", "check-circle-fill", "ok")

PILIHAN = [
    ("berlaku", "Berlaku"), ("segera_habis", "Segera habis"), ("kedaluwarsa", "Kedaluwarsa"),
    ("belum_ditera", "Belum ditera"), ("perlu_perbaikan", "Perlu perbaikan"), ("batal", "Batal"),
    ("gugur", "Tanda tera gugur"),
]


def keadaan(putusan: str, berlaku_sampai: date | None, gugur_pada: date | None, day: date) -> Keadaan:
    """A broken or altered mark ends validity before its date (UU 2/1981 Ps. 25, 27)."""
    if putusan == "batal":
        return BATAL
    if putusan == "perlu_perbaikan":
        return PERBAIKAN
    if putusan != "sah":
        return BELUM
    if gugur_pada and gugur_pada <= day:
        return GUGUR
    return _masa(berlaku_sampai, day)


def _masa(berlaku_sampai: date | None, day: date) -> Keadaan:
    if berlaku_sampai is None:
        return TANPA_AKHIR
    sisa = (berlaku_sampai - day).days
    if sisa < 0:
        return Keadaan("kedaluwarsa", "Kedaluwarsa", "x-circle-fill", "bad", sisa)
    if sisa <= HARI_SEGERA:
        return Keadaan("segera_habis", "Segera habis", "hourglass-split", "warn", sisa)
    return Keadaan("berlaku", "Berlaku", "check-circle-fill", "ok", sisa)


def syarat(kode: str, day: date) -> Q:
    """The same states as a filter on `Uttp`; an unknown code filters nothing."""
    sah = Q(putusan_terakhir="sah")
    utuh = sah & (Q(gugur_pada=None) | Q(gugur_pada__gt=day))
    batas = day + timedelta(days=HARI_SEGERA)
    return {
        "berlaku": utuh & (Q(berlaku_sampai=None) | Q(berlaku_sampai__gt=batas)),
        "segera_habis": utuh & Q(berlaku_sampai__range=(day, batas)),
        "kedaluwarsa": utuh & Q(berlaku_sampai__lt=day),
        "gugur": sah & Q(gugur_pada__lte=day),
        "belum_ditera": Q(putusan_terakhir=""),
        "perlu_perbaikan": Q(putusan_terakhir="perlu_perbaikan"),
        "batal": Q(putusan_terakhir="batal"),
    }.get(kode, Q())
