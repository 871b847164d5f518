"""What a verdict is worth on a day: in force, soon ending, lapsed, cancelled or never given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString

from metrologi.clock.indonesia import tanggal
from metrologi.web import Chip

HARI_SEGERA = 30


@dataclass(frozen=True)
class KeadaanTanda:
    """What the mark of an instrument is worth: `kode` for filters, `chip` for people.

    `sisa` is the number of days until the end.
    """

    kode: str
    chip: Chip
    sisa: int | None = None

    @property
    def hitung_mundur(self) -> str:
        """ "12 hari lagi", "berakhir hari ini", "lewat 3 hari"; "" where nothing runs."""
        if self.sisa is None:
            return ""
        if self.sisa == 0:
            return "berakhir hari ini"
        return f"{self.sisa} hari lagi" if self.sisa > 0 else f"lewat {-self.sisa} hari"


BELUM = KeadaanTanda("belum_ditera", Chip("Belum ditera", "", "circle"))
BATAL = KeadaanTanda("batal", Chip("Batal", "bad", "x-circle-fill"))
PERBAIKAN = KeadaanTanda("perlu_perbaikan", Chip("Perlu perbaikan", "warn", "exclamation-triangle"))
GUGUR = KeadaanTanda("gugur", Chip("Tanda tera gugur", "bad", "x-circle-fill"))
DICABUT = KeadaanTanda("dicabut", Chip("Surat dicabut", "bad", "x-circle-fill"))
CHIP_BERLAKU = Chip("Berlaku", "ok", "check-circle-fill")
CHIP_SEGERA = Chip("Segera habis", "warn", "hourglass-split")
CHIP_LEWAT = Chip("Kedaluwarsa", "bad", "x-circle-fill")

# Of a state that is no ordinary SAH; by its `kode`.
KALIMAT = {
    "belum_ditera": "Alat ini belum pernah diuji di kantor ini.",
    "gugur": "Tanda tera gugur sejak {gugur}. Alat harus diuji kembali sebelum dipakai.",
    "dicabut": "Surat hasil ujinya dicabut {dicabut}. Alat harus diuji kembali sebelum dipakai.",
    "batal": "Diuji {diputus} dan dinyatakan batal. Alat tidak boleh dipakai (UU 2/1981 Pasal 25).",
    "perlu_perbaikan": "Diuji {diputus} dan perlu diperbaiki, lalu diuji ulang.",
}

PILIHAN = [
    ("berlaku", "Berlaku"),
    ("segera_habis", "Segera habis"),
    ("kedaluwarsa", "Kedaluwarsa"),
    ("belum_ditera", "Belum ditera"),
    ("perlu_perbaikan", "Perlu perbaikan"),
    ("batal", "Batal"),
    ("gugur", "Tanda tera gugur"),
    ("dicabut", "Surat dicabut"),
]


def keadaan(
    putusan: str,
    berlaku_sampai: date | None,
    gugur_pada: date | None,
    day: date,
    dicabut_pada: date | None = None,
) -> KeadaanTanda:
    """What a mark is worth on `day`, from the last verdict ("" if there is none) and its dates.

    A broken or altered mark (`gugur_pada`) ends validity before its date (UU 2/1981 Ps. 25, 27);
    so does the office, when it revokes the letter of that verdict (`dicabut_pada`).
    """
    if putusan == "batal":
        return BATAL
    if putusan == "perlu_perbaikan":
        return PERBAIKAN
    if putusan != "sah":
        return BELUM
    if gugur_pada and gugur_pada <= day:
        return GUGUR
    if dicabut_pada and dicabut_pada <= day:
        return DICABUT
    return _masa(berlaku_sampai, day)


def _masa(berlaku_sampai: date | None, day: date) -> KeadaanTanda:
    if berlaku_sampai is None:
        return KeadaanTanda("berlaku", CHIP_BERLAKU)
    sisa = (berlaku_sampai - day).days
    if sisa < 0:
        return KeadaanTanda("kedaluwarsa", CHIP_LEWAT, sisa)
    if sisa <= HARI_SEGERA:
        return KeadaanTanda("segera_habis", CHIP_SEGERA, sisa)
    return KeadaanTanda("berlaku", CHIP_BERLAKU, sisa)


def kalimat(
    kode: str,
    diputus: date | None,
    sampai: date | None,
    gugur: date | None,
    dicabut: date | None = None,
) -> SafeString:
    """The state of a mark as a sentence; `diputus` is the day of the last verdict."""
    sah = "Diuji {diputus} dan dinyatakan sah."
    if sampai:
        sah = "Diuji {diputus} dan dinyatakan sah; berlaku sampai <strong>{sampai}</strong>."
    return format_html(
        KALIMAT.get(kode, sah),
        diputus=diputus and tanggal(diputus),
        sampai=sampai and tanggal(sampai),
        gugur=gugur and tanggal(gugur),
        dicabut=dicabut and tanggal(dicabut),
    )


def syarat(kode: str, day: date) -> Q:
    """The same states as a filter on `Uttp`; an unknown code filters nothing."""
    sah = Q(putusan_terakhir="sah")
    bertanda = sah & (Q(gugur_pada=None) | Q(gugur_pada__gt=day))
    dicabut = Q(surat_dicabut_pada__lte=day)
    utuh = bertanda & (Q(surat_dicabut_pada=None) | Q(surat_dicabut_pada__gt=day))
    batas = day + timedelta(days=HARI_SEGERA)
    return {
        "berlaku": utuh & (Q(berlaku_sampai=None) | Q(berlaku_sampai__gt=batas)),
        "segera_habis": utuh & Q(berlaku_sampai__range=(day, batas)),
        "kedaluwarsa": utuh & Q(berlaku_sampai__lt=day),
        "gugur": sah & Q(gugur_pada__lte=day),
        "dicabut": bertanda & dicabut,
        "belum_ditera": Q(putusan_terakhir=""),
        "perlu_perbaikan": Q(putusan_terakhir="perlu_perbaikan"),
        "batal": Q(putusan_terakhir="batal"),
    }.get(kode, Q())
