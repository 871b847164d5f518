"""The words of a sheet: fields, points, tests and the sheet itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metrologi.bkd.ketetapan import bilangan, ketetapan
from metrologi.bkd.putusan import BATAL, SAH, TIDAK_LENGKAP, TIDAK_VALID, Putusan
from metrologi.bkd.tulisan import tulis_pecahan

# The readings of one point by field: Decimal, text, list of Decimal, or None where nothing stands.
Bacaan = Mapping[str, Any]
# The readings of a sheet by "test_point".
SemuaBacaan = Mapping[str, Bacaan]
TERA, TERA_ULANG = "tera", "tera_ulang"


@dataclass(frozen=True)
class Alat:
    """The plate as read on the day, in `satuan` (mmq in L); None where the plate does not say.

    `e0` is the error at zero as the sheet's own zero test found it; None while that test is open.
    `lain` is what only some sheets ask (Decimal, text or None by name), `ketetapan` what the
    office has settled where no source does.
    """

    maks: Decimal | None
    min: Decimal | None
    e: Decimal | None
    d: Decimal | None
    satuan: str
    kelas: str
    nozzle: int = 1
    mmq: Decimal | None = None
    e0: Decimal | None = Decimal(0)
    lain: Mapping[str, Any] = field(default_factory=dict)
    ketetapan: Mapping[str, str] = field(default_factory=dict)

    @property
    def lengkap(self) -> bool:
        """Whether the plate of a scale says enough to judge by."""
        return bool(self.maks and self.e and self.kelas)


@dataclass(frozen=True)
class Isian:
    """One field of a point: a number in `satuan`, a choice, or with `daftar` a list of numbers.

    `bila_perlu` where only a doubtful point asks for it; `desimal` is how many decimals it takes.
    `kelipatan_d`: a display, which shows multiples of the plate's d alone (R 76-1 T.3.2.2).
    `cacah`: how many equal parts the instrument has, and the name under which the register knows
    that; all of them are tested.
    """

    nama: str
    label: str
    satuan: str = ""
    pilihan: tuple[tuple[str, str], ...] = ()
    awal: str = ""
    bila_perlu: bool = False
    daftar: bool = False
    desimal: int = 6
    kelipatan_d: bool = False
    cacah: str = ""


@dataclass(frozen=True)
class Titik:
    """One line of a test."""

    kunci: str
    label: str
    isian: tuple[Isian, ...]


@dataclass(frozen=True)
class TitikHasil:
    """What became of a point; texts with decimal comma, verdict of the four.

    `nilai` is the error found, `sisa` what is left up to the limit. `tanda` says how the limit
    binds: "±" a BKD, "≤" at most, "≥" at least, "" a word. Stored with the test as it is.
    """

    kunci: str
    label: str
    putusan: str
    nilai: str = ""
    batas: str = ""
    satuan: str = ""
    alasan: str = ""
    tanda: str = "±"
    sisa: str = ""


Baris = Sequence[tuple[Titik, Bacaan]]
# The points of an instrument at a stage by a method.
Titikan = Callable[[Alat, str, str], list[Titik]]
# What became of the points of an instrument at a stage by a method, from what was read.
Penilai = Callable[[Alat, str, str, Baris], list[TitikHasil]]
Pelat = tuple[str, str, str]
# One check of the visual examination: code, sentence, whether at tera alone.
Butir = tuple[str, str, bool]


@dataclass(frozen=True)
class Uji:
    """A test: its points, its judge, and the stages that demand it.

    `dari` names the test whose readings this one judges once more; it then has no fields of its
    own. `berlaku` says whether an instrument like this is tested so at all.
    """

    kode: str
    judul: str
    titik: Titikan
    penilai: Penilai
    sumber: str
    petunjuk: str = ""
    wajib: tuple[str, ...] = (TERA, TERA_ULANG)
    dari: str = ""
    berlaku: Callable[[Alat, str], bool] = lambda alat, tahap: True


PELAT_TIMBANGAN: tuple[Pelat, ...] = (
    ("maks", "Kapasitas maksimum", ""),
    ("min", "Kapasitas minimum", ""),
    ("e", "Interval skala verifikasi (e)", ""),
    ("d", "Daya baca (d)", ""),
)
KELAS_TIMBANGAN = tuple((k, k) for k in ("I", "II", "III", "IIII"))
YA_TIDAK = (("", "–"), ("ya", "Ya"), ("tidak", "Tidak"))


def tanpa_koreksi(alat: Alat, cara: str, bacaan: SemuaBacaan) -> Decimal | None:
    """The error at zero of a sheet that corrects nothing."""
    return Decimal(0)


def tanpa_titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    """The points of a test that judges the readings of another."""
    return []


@dataclass(frozen=True)
class Lembar:
    """A sheet: the tests of a kind in order, the methods to choose from, the kind of standards.

    `pelat` lists what is read off the plate as (name, label, text when unknown), `tambahan` what
    else the sheet must know of instrument and surroundings, `kelas` the classes as (code of the
    rules, label); `e0` finds the error at zero in the readings by method; `cara_baku` proposes the
    method for an instrument; `e_per_maks` is Max/e where no plate shows e; `ragu` names doubts
    about readings and plate; `ketetapan` the settings its limits rest on. `visual` is the
    checklist; it comes from `jenis.toml` of the kind's folder.
    """

    kode: str
    judul: str
    metode: str
    uji: tuple[Uji, ...]
    visual: tuple[Butir, ...] = ()
    cara: tuple[tuple[str, str], ...] = ()
    jenis_standar: str = "massa"
    timbangan: bool = True
    e_per_maks: int = 0
    pelat: tuple[Pelat, ...] = PELAT_TIMBANGAN
    tambahan: tuple[Isian, ...] = ()
    kelas: tuple[tuple[str, str], ...] = KELAS_TIMBANGAN
    ketetapan: tuple[str, ...] = ()
    ragu: Callable[[Alat, SemuaBacaan], list[str]] = lambda alat, bacaan: []
    e0: Callable[[Alat, str, SemuaBacaan], Decimal | None] = tanpa_koreksi
    cara_baku: Callable[[Alat], str] = lambda alat: ""


def kelas_dari(lembar: Lembar, tertulis: str) -> str:
    """The rules' code of the class the register writes ("2/A", "0,5"); "" where there is none."""
    codes = dict(lembar.kelas)
    parts = [p.strip().replace(",", ".") for p in (tertulis, *tertulis.split("/"))]
    return next((code for p in parts for code in (p, f"{p}S") if code in codes), "")


def kosong(
    titik: Titik, batas: str = "", satuan: str = "", tanda: str = "±", alasan: str = ""
) -> TitikHasil:
    """A point not read yet; its limit is shown beforehand where it is known."""
    return TitikHasil(titik.kunci, titik.label, TIDAK_LENGKAP, "", batas, satuan, alasan, tanda)


def dinilai(
    titik: Titik, putusan: Putusan, nilai: str, batas: str, satuan: str, tanda: str = "±"
) -> TitikHasil:
    """The line of a point that a rule has answered; `nilai` and `batas` are its texts."""
    left = [reason.sisa for reason in putusan.alasan if reason.sisa is not None]
    return TitikHasil(
        titik.kunci,
        titik.label,
        putusan.kata or "",
        nilai,
        batas,
        satuan,
        str(putusan.sebab or ""),
        tanda,
        tulis_pecahan(left[0]) if len(left) == 1 else "",
    )


def tahap_aturan(alat: Alat, tahap: str, kode: str, dua_kali: str = "in_service") -> str:
    """The stage to ask the rules for: at tera ulang that of the double BKD only where the
    office's setting `kode` says so."""
    return dua_kali if tahap == TERA_ULANG and ketetapan(alat.ketetapan, kode) == "2" else TERA


def kelipatan(alat: Alat, tahap: str, kode: str) -> Fraction:
    """By how much the BKD of tera is multiplied at this stage, by the setting `kode`."""
    return bilangan(alat.ketetapan, kode) if tahap == TERA_ULANG else Fraction(1)


def putusan_uji(points: Sequence[TitikHasil]) -> str:
    """One failing point fails a test; otherwise what is invalid or open keeps it open."""
    found = {p.putusan for p in points}
    for verdict in (BATAL, TIDAK_VALID, TIDAK_LENGKAP):
        if verdict in found:
            return verdict
    return SAH if points else TIDAK_LENGKAP


def ya_tidak(value: Any) -> bool | None:
    """The truth of a choice "ya"/"tidak"; None while nothing was chosen."""
    return {"ya": True, "tidak": False}.get(value or "")


def selisih(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    """a - b once both are read."""
    return None if a is None or b is None else a - b
