"""What a rule says of one case: the verdict, the numbers behind it, or why there is no verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import wraps
from typing import Literal, TypeVar

from metrologi.bkd.tabel import BelumAda

Kata = Literal["SAH", "BATAL", "TIDAK_LENGKAP", "TIDAK_VALID", "VALID"]
SAH: Literal["SAH"] = "SAH"
BATAL: Literal["BATAL"] = "BATAL"
TIDAK_LENGKAP: Literal["TIDAK_LENGKAP"] = "TIDAK_LENGKAP"
TIDAK_VALID: Literal["TIDAK_VALID"] = "TIDAK_VALID"
VALID: Literal["VALID"] = "VALID"
SEMUA: tuple[Kata, ...] = (SAH, BATAL, TIDAK_LENGKAP, TIDAK_VALID)

Kasus = TypeVar("Kasus")


@dataclass(frozen=True, slots=True)
class Sebab:
    """Why a case has no verdict: the field ("jalan[2].acuan_l", "" for the whole) and words.

    `juga` is a second field that the words name as {juga}.
    """

    nama: str
    kata: str
    juga: str = ""

    def __str__(self) -> str:
        words = self.kata.replace("{juga}", self.juga)
        return f"{self.nama}: {words}" if self.nama else words


class Kurang(Exception):
    """A mandatory reading is not there yet: TIDAK_LENGKAP."""

    def __init__(self, nama: str, kata: str = "belum diisi", juga: str = "") -> None:
        super().__init__(nama, kata)
        self.sebab = Sebab(nama, kata, juga)


class Mustahil(Exception):
    """A reading or a precondition is impossible: TIDAK_VALID."""

    def __init__(self, nama: str, kata: str) -> None:
        super().__init__(nama, kata)
        self.sebab = Sebab(nama, kata)


@dataclass(frozen=True, slots=True)
class Alasan:
    """One reason of a verdict: what was found at a point, its limit and the rule that sets it.

    `galat` is a number in `satuan`, or the words of what was seen (then there is no limit);
    `sisa` is what was left up to the limit, negative beyond it.
    """

    uji: str
    titik: str
    galat: Fraction | str
    batas: Fraction | None = None
    sisa: Fraction | None = None
    satuan: str = ""
    aturan: str = ""


@dataclass(slots=True)
class Putusan:
    """The answer to one case; `kata` is None for a rule that computes something and judges nothing.

    Fields of the kinds below stay None while the case does not let them be computed: a limit is
    known before the reading is.
    """

    kata: Kata | None = None
    alasan: list[Alasan] = field(default_factory=list)
    sebab: Sebab | None = None

    def catat(
        self, uji: str, galat: Fraction, batas: Fraction, satuan: str, aturan: str, titik: str = ""
    ) -> bool:
        """Keep a reason; whether |galat| is within `batas`, the limit itself included."""
        sisa = batas - abs(galat)
        self.alasan.append(Alasan(uji, titik, galat, batas, sisa, satuan, aturan))
        return sisa >= 0

    def catat_lantai(
        self, uji: str, ada: Fraction, paling: Fraction, satuan: str, aturan: str, titik: str = ""
    ) -> bool:
        """As `catat`, for what must be at least `paling`: a displacement, a share."""
        sisa = ada - paling
        self.alasan.append(Alasan(uji, titik, ada, paling, sisa, satuan, aturan))
        return sisa >= 0

    def catat_amatan(
        self, uji: str, amatan: str, lulus: bool, aturan: str, titik: str = ""
    ) -> bool:
        """As `catat`, for what is seen and not measured: the words stand where an error would."""
        self.alasan.append(Alasan(uji, titik, amatan, aturan=aturan))
        return lulus


@dataclass(slots=True)
class Terukur(Putusan):
    """One measured value against its limit, both in the unit the rule names."""

    galat: Fraction | None = None
    batas: Fraction | None = None


@dataclass(slots=True)
class Berderet(Putusan):
    """Several measured values, each against a limit of its own, in the order of the case."""

    galat: list[Fraction] | None = None
    batas: list[Fraction] | None = None


Jawaban = TypeVar("Jawaban", bound=Putusan)


def kata_dari(lulus: bool) -> Kata:
    """SAH or BATAL."""
    return SAH if lulus else BATAL


def memutus(
    bentuk: type[Jawaban],
) -> Callable[[Callable[[Kasus, Jawaban], Kata | None]], Callable[[Kasus], Jawaban]]:
    """Make a rule of a function that fills a `bentuk` and returns the verdict.

    The rule takes the case alone. What is missing (`Kurang`) or impossible (`Mustahil`,
    `BelumAda`) becomes the verdict of the answer; a case of the wrong shape or type stays a
    TypeError.
    """

    def bungkus(aturan: Callable[[Kasus, Jawaban], Kata | None]) -> Callable[[Kasus], Jawaban]:
        @wraps(aturan)
        def putuskan(kasus: Kasus) -> Jawaban:
            hasil = bentuk()
            try:
                hasil.kata = aturan(kasus, hasil)
            except Kurang as kurang:
                hasil.kata, hasil.sebab = TIDAK_LENGKAP, kurang.sebab
            except Mustahil as mustahil:
                hasil.kata, hasil.sebab = TIDAK_VALID, mustahil.sebab
            except BelumAda as belum:
                words = f"tidak ada aturan {belum.args[0]} pada tanggal uji"
                hasil.kata, hasil.sebab = TIDAK_VALID, Sebab("", words)
            return hasil

        return putuskan

    return bungkus
