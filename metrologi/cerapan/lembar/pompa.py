"""Fuel dispensers (Kepdirjen PKTN 121/2020; OIML R 117): three runs at three flows per nozzle, against a BUS."""
from __future__ import annotations

from collections.abc import Sequence

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

ALIRAN = (("maks", "Maksimum"), ("sedang", "Sedang (0,5–0,75 maks)"), ("lambat", "Lambat (0,15–0,25 maks)"))
# Where the plate says nothing the smaller usual MMQ stands, which allows less.
KELAS, MMQ = "0.5", "2"
# With an MMQ this large every run is within Emin, so that the verdict is that of the spread alone.
TANPA_BKD = "1000000"
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
    return [_satu(alat, titik, isi) for titik, isi in rows]


def _bkd(alat: Alat, isi: Nilai) -> str:
    """The BKD in L should the can hold exactly what the pump shows."""
    if isi.get("tampil") is None:
        return ""
    run = _run("satu", {"tampil": isi["tampil"], "bejana": isi["tampil"]})
    limits = tanya("pompa_ukur", {"class_percent": KELAS, "mmq_l": alat.mmq or MMQ, "runs": [run]}).get("mpe_l")
    return teks(limits[0]) if limits else ""


def _satu(alat: Alat, titik: Titik, isi: Nilai) -> TitikHasil:
    """|V_ind - V_ref| ≤ BKD(V_ref); relative to the standard, never to the display."""
    if isi.get("tampil") is None or isi.get("bejana") is None:
        return kosong(titik, _bkd(alat, isi), "L")
    answer = tanya("pompa_ukur", {"class_percent": KELAS, "mmq_l": alat.mmq or MMQ, "runs": [_run("satu", isi)]})
    limit = next(iter(answer.get("mpe_l", ())), None)
    return satu(titik, {**answer, "mpe_l": limit, "selisih": isi["tampil"] - isi["bejana"]}, "selisih", "mpe_l", "L")


def _run(flow: str, isi: Nilai) -> dict[str, str]:
    return {"flow": flow, "indicated_l": format(isi["tampil"], "f"), "reference_l": format(isi["bejana"], "f")}


def _nilai_tetap(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """The spread of the errors at one flow of one nozzle, from the same readings as the test of accuracy."""
    return [_aliran(alat, nozzle, flow, label, rows) for nozzle in range(1, alat.nozzle + 1) for flow, label in ALIRAN]


def _aliran(alat: Alat, nozzle: int, flow: str, label: str, rows: Sequence[tuple[Titik, Nilai]]) -> TitikHasil:
    titik = Titik(f"r{nozzle}{flow}", f"Nozzle {nozzle}, {label.split(' ')[0].lower()}", ())
    runs = [isi for t, isi in rows if t.kunci.startswith(f"n{nozzle}{flow}")]
    if len(runs) < 3 or any(r.get("tampil") is None or r.get("bejana") is None for r in runs):
        return kosong(titik, teks(KETIDAKTETAPAN), "%", "≤")
    answer = tanya("pompa_ukur", {"class_percent": KELAS, "mmq_l": TANPA_BKD, "runs": [_run(flow, r) for r in runs],
                                  "repeatability_limit_percent": KETIDAKTETAPAN})
    spread = answer.get("repeatability_percent", {}).get(flow)
    return satu(titik, {"verdict": answer["verdict"], "reason": answer.get("reason", ""), "sebaran": spread,
                        "batas": KETIDAKTETAPAN}, "sebaran", "batas", "%", "≤")


POMPA_BBM = Lembar("pompa_bbm", "Pompa ukur BBM", METODE, (
    Uji("kebenaran", "Kebenaran", _titik, _nilai, f"{METODE}, kelas 0,5",
        "Basahi bejana; tiriskan 30 detik di antara pengujian."),
    Uji("ketidaktetapan", "Ketidaktetapan", lambda alat, tahap, cara: [], _nilai_tetap,
        "bahan PPSDK 2014: 0,1 %; belum dikonfirmasi", dari="kebenaran"),
), visual.POMPA, jenis_standar="volume", timbangan=False, pelat=(("mmq", "Volume terkecil yang diukur, MMQ (L)", MMQ),))
