"""Weighing instruments, the other tests: discrimination, mechanical balance, several displays."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd.angka import show
from metrologi.bkd.nawi import Terbaca, Timbangan, terbaca
from metrologi.bkd.periksa import Angka, Daftar, Pilihan, YaTidak, angka, pilih, semua_angka, ya
from metrologi.bkd.putusan import Kata, Mustahil, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import aturan

PENGAMATAN = ("setimbang", "lewat", "belum")
DIGITAL, ANALOG = "digital", "analog"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diskriminasi:
    """An extra load laid on gently, in the unit of d; `pergeseran` is read off a pointer."""

    tampilan: Pilihan
    d: Angka
    beban_tambahan: Angka
    berubah: YaTidak
    pergeseran: Angka


@dataclass(frozen=True, slots=True, kw_only=True)
class Kesetimbangan:
    """A load on a beam; where it does not balance, the `imbuh` laid on and what was seen then.

    `rumus` names the work sheet's own formula ("3m", "2m"); None means the steps of R 76.
    """

    timbangan: Timbangan
    beban: Angka
    rumus: Pilihan = None
    setimbang: YaTidak
    imbuh: Angka = None
    setelah_imbuh: Pilihan = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PenunjukGanda:
    """What several displays of one scale show for one load."""

    timbangan: Timbangan
    beban: Angka
    digital: YaTidak
    semua_penunjukan: Daftar[Angka]


@memutus(Terukur)
def diskriminasi(kasus: Diskriminasi, hasil: Terukur) -> Kata:
    """Digital: the display changes under 1.4 d. Analog: it moves by 0.7 of the load (3.8)."""
    rule = aturan("nawi-diskriminasi").isi
    extra = angka(kasus.beban_tambahan, "beban_tambahan", above=0)
    if pilih(kasus.tampilan, "tampilan", (DIGITAL, ANALOG)) == ANALOG:
        hasil.batas = rule["analog_bagian"] * extra
        hasil.galat = angka(kasus.pergeseran, "pergeseran", least=0)
        within = hasil.catat_lantai(
            "diskriminasi", hasil.galat, hasil.batas, "", "nawi-diskriminasi"
        )
        return kata_dari(within)
    hasil.batas = rule["digital_kelipatan_d"] * angka(kasus.d, "d", above=0)
    if extra > hasil.batas:
        raise Mustahil("beban_tambahan", "lebih dari 1,4 d")
    changed = ya(kasus.berubah, "berubah")
    seen = "penunjukan berubah" if changed else "penunjukan tetap"
    return kata_dari(hasil.catat_amatan("diskriminasi", seen, changed, "nawi-diskriminasi"))


@memutus(Terukur)
def kesetimbangan(kasus: Kesetimbangan, hasil: Terukur) -> Kata:
    """A beam in balance, or brought to or past it by an imbuh of the BKD on the light side."""
    scale = terbaca(kasus.timbangan)
    load = scale.beban(kasus.beban)
    hasil.batas = _rumus(kasus.rumus, scale, load) if kasus.rumus else scale.bkd(load)
    if ya(kasus.setimbang, "setimbang"):
        return _seen(hasil, "setimbang", load)
    if angka(kasus.imbuh, "imbuh", above=0) > hasil.batas:
        raise Mustahil("imbuh", "lebih dari BKD")
    return _seen(hasil, pilih(kasus.setelah_imbuh, "setelah_imbuh", PENGAMATAN), load)


def _seen(hasil: Terukur, beam: str, load: Fraction) -> Kata:
    kept = beam != "belum"
    return kata_dari(
        hasil.catat_amatan("kesetimbangan", beam, kept, "nawi-kesetimbangan", show(load))
    )


def _rumus(rumus: Pilihan, scale: Terbaca, load: Fraction) -> Fraction:
    """(Max + k m)/3000 of the counter scale's own work sheet, times the factor of the stage."""
    rule = aturan("nawi-rumus-meja").isi
    times = rule["kali"][pilih(rumus, "rumus", tuple(rule["kali"]))]
    factor = aturan("nawi-tahap").isi["faktor"][scale.tahap]
    return Fraction((scale.maks + times * load) / rule["pembagi"] * factor)


@memutus(Terukur)
def penunjuk_ganda(kasus: PenunjukGanda, hasil: Terukur) -> Kata:
    """Several displays of one load: digital ones agree exactly, others within the BKD."""
    scale = terbaca(kasus.timbangan)
    load = scale.beban(kasus.beban)
    shown = semua_angka(kasus.semua_penunjukan, "semua_penunjukan")
    limit = Fraction(0) if ya(kasus.digital, "digital") else scale.bkd(load)
    spread = max(shown) - min(shown)
    hasil.galat, hasil.batas = spread, limit
    if len(shown) < 2:
        raise Mustahil("semua_penunjukan", "paling sedikit dua penunjukan")
    within = hasil.catat("penunjuk ganda", spread, limit, scale.satuan, "nawi-bkd", show(load))
    return kata_dari(within)
