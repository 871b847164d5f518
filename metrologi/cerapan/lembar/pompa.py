"""Fuel and LPG dispensers (Kepdirjen PKTN 121/2020; OIML R 117): three runs at three flows per nozzle, against a BUS."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.baris import PerTitik, selisih
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
from metrologi.cerapan.rules.ketetapan import ketetapan

ALIRAN = (("maks", "Maksimum"), ("sedang", "Sedang (0,5–0,75 maks)"), ("lambat", "Lambat (0,15–0,25 maks)"))
# Where the plate says nothing the smaller usual MMQ stands, which allows less.
MMQ = "2"
# With an MMQ this large every run is within Emin, so that the verdict is that of the spread alone.
TANPA_BKD = "1000000"
TETAP = "pompa-ketidaktetapan"
METODE = "Kepdirjen PKTN 121/2020; OIML R 117-1"


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [
        Titik(f"n{nozzle}{flow}{run}", f"Nozzle {nozzle}, {label.split(' ')[0].lower()}, ke-{run}",
              (Isian("tampil", "Penunjukan pompa", "L", awal="20"), Isian("bejana", "Volume bejana", "L")))
        for nozzle in range(1, alat.nozzle + 1) for flow, label in ALIRAN for run in (1, 2, 3)
    ]


def _bkd(alat: Alat, kelas: str, isi: Nilai) -> str:
    """The BKD in L should the can hold exactly what the pump shows."""
    if isi.get("tampil") is None:
        return ""
    run = _run("satu", {"tampil": isi["tampil"], "bejana": isi["tampil"]})
    limits = tanya("pompa_ukur", {"class_percent": kelas, "mmq_l": alat.mmq or MMQ, "runs": [run]}).get("mpe_l")
    return teks(limits[0]) if limits else ""


def _satu(alat: Alat, kelas: str, titik: Titik, isi: Nilai) -> TitikHasil:
    """|V_ind - V_ref| ≤ BKD(V_ref); relative to the standard, never to the display."""
    if isi.get("tampil") is None or isi.get("bejana") is None:
        return kosong(titik, _bkd(alat, kelas, isi), "L")
    answer = tanya("pompa_ukur", {"class_percent": kelas, "mmq_l": alat.mmq or MMQ, "runs": [_run("satu", isi)]})
    limit = next(iter(answer.get("mpe_l", ())), None)
    return satu(titik, {**answer, "mpe_l": limit, "selisih": isi["tampil"] - isi["bejana"]}, "selisih", "mpe_l", "L")


def _run(flow: str, isi: Nilai) -> dict[str, str]:
    return {"flow": flow, "indicated_l": format(isi["tampil"], "f"), "reference_l": format(isi["bejana"], "f")}


def _nilai_tetap(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """The spread of the errors at one flow of one nozzle, from the same readings as the test of accuracy."""
    return [_aliran(alat, nozzle, flow, label, rows) for nozzle in range(1, alat.nozzle + 1) for flow, label in ALIRAN]


def _aliran(alat: Alat, nozzle: int, flow: str, label: str, rows: Sequence[tuple[Titik, Nilai]]) -> TitikHasil:
    titik = Titik(f"r{nozzle}{flow}", f"Nozzle {nozzle}, {label.split(' ')[0].lower()}", ())
    limit = ketetapan(alat.ketetapan, TETAP)
    runs = [isi for t, isi in rows if t.kunci.startswith(f"n{nozzle}{flow}")]
    if len(runs) < 3 or any(r.get("tampil") is None or r.get("bejana") is None for r in runs):
        return kosong(titik, teks(limit), "%", "≤")
    answer = tanya("pompa_ukur", {"class_percent": "0.5", "mmq_l": TANPA_BKD, "runs": [_run(flow, r) for r in runs],
                                  "repeatability_limit_percent": limit})
    spread = answer.get("repeatability_percent", {}).get(flow)
    return satu(titik, {"verdict": answer["verdict"], "reason": answer.get("reason", ""), "sebaran": spread,
                        "batas": limit}, "sebaran", "batas", "%", "≤")


def _titik_beda(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (Isian("depan", "Muka depan", "L"), Isian("belakang", "Muka belakang", "L"))
    return [Titik(f"b{n}", f"Nozzle {n}", fields) for n in range(1, alat.nozzle + 1)]


def _masukan_beda(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    return {"front_l": isi.get("depan"), "back_l": isi.get("belakang"),
            "difference": selisih(isi.get("depan"), isi.get("belakang"))}


def _lembar(kode: str, judul: str, kelas: str) -> Lembar:
    """A dispenser of this class; with two faces their displays are compared as well."""
    def nilai(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
        return [_satu(alat, kelas, titik, isi) for titik, isi in rows]

    return Lembar(kode, judul, METODE, (
        Uji("kebenaran", "Kebenaran", _titik, nilai, f"{METODE}, kelas {teks(kelas)}",
            "Basahi bejana; tiriskan 30 detik di antara pengujian."),
        Uji("ketidaktetapan", "Ketidaktetapan", lambda alat, tahap, cara: [], _nilai_tetap, METODE, dari="kebenaran"),
        Uji("beda", "Beda penunjukan dua muka", _titik_beda,
            PerTitik("pompa_beda_penunjukan", _masukan_beda, ("depan", "belakang"), "difference", "limit_l", "L"),
            "bahan PPSDK 2014: 20 mL pada 20 L (belum dikonfirmasi)", berlaku=lambda alat, tahap: alat.lain.get("muka") == "2"),
    ), visual.POMPA, jenis_standar="volume", timbangan=False, pelat=(("mmq", "Volume terkecil yang diukur, MMQ (L)", MMQ),),
        kelas=(), ketetapan=(TETAP,), tambahan=(
            Isian("nozzle", "Jumlah nozzle", awal="1"),
            Isian("muka", "Penunjukan", pilihan=(("1", "Satu muka"), ("2", "Dua muka")), awal="1")))


POMPA_BBM = _lembar("pompa_bbm", "Pompa ukur BBM", "0.5")
POMPA_ELPIJI = _lembar("pompa_elpiji", "Pompa ukur elpiji", "1")
