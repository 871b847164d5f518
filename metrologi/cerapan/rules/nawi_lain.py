"""Weighing instruments, the other tests: discrimination, mechanical balance, and several displays."""
from fractions import Fraction

from metrologi.cerapan.rules.hasil import Hasil, catat, catat_amatan, catat_lantai, putusan
from metrologi.cerapan.rules.inputs import Inputs, Mustahil
from metrologi.cerapan.rules.nawi import Timbangan, load_of, scale_of
from metrologi.cerapan.rules.numbers import show
from metrologi.cerapan.rules.tabel import aturan

PENGAMATAN = ("setimbang", "lewat", "belum")


def diskriminasi(inputs: Inputs, hasil: Hasil) -> str:
    """Digital: the display changes under at most 1.4 d. Analog: it moves by at least 0.7 of the extra load."""
    rule = aturan("nawi-diskriminasi").isi
    extra = inputs.number("extra_load", above=0)
    if inputs.choice("display", ("digital", "analog")) == "analog":
        least = rule["analog_bagian"] * extra
        hasil["minimum"] = show(least)
        moved = inputs.number("displacement", least=0)
        return putusan(catat_lantai(hasil, "diskriminasi", moved, least, "", "nawi-diskriminasi"))
    most = rule["digital_kelipatan_d"] * inputs.number("d", above=0)
    hasil["minimum"] = show(most)
    if extra > most:
        raise Mustahil("extra_load: lebih dari 1,4 d")
    changed = inputs.flag("changed")
    seen = "penunjukan berubah" if changed else "penunjukan tetap"
    return putusan(catat_amatan(hasil, "diskriminasi", seen, changed, "nawi-diskriminasi"))


def kesetimbangan(inputs: Inputs, hasil: Hasil) -> str:
    """A beam scale: in balance, or brought to or past balance by an imbuh equal to the BKD on the light side."""
    scale, load = scale_of(inputs), load_of(inputs)
    limit = _rumus(inputs, scale, load) if inputs.has("formula") else scale.bkd(load)
    hasil["mpe"] = show(limit)
    if inputs.flag("balanced"):
        return _seen(hasil, "setimbang", load)
    if inputs.number("imbuh", above=0) > limit:
        raise inputs.impossible("imbuh", "lebih dari BKD")
    return _seen(hasil, inputs.choice("after_imbuh", PENGAMATAN), load)


def _seen(hasil: Hasil, beam: str, load: Fraction) -> str:
    return putusan(catat_amatan(hasil, "kesetimbangan", beam, beam != "belum", "nawi-kesetimbangan", show(load)))


def _rumus(inputs: Inputs, scale: Timbangan, load: Fraction) -> Fraction:
    """(Max + k m)/3000 of the counter scale's own work sheet, times the factor of the stage."""
    rule = aturan("nawi-rumus-meja").isi
    times = rule["kali"][inputs.choice("formula", tuple(rule["kali"]))]
    return Fraction((scale.max + times * load) / rule["pembagi"] * aturan("nawi-tahap").isi["faktor"][scale.tahap])


def penunjuk_ganda(inputs: Inputs, hasil: Hasil) -> str:
    """Two displays of one load: digital ones agree exactly, others within the BKD."""
    scale, load = scale_of(inputs), load_of(inputs)
    shown = inputs.numbers("indications")
    limit = Fraction(0) if inputs.flag("digital") else scale.bkd(load)
    spread = max(shown) - min(shown)
    hasil |= {"difference": show(spread), "limit": show(limit)}
    if len(shown) < 2:
        raise Mustahil("indications: paling sedikit dua penunjukan")
    return putusan(catat(hasil, "penunjuk ganda", spread, limit, scale.unit, "nawi-bkd", show(load)))
