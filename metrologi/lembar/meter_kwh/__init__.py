"""Energy meters (IEC 62053-21, -22): starting, creep, and the error at the load points."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from metrologi.bkd import meter_kwh
from metrologi.bkd.angka import parse
from metrologi.bkd.tulisan import tulis_pecahan
from metrologi.lembar.baris import PerTitik, tetap
from metrologi.lembar.dasar import (
    YA_TIDAK,
    Alat,
    Bacaan,
    Baris,
    Isian,
    Lembar,
    Titik,
    TitikHasil,
    Uji,
    dinilai,
    kelipatan,
    kosong,
    ya_tidak,
)

IEC = "Syarat Teknis meter kWh (SK Dirjen PDN 2010); IEC 62053-21 dan -22"
IEC_BELUM = f"{IEC} (belum dikonfirmasi)"
ENERGI, PULSA = "energi", "pulsa"
KELAS = (("1", "1 (B)"), ("2", "2 (A)"), ("0.5S", "0,5S (C)"), ("0.2S", "0,2S (D)"))
LANGSUNG, TRAFO = meter_kwh.LANGSUNG, meter_kwh.TRAFO
FAKTOR = {"1": "cos φ 1", "0.5i": "cos φ 0,5 induktif"}
# Least current, at which the first limit begins, the reference current and where cos phi 0.5 has
# its tighter limit; as ratio to the basic current.
TITIK = {
    LANGSUNG: (("0.05", "1"), ("0.1", "1"), ("1", "1"), ("0.2", "0.5i"), ("1", "0.5i")),
    TRAFO: (("0.02", "1"), ("0.05", "1"), ("1", "1"), ("0.1", "0.5i"), ("1", "0.5i")),
}
TITIK_S = (("0.01", "1"), ("0.05", "1"), ("1", "1"), ("0.1", "0.5i"), ("1", "0.5i"))
FASA = "RST"


class Beban(NamedTuple):
    """A load point: current as ratio to the basic current, power factor, and how it is loaded."""

    rasio: Fraction
    faktor: str
    pembebanan: str


def _sambungan(alat: Alat) -> str:
    return str(alat.lain.get("sambungan") or LANGSUNG)


def beban(alat: Alat) -> dict[str, Beban]:
    """The load points of a meter by key."""
    points = TITIK_S if alat.kelas.endswith("S") else TITIK[_sambungan(alat)]
    found = {
        f"k{n}": Beban(parse(ratio), factor, meter_kwh.SEIMBANG)
        for n, (ratio, factor) in enumerate(points, 1)
    }
    if alat.lain.get("fasa") == "3" and not alat.kelas.endswith("S"):
        one = Beban(Fraction(1), "1", meter_kwh.SATU_FASA)
        found |= {f"f{phase}": one for phase in FASA}
    return found


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    base = "In" if _sambungan(alat) == TRAFO else "Ib"
    points = beban(alat) if alat.kelas else {}
    return [
        Titik(k, f"{tulis_pecahan(b.rasio)} {base}, {FAKTOR[b.faktor]}{_fasa(k, b)}", _isian(cara))
        for k, b in points.items()
    ]


def _fasa(kunci: str, beban: Beban) -> str:
    return "" if beban.pembebanan == meter_kwh.SEIMBANG else f", fasa {kunci[1]} saja"


def _isian(cara: str) -> tuple[Isian, ...]:
    if cara == PULSA:
        return (
            Isian("pulsa", "Pulsa atau putaran"),
            Isian("daya", "Daya standar", "W"),
            Isian("waktu", "Waktu", "s"),
        )
    return Isian("tampil", "Energi meter", "kWh"), Isian("acuan", "Energi standar", "kWh")


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> meter_kwh.TitikBeban:
    point = beban(alat)[titik.kunci]
    return meter_kwh.TitikBeban(
        kelas=alat.kelas,
        sambungan=_sambungan(alat),
        rasio_arus=point.rasio,
        faktor_daya=point.faktor,
        pembebanan=point.pembebanan,
        kali_bkd=kelipatan(alat, tahap, "meter-kwh-tera-ulang"),
        energi_meter_kwh=isi.get("tampil"),
        pulsa=isi.get("pulsa"),
        konstanta=alat.lain.get("konstanta"),
        energi_acuan_kwh=isi.get("acuan"),
        daya_w=isi.get("daya"),
        waktu_s=isi.get("waktu"),
    )


def _arus_mula(alat: Alat) -> Fraction | None:
    """The starting current of the class; None where the standard names none."""
    case = meter_kwh.GerakMula(kelas=alat.kelas, rasio_arus=None, bergerak=None)
    return meter_kwh.gerak_mula(case).batas


def _titik_mula(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    limit = _arus_mula(alat)
    fields = (Isian("mula", "Meter bergerak terus?", pilihan=YA_TIDAK),)
    return [Titik("m1", f"Arus {tulis_pecahan(limit)} Ib, cos φ 1", fields)] if limit else []


def _nilai_mula(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    """At the starting current of its class the meter must run."""
    titik, isi = rows[0]
    moved = ya_tidak(isi.get("mula"))
    answer = meter_kwh.gerak_mula(
        meter_kwh.GerakMula(kelas=alat.kelas, rasio_arus=_arus_mula(alat), bergerak=moved)
    )
    if moved is None:
        return [kosong(titik, "bergerak", tanda="")]
    seen = "bergerak" if moved else "tidak bergerak"
    return [dinilai(titik, answer, seen, "bergerak", "", "")]


def _tanpa_beban(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> meter_kwh.TanpaBeban:
    return meter_kwh.TanpaBeban(pulsa=isi.get("pulsa"))


def _punya_gerak_mula(alat: Alat, tahap: str) -> bool:
    return alat.kelas in ("1", "2") and _sambungan(alat) == LANGSUNG


LEMBAR = (
    Lembar(
        "meter_kwh",
        "Meter kWh",
        IEC,
        (
            Uji(
                "gerak_mula",
                "Gerak mula",
                _titik_mula,
                _nilai_mula,
                IEC_BELUM,
                berlaku=_punya_gerak_mula,
            ),
            Uji(
                "tanpa_beban",
                "Tanpa beban",
                tetap(("t1", "115 % Un tanpa arus"), isian=(Isian("pulsa", "Pulsa"),)),
                PerTitik(
                    meter_kwh.tanpa_beban,
                    _tanpa_beban,
                    ("pulsa",),
                    "pulsa",
                    "≤",
                    terbaca=lambda isi: isi.get("pulsa"),
                ),
                IEC_BELUM,
            ),
            Uji(
                "kebenaran",
                "Kebenaran",
                _titik,
                PerTitik(
                    meter_kwh.kebenaran,
                    _kasus,
                    ("tampil", "acuan", "pulsa", "daya", "waktu"),
                    "%",
                ),
                IEC_BELUM,
                "Panaskan meter dahulu pada arus dasar.",
            ),
        ),
        jenis_standar="lainnya",
        timbangan=False,
        pelat=(),
        kelas=KELAS,
        cara_baku=lambda alat: ENERGI,
        cara=((ENERGI, "Banding energi"), (PULSA, "Pulsa dan waktu")),
        ketetapan=("meter-kwh-tera-ulang",),
        tambahan=(
            Isian(
                "sambungan",
                "Sambungan",
                pilihan=((LANGSUNG, "Langsung"), (TRAFO, "Dengan trafo arus")),
                awal=LANGSUNG,
            ),
            Isian("fasa", "Fasa", pilihan=(("1", "Satu fasa"), ("3", "Tiga fasa")), awal="1"),
            Isian("konstanta", "Konstanta (imp/kWh atau putaran/kWh)"),
        ),
    ),
)
