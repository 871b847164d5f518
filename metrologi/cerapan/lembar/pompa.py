"""Fuel dispensers (Kepdirjen PKTN 121/2020; OIML R 117): three runs at three flows per nozzle, against a BUS."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.dasar import (
    Alat,
    Isian,
    Lembar,
    Nilai,
    Titik,
    TitikHasil,
    Uji,
    kosong,
    satu,
    tanya,
    teks,
)
from metrologi.cerapan.rules.hasil import BATAL, SAH, TIDAK_LENGKAP, TIDAK_VALID
from metrologi.cerapan.rules.numbers import six

ALIRAN = (("maks", "Maksimum"), ("sedang", "Sedang (0,5–0,75 maks)"), ("lambat", "Lambat (0,15–0,25 maks)"))
KELAS, MMQ = "0.5", "5"
# 0,1 % (2014), 0,2 % (R 117) and 0,3 % (2026) stand in the sources; the strictest until the office confirms.
KETIDAKTETAPAN = "0.1"
METODE = "Kepdirjen PKTN 121/2020; OIML R 117-1"


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [
        Titik(f"n{nozzle}{flow}{run}", f"Nozzle {nozzle}, {label.split(' ')[0].lower()}, ke-{run}",
              (Isian("tampil", "Penunjukan pompa", "L", awal="20"), Isian("bejana", "Volume bejana", "L")))
        for nozzle in range(1, alat.nozzle + 1) for flow, label in ALIRAN for run in (1, 2, 3)
    ]


def _nilai(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    return [_satu(titik, isi) for titik, isi in rows]


def _satu(titik: Titik, isi: Nilai) -> TitikHasil:
    """|V_ind - V_ref| ≤ BKD(V_ref); relative to the standard, never to the display."""
    if isi.get("tampil") is None or isi.get("bejana") is None:
        return kosong(titik)
    answer = tanya("pompa_ukur", {"class_percent": KELAS, "mmq_l": MMQ, "runs": [_run("satu", isi)]})
    flat = {k: v[0] if isinstance(v, list) and v else v for k, v in answer.items()}
    flat["selisih"] = format(isi["tampil"] - isi["bejana"], "f")
    return satu(titik, flat, "selisih", "mpe_l", "L")


def _run(flow: str, isi: Nilai) -> dict[str, str]:
    return {"flow": flow, "indicated_l": format(isi["tampil"], "f"), "reference_l": format(isi["bejana"], "f")}


def _nilai_tetap(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """The spread of the errors at one flow of one nozzle, from the same readings as the test of accuracy."""
    return [_aliran(nozzle, flow, label, rows) for nozzle in range(1, alat.nozzle + 1) for flow, label in ALIRAN]


def _aliran(nozzle: int, flow: str, label: str, rows: Sequence[tuple[Titik, Nilai]]) -> TitikHasil:
    titik = Titik(f"r{nozzle}{flow}", f"Nozzle {nozzle}, {label.split(' ')[0].lower()}", ())
    runs = [isi for t, isi in rows if t.kunci.startswith(f"n{nozzle}{flow}")]
    if len(runs) < 3 or any(r.get("tampil") is None or r.get("bejana") is None for r in runs):
        return TitikHasil(titik.kunci, titik.label, TIDAK_LENGKAP)
    if any(r["bejana"] <= 0 for r in runs):
        return TitikHasil(titik.kunci, titik.label, TIDAK_VALID, alasan="Volume bejana harus lebih dari nol.")
    errors = [Fraction(r["tampil"] - r["bejana"]) / Fraction(r["bejana"]) * 100 for r in runs]
    spread = max(errors) - min(errors)
    return TitikHasil(titik.kunci, titik.label, SAH if spread <= Fraction(KETIDAKTETAPAN) else BATAL, teks(six(spread)),
                      teks(KETIDAKTETAPAN), "%")


POMPA_BBM = Lembar("pompa_bbm", "Pompa ukur BBM", METODE, (
    Uji("kebenaran", "Kebenaran", _titik, _nilai, f"{METODE}, kelas 0,5",
        "Basahi bejana; tiriskan 30 detik di antara pengujian."),
    Uji("ketidaktetapan", "Ketidaktetapan", lambda alat, tahap, cara: [], _nilai_tetap,
        "bahan PPSDK 2014: 0,1 %; belum dikonfirmasi", dari="kebenaran"),
), visual.POMPA, jenis_standar="volume", timbangan=False)
