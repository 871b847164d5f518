"""Belt weighers (OIML R 50): the totalised mass against the control scale; masses in kg."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd.angka import enam, round_half_up, show
from metrologi.bkd.periksa import Angka, Pilihan, angka, pilih
from metrologi.bkd.putusan import Kata, Mustahil, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import aturan

KELAS = ("0.2", "0.5", "1", "2")
TAHAP = ("tera", "tera_ulang", "in_service")


@dataclass(frozen=True, slots=True, kw_only=True)
class BanBerjalan:
    """One test with material; `d_kg` the totalisation interval the BKD is rounded to, if known."""

    kelas: Pilihan
    tahap: Pilihan
    acuan_kg: Angka
    tampil_kg: Angka
    d_kg: Angka = None
    beban_terkecil_kg: Angka = None


@dataclass(slots=True)
class PutusanBan(Terukur):
    """Error and BKD in kg; the error in percent too, to six decimals."""

    persen: Fraction | None = None


@memutus(PutusanBan)
def kebenaran(kasus: BanBerjalan, hasil: PutusanBan) -> Kata:
    """The indicated minus the true mass; a mass under the minimum load tests nothing."""
    table = aturan("ban-berjalan-bkd").isi["persen"][pilih(kasus.tahap, "tahap", TAHAP)]
    percent = table[pilih(kasus.kelas, "kelas", KELAS)]
    true = angka(kasus.acuan_kg, "acuan_kg", above=0)
    _enough(kasus, true)
    hasil.batas = _to_interval(kasus, true * percent / 100)
    hasil.galat = angka(kasus.tampil_kg, "tampil_kg", least=0) - true
    hasil.persen = enam([hasil.galat / true * 100])[0]
    point = f"{show(true)} kg"
    rule = "ban-berjalan-bkd"
    return kata_dari(hasil.catat("uji bahan", hasil.galat, hasil.batas, "kg", rule, point))


def _enough(kasus: BanBerjalan, true: Fraction) -> None:
    least = kasus.beban_terkecil_kg
    if least is not None and true < angka(least, "beban_terkecil_kg", least=0):
        raise Mustahil("acuan_kg", "kurang dari beban total terkecil")


def _to_interval(kasus: BanBerjalan, limit: Fraction) -> Fraction:
    if kasus.d_kg is None:
        return limit
    d = angka(kasus.d_kg, "d_kg", above=0)
    return round_half_up(limit / d, 0) * d
