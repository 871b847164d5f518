"""Active energy meters (IEC 62053-21 and -22): relative error against the BKD of the test point.

Energy in kWh, power in W, time in s, errors and limits in percent; currents as a ratio to the
basic (direct) or rated (transformer) current.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd.angka import enam, show
from metrologi.bkd.periksa import Angka, Pilihan, YaTidak, angka, pilih, teks, ya
from metrologi.bkd.putusan import Kata, Kurang, Mustahil, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import aturan

KELAS = ("1", "2", "0.2S", "0.5S")
LANGSUNG, TRAFO = "direct", "transformer"
SEIMBANG, SATU_FASA = "balanced", "single_phase_on_polyphase"
JOULE_PER_KWH = 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TitikBeban:
    """One test point. The meter is read as energy, or as pulses and its constant; the standard as
    energy, or as power and time; None where the other way was used.

    `pembebanan` None means balanced; `kali_bkd` multiplies the BKD, None means once; `label` names
    the point in the reasons, "" by current and power factor.
    """

    kelas: Pilihan
    sambungan: Pilihan
    rasio_arus: Angka
    faktor_daya: Pilihan
    pembebanan: Pilihan = None
    kali_bkd: Angka = None
    energi_meter_kwh: Angka = None
    pulsa: Angka = None
    konstanta: Angka = None
    energi_acuan_kwh: Angka = None
    daya_w: Angka = None
    waktu_s: Angka = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TanpaBeban:
    """Pulses counted at 115 % of the voltage without current."""

    pulsa: Angka


@dataclass(frozen=True, slots=True, kw_only=True)
class GerakMula:
    """Whether the meter ran at a small current."""

    kelas: Pilihan
    rasio_arus: Angka
    bergerak: YaTidak


@memutus(Terukur)
def kebenaran(kasus: TitikBeban, hasil: Terukur) -> Kata:
    """One test point; a point for which the standard names no limit is invalid, never SAH."""
    rule, limit = _bkd(kasus)
    if kasus.kali_bkd is not None:
        limit *= angka(kasus.kali_bkd, "kali_bkd", least=1)
    hasil.batas = limit
    true = _reference(kasus)
    error = (_metered(kasus) - true) / true * 100
    hasil.galat = enam([error])[0]
    return kata_dari(hasil.catat("kebenaran", error, limit, "%", rule, _point(kasus)))


def _point(kasus: TitikBeban) -> str:
    ratio = show(angka(kasus.rasio_arus, "rasio_arus"))
    return kasus.label or label(ratio, teks(kasus.faktor_daya, "faktor_daya"))


def label(rasio: str, faktor: str) -> str:
    """What a test point is called in the reasons."""
    return f"{rasio} x arus dasar, cos phi {faktor}"


def _bkd(kasus: TitikBeban) -> tuple[str, Fraction]:
    kelas = pilih(kasus.kelas, "kelas", KELAS)
    wanted = {
        "kelas": kelas,
        "sambungan": pilih(kasus.sambungan, "sambungan", (LANGSUNG, TRAFO)),
        "faktor_daya": pilih(kasus.faktor_daya, "faktor_daya", ("1", "0.5i", "0.8c")),
        "beban": _load(kasus),
    }
    ratio = angka(kasus.rasio_arus, "rasio_arus", above=0)
    rule_id = "meter-kwh-22" if kelas.endswith("S") else "meter-kwh-21"
    rows = [
        row
        for row in aturan(rule_id).isi["baris"]
        if all(row[key] == value for key, value in wanted.items())
    ]
    steps = [limit for row in rows for start, limit in row["langkah"] if ratio >= start]
    if not steps:
        raise Mustahil("rasio_arus", "titik uji ini tidak mempunyai BKD")
    return rule_id, Fraction(steps[-1])


def _load(kasus: TitikBeban) -> str:
    if kasus.pembebanan is None:
        return SEIMBANG
    return pilih(kasus.pembebanan, "pembebanan", (SEIMBANG, SATU_FASA))


def _metered(kasus: TitikBeban) -> Fraction:
    """kWh of the meter: registered, or counted pulses over the constant."""
    if kasus.energi_meter_kwh is not None:
        return angka(kasus.energi_meter_kwh, "energi_meter_kwh", least=0)
    if kasus.pulsa is None:
        raise Kurang("energi_meter_kwh", "belum diisi, {juga} juga tidak", "pulsa")
    pulses = angka(kasus.pulsa, "pulsa", least=0)
    return pulses / angka(kasus.konstanta, "konstanta", above=0)


def _reference(kasus: TitikBeban) -> Fraction:
    """kWh of the standard: measured, or power times time."""
    if kasus.energi_acuan_kwh is not None:
        return angka(kasus.energi_acuan_kwh, "energi_acuan_kwh", above=0)
    if kasus.daya_w is None:
        raise Kurang("energi_acuan_kwh", "belum diisi, {juga} juga tidak", "daya_w")
    power = angka(kasus.daya_w, "daya_w", above=0)
    return power * angka(kasus.waktu_s, "waktu_s", above=0) / JOULE_PER_KWH


@memutus(Terukur)
def tanpa_beban(kasus: TanpaBeban, hasil: Terukur) -> Kata:
    """At 115 % of the voltage and no current the meter gives at most one pulse."""
    hasil.batas = Fraction(aturan("meter-kwh-tanpa-beban").isi["pulsa"])
    hasil.galat = angka(kasus.pulsa, "pulsa", least=0)
    rule = "meter-kwh-tanpa-beban"
    return kata_dari(hasil.catat("tanpa beban", hasil.galat, hasil.batas, "pulsa", rule))


@memutus(Terukur)
def gerak_mula(kasus: GerakMula, hasil: Terukur) -> Kata:
    """The meter starts at a current no larger than its starting current."""
    table = aturan("meter-kwh-gerak-mula").isi["arus"]
    hasil.batas = Fraction(table[pilih(kasus.kelas, "kelas", ("1", "2"))])
    started = ya(kasus.bergerak, "bergerak")
    ratio = angka(kasus.rasio_arus, "rasio_arus", above=0)
    if started and ratio > hasil.batas:
        raise Mustahil("rasio_arus", "di atas arus gerak mula, tidak membuktikan apa pun")
    if not started and ratio < hasil.batas:
        raise Mustahil("rasio_arus", "di bawah arus gerak mula, tidak membuktikan apa pun")
    seen = "bergerak" if started else "tidak bergerak"
    point = f"{show(ratio)} x arus dasar"
    rule = "meter-kwh-gerak-mula"
    return kata_dari(hasil.catat_amatan("gerak mula", seen, started, rule, point))
