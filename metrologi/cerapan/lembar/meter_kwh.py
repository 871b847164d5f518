"""Energy meters (IEC 62053-21, -22): starting, creep, and the error at the load points of class and connection."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.baris import PerTitik, tetap, ya_tidak
from metrologi.cerapan.lembar.dasar import (
    YA_TIDAK,
    Alat,
    Isian,
    Lembar,
    Nilai,
    Titik,
    TitikHasil,
    Uji,
    kelipatan,
    kosong,
    satu,
    tanya,
    teks,
)

IEC = "Syarat Teknis meter kWh (SK Dirjen PDN 2010); IEC 62053-21 dan -22"
IEC_BELUM = f"{IEC} (belum dikonfirmasi)"
ENERGI, PULSA = "energi", "pulsa"
KELAS = (("1", "1 (B)"), ("2", "2 (A)"), ("0.5S", "0,5S (C)"), ("0.2S", "0,2S (D)"))
LANGSUNG, TRAFO = "direct", "transformer"
FAKTOR = {"1": "cos φ 1", "0.5i": "cos φ 0,5 induktif"}
# Least current, at which the first limit begins, the reference current and where cos phi 0.5 has its tighter limit.
TITIK = {LANGSUNG: (("0.05", "1"), ("0.1", "1"), ("1", "1"), ("0.2", "0.5i"), ("1", "0.5i")),
         TRAFO: (("0.02", "1"), ("0.05", "1"), ("1", "1"), ("0.1", "0.5i"), ("1", "0.5i"))}
TITIK_S = (("0.01", "1"), ("0.05", "1"), ("1", "1"), ("0.1", "0.5i"), ("1", "0.5i"))
FASA = "RST"


def _sambungan(alat: Alat) -> str:
    return str(alat.lain.get("sambungan") or LANGSUNG)


def beban(alat: Alat) -> dict[str, tuple[str, str, str]]:
    """Key to (current ratio, power factor, load) of every point."""
    points = TITIK_S if alat.kelas.endswith("S") else TITIK[_sambungan(alat)]
    found = {f"k{n}": (ratio, factor, "balanced") for n, (ratio, factor) in enumerate(points, 1)}
    if alat.lain.get("fasa") == "3" and not alat.kelas.endswith("S"):
        found |= {f"f{phase}": ("1", "1", "single_phase_on_polyphase") for phase in FASA}
    return found


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    base = "In" if _sambungan(alat) == TRAFO else "Ib"
    points = beban(alat).items() if alat.kelas else ()
    return [Titik(k, f"{teks(ratio)} {base}, {FAKTOR[factor]}{_fasa(k, load)}", _isian(cara))
            for k, (ratio, factor, load) in points]


def _fasa(kunci: str, load: str) -> str:
    return "" if load == "balanced" else f", fasa {kunci[1]} saja"


def _isian(cara: str) -> tuple[Isian, ...]:
    if cara == PULSA:
        return Isian("pulsa", "Pulsa atau putaran"), Isian("daya", "Daya standar", "W"), Isian("waktu", "Waktu", "s")
    return Isian("tampil", "Energi meter", "kWh"), Isian("acuan", "Energi standar", "kWh")


def _masukan(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    ratio, factor, load = beban(alat)[titik.kunci]
    return {"class": alat.kelas, "connection": _sambungan(alat), "current_ratio": ratio, "power_factor": factor, "load": load,
            "bkd_factor": kelipatan(alat, tahap, "meter-kwh-tera-ulang"), "energy_meter_kwh": isi.get("tampil"),
            "energy_reference_kwh": isi.get("acuan"), "pulses": isi.get("pulsa"), "power_w": isi.get("daya"),
            "time_s": isi.get("waktu"), "constant_imp_per_kwh": alat.lain.get("konstanta")}


def _titik_mula(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    limit = tanya("meter_kwh_gerak_mula", {"class": alat.kelas}).get("limit_ratio")
    fields = (Isian("mula", "Meter bergerak terus?", pilihan=YA_TIDAK),)
    return [Titik("m1", f"Arus {teks(limit)} Ib, cos φ 1", fields)] if limit else []


def _nilai_mula(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """At the starting current of its class the meter must run."""
    titik, isi = rows[0]
    limit = tanya("meter_kwh_gerak_mula", {"class": alat.kelas}).get("limit_ratio")
    if not isi.get("mula"):
        return [kosong(titik, "bergerak", tanda="")]
    answer = tanya("meter_kwh_gerak_mula", {"class": alat.kelas, "started": ya_tidak(isi["mula"]), "current_ratio": limit})
    said = {"ya": "bergerak", "tidak": "tidak bergerak"}[isi["mula"]]
    return [satu(titik, answer | {"kata": said, "batas": "bergerak"}, "kata", "batas", "", "")]


METER_KWH = Lembar(
    "meter_kwh", "Meter kWh", IEC, (
        Uji("gerak_mula", "Gerak mula", _titik_mula, _nilai_mula, IEC_BELUM,
            berlaku=lambda alat, tahap: alat.kelas in ("1", "2") and _sambungan(alat) == LANGSUNG),
        Uji("tanpa_beban", "Tanpa beban", tetap(("t1", "115 % Un tanpa arus"), isian=(Isian("pulsa", "Pulsa"),)),
            PerTitik("meter_kwh_tanpa_beban", lambda alat, tahap, titik, isi: {"pulses": isi.get("pulsa")},
                     ("pulsa",), "pulses", "limit_pulses", "pulsa", "≤"), IEC_BELUM),
        Uji("kebenaran", "Kebenaran", _titik,
            PerTitik("meter_kwh", _masukan, ("tampil", "acuan", "pulsa", "daya", "waktu"), "error_percent", "mpe_percent", "%"),
            IEC_BELUM, "Panaskan meter dahulu pada arus dasar."),
    ), visual.METER, jenis_standar="lainnya", timbangan=False, pelat=(), kelas=KELAS, cara_baku=lambda alat: ENERGI,
    cara=((ENERGI, "Banding energi"), (PULSA, "Pulsa dan waktu")), ketetapan=("meter-kwh-tera-ulang",), tambahan=(
        Isian("sambungan", "Sambungan", pilihan=((LANGSUNG, "Langsung"), (TRAFO, "Dengan trafo arus")), awal=LANGSUNG),
        Isian("fasa", "Fasa", pilihan=(("1", "Satu fasa"), ("3", "Tiga fasa")), awal="1"),
        Isian("konstanta", "Konstanta (imp/kWh atau putaran/kWh)")))
