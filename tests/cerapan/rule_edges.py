"""Every number of every rule table as an edge: what to ask on it, a hair inside and a hair outside; new rows join alone."""
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction as F

from metrologi.cerapan.rules.tabel import Aturan, semua
from tests.cerapan.rule_oracle import plain, pump_limit

HAIR = F(1, 10**9)
# A step just beyond an edge of loads, volumes or ratios: the row above must already hold there.
NEXT = F(1, 1000)


@dataclass(frozen=True)
class Tepi:
    """`ask(x)` are the inputs of `jenis` for a reading x; SAH up to `batas` and, `lantai`, from `batas` on."""

    aturan: str
    label: str
    jenis: str
    ask: Callable[[F], dict]
    batas: F
    lantai: bool = False
    di_luar: str = "BATAL"

    def __str__(self):
        return f"{self.aturan}: {self.label}"

    def outside(self) -> F:
        return self.batas - HAIR if self.lantai else self.batas + HAIR

    def inside(self) -> F:
        return self.batas + HAIR if self.lantai else self.batas - HAIR


def isi(rule_id: str) -> dict:
    return next(r.isi for r in semua() if r.id == rule_id)


def both(rule: Aturan, label: str, jenis: str, ask: Callable[[F], dict], limit: F) -> Iterator[Tepi]:
    """A limit on |E|: the edge above and the edge below."""
    yield Tepi(rule.id, f"{label} +", jenis, ask, limit)
    yield Tepi(rule.id, f"{label} -", jenis, lambda x: ask(-x), limit)


# --- scales ------------------------------------------------------------------------------------------------------
def _scale(kelas: str, stage: str, load: F) -> dict:
    return {"class": kelas, "unit": "g", "max": "10000000", "e": "1", "d": "1", "stage": stage, "method": "changeover",
            "load": plain(load), "delta_l": "0.5", "e0": "0"}


def nawi_bkd(rule: Aturan) -> Iterator[Tepi]:
    for stage, factor in isi("nawi-tahap")["faktor"].items():
        for kelas, edges in rule.isi["tepi"].items():
            starts = [F(0), *(F(edge) + NEXT for edge in edges)]
            for step, multiple in enumerate(rule.isi["kelipatan"]):
                loads = [starts[step]] + ([F(edges[step])] if step < len(edges) else [])
                for load in loads:
                    def ask(x: F, load: F = load, kelas: str = kelas, stage: str = stage) -> dict:
                        return _scale(kelas, stage, load) | {"indication": plain(load + x)}
                    yield from both(rule, f"{stage} {kelas} {load} e", "nawi_kebenaran", ask, F(multiple * factor))


def nawi_nol(rule: Aturan) -> Iterator[Tepi]:
    def ask(x: F) -> dict:
        return {"unit": "g", "e": "1", "load": "10", "indication": plain(10 + x), "delta_l": "0.5"}
    yield from both(rule, "nol", "nawi_zero_tare", ask, F(rule.isi["kelipatan_e"]))


def nawi_kepekaan(rule: Aturan) -> Iterator[Tepi]:
    small = F(rule.isi["kecil_sampai_kg"])
    for kelas, largest, name in (("II", small, "halus_mm"), ("III", small, "kecil_mm"), ("IIII", small + NEXT, "besar_mm")):
        def ask(x: F, kelas: str = kelas, largest: F = largest) -> dict:
            return {"class": kelas, "max_kg": plain(largest), "displacement_mm": plain(x)}
        yield Tepi(rule.id, name, "nawi_sensitivity", ask, F(rule.isi[name]), lantai=True)


def nawi_diskriminasi(rule: Aturan) -> Iterator[Tepi]:
    def ask(x: F) -> dict:
        return {"display": "analog", "extra_load": "1", "displacement": plain(x)}
    yield Tepi(rule.id, "analog", "nawi_diskriminasi", ask, F(rule.isi["analog_bagian"]), lantai=True)


def rumus_meja(rule: Aturan) -> Iterator[Tepi]:
    """The imbuh may be as large as the BKD, no larger: beyond it the observation proves nothing."""
    for stage, factor in isi("nawi-tahap")["faktor"].items():
        for formula, times in rule.isi["kali"].items():
            def ask(x: F, formula: str = formula, stage: str = stage) -> dict:
                return {"class": "III", "unit": "g", "max": "9000", "e": "10", "stage": stage, "load": "4500",
                        "formula": formula, "balanced": False, "imbuh": plain(x), "after_imbuh": "setimbang"}
            limit = F((9000 + times * 4500) * factor, rule.isi["pembagi"])
            yield Tepi(rule.id, f"{stage} {formula}", "nawi_kesetimbangan", ask, limit, di_luar="TIDAK_VALID")


# --- weights, lengths, volumes -----------------------------------------------------------------------------------
def anak_timbangan(rule: Aturan) -> Iterator[Tepi]:
    for nominal, *cells in rule.isi["baris"]:
        for kelas, limit in zip(rule.isi["kelas_urut"], cells, strict=True):
            if limit != "":
                def ask(x: F, kelas: str = kelas, nominal: str = nominal) -> dict:
                    return {"class": kelas, "nominal": nominal, "error_mg": plain(x), "rule": "simple"}
                yield from both(rule, f"{kelas} {nominal}", "anak_timbangan", ask, F(limit))


def panjang(rule: Aturan) -> Iterator[Tepi]:
    for stage, factor in isi("panjang-tahap")["faktor"].items():
        for kelas, row in rule.isi["per_kelas"].items():
            for nominal, metres in ((F(500), 1), (F(1000), 1), (1000 + NEXT, 2), (F(30000), 30)):
                def ask(x: F, nominal: F = nominal, kelas: str = kelas, stage: str = stage) -> dict:
                    return {"class": kelas, "nominal_mm": plain(nominal), "stage": stage, "error_mm": plain(x)}
                limit = F((row["a"] + row["b"] * metres) * factor)
                yield from both(rule, f"{stage} {kelas} {nominal} mm", "ukuran_panjang", ask, limit)


def panjang_bagian(rule: Aturan) -> Iterator[Tepi]:
    for row in rule.isi["baris"]:
        for kelas in (k for k in row if k != "sampai_mm"):
            def ask(x: F, row: dict = row, kelas: str = kelas) -> dict:
                return {"class": kelas, "nominal_mm": plain(F(row["sampai_mm"])), "stage": "tera", "part": "interval",
                        "error_mm": plain(x)}
            yield from both(rule, f"{kelas} sampai {row['sampai_mm']} mm", "ukuran_panjang", ask, F(row[kelas]))


def takaran(rule: Aturan) -> Iterator[Tepi]:
    for n, row in enumerate(rule.isi["baris"], 1):
        low = F(row.get("dari_ml", 0)) or F(1)
        below = F(row["di_bawah_ml"]) - NEXT if "di_bawah_ml" in row else low + 10**5
        nominal = F(row["sampai_ml"]) if "sampai_ml" in row else below
        limit = max(F(row["tetap_ml"] + row["persen"] * nominal / 100), F(row.get("terkecil_ml", 0)))
        kinds = [f"{row['jenis']}_line", f"{row['jenis']}_brim"] if row["jenis"] in ("transfer", "drinking") else [row["jenis"]]
        for kind in kinds:
            def ask(x: F, kind: str = kind, nominal: F = nominal) -> dict:
                return {"kind": kind, "nominal_ml": plain(nominal), "actual_ml": plain(nominal + x)}
            brim = kind.endswith("_brim")
            yield Tepi(rule.id, f"baris {n} {kind} atas", "takaran", ask, 2 * limit if brim else limit)
            yield Tepi(rule.id, f"baris {n} {kind} bawah", "takaran", ask, F(0) if brim else -limit, lantai=True)


def bejana(rule: Aturan) -> Iterator[Tepi]:
    def ask(x: F) -> dict:
        return {"nominal_l": "20", "actual_l": plain(20 + x)}
    yield from both(rule, "20 L", "bejana_ukur", ask, F(rule.isi["persen"] * 20 / 100))


# --- meters ------------------------------------------------------------------------------------------------------
def meter_air(rule: Aturan) -> Iterator[Tepi]:
    hot = F(rule.isi["panas_di_atas_c"])
    zones = (("bawah", F("0.0499"), hot), ("atas", F("0.05"), hot), ("atas_panas", F("2.5"), hot + NEXT))
    for stage, factor in isi("meter-air-tahap")["faktor"].items():
        for kelas, row in rule.isi["per_kelas"].items():
            for zone, flow, warm in zones:
                def ask(x: F, kelas: str = kelas, stage: str = stage, flow: F = flow, warm: F = warm) -> dict:
                    return {"class": kelas, "q1": "0.03125", "q2": "0.05", "q3": "2.5", "q4": "3.125", "stage": stage,
                            "water_temp_c": plain(warm),
                            "points": [{"q_m3_per_h": plain(flow), "indicated_l": plain(100 + x), "actual_l": "100"}]}
                yield from both(rule, f"{stage} {kelas} {zone}", "meter_air", ask, F(row[zone] * factor))


def meter_kwh(rule: Aturan) -> Iterator[Tepi]:
    for row in rule.isi["baris"]:
        ends = [step[0] for step in row["langkah"][1:]] + [None]
        for (start, limit), end in zip(row["langkah"], ends, strict=True):
            for ratio in [F(start)] + ([F(end) - NEXT] if end else [F(4)]):
                def ask(x: F, row: dict = row, ratio: F = ratio) -> dict:
                    return {"class": row["kelas"], "connection": row["sambungan"], "current_ratio": plain(ratio),
                            "power_factor": row["faktor_daya"], "load": row["beban"], "energy_meter_kwh": plain(100 + x),
                            "energy_reference_kwh": "100"}
                label = f"{row['kelas']} {row['sambungan']} {row['beban']} {row['faktor_daya']} {float(ratio)}"
                yield from both(rule, label, "meter_kwh", ask, F(limit))


def tanpa_beban(rule: Aturan) -> Iterator[Tepi]:
    yield Tepi(rule.id, "pulsa", "meter_kwh_tanpa_beban", lambda x: {"pulses": plain(x)}, F(rule.isi["pulsa"]))


def meter_taksi(rule: Aturan) -> Iterator[Tepi]:
    for part, quantities in rule.isi.items():
        for quantity, row in quantities.items():
            for reference in (F(10), F(100000)):
                def ask(x: F, part: str = part, quantity: str = quantity, reference: F = reference) -> dict:
                    return {"part": part, "quantity": quantity, "reference": plain(reference),
                            "indicated": plain(reference + x)}
                limit = max(F(row["persen"] * reference / 100), F(row["terkecil"]))
                yield from both(rule, f"{part} {quantity} {reference}", "meter_taksi", ask, limit)


def kadar_air(rule: Aturan) -> Iterator[Tepi]:
    for commodity, row in rule.isi["komoditas"].items():
        for reference in (F(5), F(40)):
            def ask(x: F, commodity: str = commodity, reference: F = reference) -> dict:
                return {"commodity": commodity, "reference_percent": plain(reference),
                        "readings_percent": [plain(reference + x)] * 3}
            limit = max(F(row["persen"] * reference / 100), F(row["terkecil"]))
            yield from both(rule, f"{commodity} {reference} %", "kadar_air", ask, limit)


# --- dispensers, flow meters, tanks --------------------------------------------------------------------------------
def pompa(rule: Aturan) -> Iterator[Tepi]:
    volumes = [v for row in rule.isi["baris"] for v in (F(row["di_bawah_l"]) - NEXT, F(row["di_bawah_l"]))]
    for percent in map(F, rule.isi["persen"]):
        for volume in [*volumes, F(20)]:
            for mmq in (F(1, 1000), F(5)):
                def ask(x: F, percent: F = percent, volume: F = volume, mmq: F = mmq) -> dict:
                    run = {"flow": "maks", "indicated_l": plain(volume + x), "reference_l": plain(volume)}
                    return {"class_percent": plain(percent), "mmq_l": plain(mmq), "runs": [run]}
                limit = pump_limit(volume, percent, mmq)
                found = both(rule, f"{float(percent)} % {float(volume)} L MMQ {float(mmq)}", "pompa_ukur", ask, limit)
                # Below nothing there is nothing to show: the lower edge of a very small volume does not exist.
                yield from (edge for edge in found if limit + HAIR <= volume or edge.label.endswith("+"))


def beda(rule: Aturan) -> Iterator[Tepi]:
    def ask(x: F) -> dict:
        return {"front_l": "20", "back_l": plain(20 - x)}
    yield Tepi(rule.id, "20 L", "pompa_beda_penunjukan", ask, F(rule.isi["persen"] * 20 / 100))


def meter_arus(rule: Aturan) -> Iterator[Tepi]:
    for line, classes in rule.isi.items():
        for kelas, percent in classes.items():
            def ask(x: F, line: str = line, kelas: str = kelas) -> dict:
                run = {"flow": "maks", "indicated_l": plain(2000 + x), "reference_l": "2000"}
                return {"line": line, "class": kelas, "mmq_l": "5", "runs": [run]}
            yield from both(rule, f"{line} {kelas}", "meter_arus", ask, F(percent * 20))


def bbg(rule: Aturan) -> Iterator[Tepi]:
    for name, percent in rule.isi["persen"].items():
        def ask(x: F, name: str = name) -> dict:
            meter = {"part": "meter", "stage": "tera"} if name == "meter" else {"part": "system", "stage": name}
            return meter | {"runs": [{"indicated_kg": plain(100 + x), "reference_kg": "100"}]}
        yield from both(rule, name, "pompa_bbg", ask, F(percent))


def tum_kepekaan(rule: Aturan) -> Iterator[Tepi]:
    least = F(rule.isi["geser_mm"])
    yield Tepi(rule.id, "mm", "tum_kepekaan", lambda x: {"level_change_mm": plain(x)}, least, lantai=True)


# --- automatic scales -----------------------------------------------------------------------------------------------
def _row_limit(row: dict, mass: F) -> F:
    return F(row["tetap_g"]) if "tetap_g" in row else F(row["persen"] * mass / 100)


def _masses(rows: list) -> Iterator[tuple[dict, F]]:
    """Every row at its upper end and just above the end of the row below."""
    lower = F(0)
    for row in rows:
        upper = F(row["sampai_g"]) if "sampai_g" in row else lower * 2
        yield row, upper
        yield row, lower + NEXT
        lower = upper


def pengisi(rule: Aturan) -> Iterator[Tepi]:
    for row, mass in _masses(rule.isi["baris"]):
        def ask(x: F, mass: F = mass) -> dict:
            return {"x": "1", "preset_g": plain(mass), "fills_g": [plain(mass + 9 + x), plain(mass + 9 - x)]}
        yield Tepi(rule.id, f"isi {float(mass)} g", "agfi", ask, _row_limit(row, mass))


def pengisi_tahap(rule: Aturan) -> Iterator[Tepi]:
    for stage, factor in rule.isi["faktor"].items():
        limit = F(factor) * _row_limit(isi("pengisi-mpd")["baris"][-1], F(20000))

        def spread(x: F, stage: str = stage) -> dict:
            return {"x": "1", "stage": stage, "preset_g": "20000", "fills_g": [plain(20000 + x), plain(20000 - x)]}

        def shifted(x: F, stage: str = stage) -> dict:
            return {"x": "1", "stage": stage, "preset_g": "20000", "fills_g": [plain(20000 + x)] * 2}
        yield Tepi(rule.id, f"{stage} simpangan", "pengisi", spread, limit)
        yield from both(rule, f"{stage} penyetelan", "pengisi", shifted, F(rule.isi["penyetelan"]) * limit)


def ban_berjalan(rule: Aturan) -> Iterator[Tepi]:
    for stage, classes in rule.isi["persen"].items():
        for kelas, percent in classes.items():
            def ask(x: F, stage: str = stage, kelas: str = kelas) -> dict:
                return {"class": kelas, "stage": stage, "reference_kg": "20000", "indicated_kg": plain(20000 + x)}
            yield from both(rule, f"{stage} {kelas}", "ban_berjalan", ask, F(percent * 200))


def pengecek(rule: Aturan) -> Iterator[Tepi]:
    for row, mass in _masses(rule.isi["simpangan"]):
        # 60 readings of mean + s and mean - s in equal number have the deviation s times the root of 60/59.
        def ask(x: F, mass: F = mass) -> dict:
            pair = [plain(mass + x), plain(mass - x)]
            return {"category": "X", "class": "III", "x": "1", "static_g": plain(mass), "e_g": "1000", "readings_g": pair * 30}
        limit = _row_limit(row, mass) ** 2 * F(59, 60)
        yield Tepi(rule.id, f"simpangan {float(mass)} g", "pengecek", ask, _root(limit))
    for kelas, step in rule.isi["langkah"].items():
        limit = F(1, 2) + F(rule.isi["y_tambahan_e"])
        if kelas in ("I", "II", "a", "b"):
            def single(x: F, kelas: str = kelas) -> dict:
                readings = ["40"] * 59 + [plain(40 + x)]
                return {"category": "Y", "class": kelas, "static_g": "40", "e_g": "1", "readings_g": readings}
            yield from both(rule, f"Y {kelas} seperti {step}", "pengecek", single, limit)


def _root(square: F) -> F:
    """The root to a few digits beyond the hair, from below."""
    from math import isqrt

    scale = 10**11
    return F(isqrt(square.numerator * scale**2 // square.denominator), scale)


TABEL: dict[str, Callable[[Aturan], Iterator[Tepi]]] = {
    "nawi-bkd": nawi_bkd, "nawi-nol": nawi_nol, "nawi-kepekaan": nawi_kepekaan, "nawi-diskriminasi": nawi_diskriminasi,
    "nawi-rumus-meja": rumus_meja,
    "anak-timbangan-bkd": anak_timbangan, "panjang-bkd": panjang, "panjang-bagian": panjang_bagian, "takaran-bkd": takaran,
    "bejana-bkd": bejana, "meter-air-bkd": meter_air, "meter-kwh-21": meter_kwh, "meter-kwh-22": meter_kwh,
    "meter-kwh-tanpa-beban": tanpa_beban, "meter-taksi-bkd": meter_taksi, "kadar-air-bkd": kadar_air, "pompa-bkd": pompa,
    "pompa-beda-penunjukan": beda, "meter-arus-bkd": meter_arus, "bbg-bkd": bbg, "tum-kepekaan": tum_kepekaan,
    "pengisi-mpd": pengisi, "pengisi-tahap": pengisi_tahap, "ban-berjalan-bkd": ban_berjalan, "pengecek-bkd": pengecek,
}
# Factors of a stage are part of the edges of the table they multiply; the rest holds no number of its own.
BERSAMA = {"nawi-tahap", "panjang-tahap", "meter-air-tahap"}
SENDIRI = {"nawi-kelas", "meter-kwh-gerak-mula"}
TANPA_ANGKA = {"nawi-imbuh", "nawi-kesetimbangan", "pompa-ketidaktetapan", "tum-bkd", "batas-cerapan"}


def semua_tepi() -> list[Tepi]:
    return [edge for rule in semua() if rule.id in TABEL for edge in TABEL[rule.id](rule)]
