"""Flow meters and CNG dispensers (OIML R 117, R 139): three runs at three flows, each run and their spread."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.baris import PerTitik, selisih
from metrologi.cerapan.lembar.dasar import Alat, Isian, Lembar, Nilai, Titik, TitikHasil, Uji, kosong, satu, tanya, teks
from metrologi.cerapan.rules.ketetapan import ketetapan
from metrologi.uttp.fields import tulis_angka

R117 = "SK Dirjen PDN 57/2010; Kepdirjen PKTN 121/2020; OIML R 117-1"
R117_BELUM = f"{R117} (belum dikonfirmasi)"
R139 = "Syarat Teknis pompa ukur BBG (SK Dirjen PDN 2010); OIML R 139"
R139_BELUM = f"{R139} (belum dikonfirmasi)"
ALIRAN = (("maks", "Debit besar"), ("sedang", "Debit tengah"), ("min", "Debit kecil"))
KELAS = tuple((k, teks(k)) for k in ("0.3", "0.5", "1", "1.5", "2.5"))
# Two fifths of line A is the spread R 117 allows; an MMQ this large keeps every run within Emin meanwhile.
DUA_PER_LIMA, TANPA_BKD = Decimal("0.4"), "1000000000"


def _satuan(alat: Alat) -> str:
    return "kg" if alat.satuan.startswith("kg") else "L"


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    unit = _satuan(alat)
    fields = (Isian("debit", "Debit", f"{unit}/menit"), Isian("tampil", "Penunjukan", unit), Isian("acuan", "Acuan", unit))
    return [Titik(f"{flow}{run}", f"{label}, ke-{run}", fields) for flow, label in ALIRAN for run in (1, 2, 3)]


def _titik_bbg(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (Isian("tampil", "Penunjukan", "kg"), Isian("acuan", "Massa acuan", "kg"))
    return [Titik(f"n{n}isi{run}", f"Nozzle {n}, ke-{run}", fields) for n in range(1, alat.nozzle + 1) for run in (1, 2, 3)]


def _larian(isi: Nilai, flow: str = "") -> dict[str, Any]:
    pairs = {"indicated_l": isi.get("tampil"), "reference_l": isi.get("acuan")}
    return {"flow": flow} | {k: format(v, "f") if isinstance(v, Decimal) else v for k, v in pairs.items()}


def _masukan(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    """Half a run stands for a whole one without error, so that its limit can be told; it is judged only when both are read."""
    shown, true = isi.get("tampil"), isi.get("acuan")
    whole = {"tampil": true if shown is None else shown, "acuan": shown if true is None else true}
    return {"class": alat.kelas, "line": ketetapan(alat.ketetapan, "meter-arus-garis"), "mmq_l": alat.mmq,
            "runs": [_larian(whole)], "error": selisih(shown, true)}


def _masukan_bbg(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    return {"indicated": isi.get("tampil"), "reference": isi.get("acuan"), "mpe_percent": ketetapan(alat.ketetapan, "bbg-bkd")}


def _batas_tetap(alat: Alat) -> str:
    share = Decimal(ketetapan(alat.ketetapan, "meter-arus-ketidaktetapan")) / 100
    return format((Decimal(alat.kelas or 0) * DUA_PER_LIMA * share).normalize(), "f")


def _nilai_tetap(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """The spread of the errors at one flow."""
    groups = [(Titik(f"r{flow}", label, ()), [isi for t, isi in rows if t.kunci[:-1] == flow]) for flow, label in ALIRAN]
    return [sebaran(titik, runs, _batas_tetap(alat)) for titik, runs in groups]


def _tetap_bbg(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    limit = ketetapan(alat.ketetapan, "bbg-ketidaktetapan")
    groups = {n: [isi for t, isi in rows if t.kunci.startswith(f"n{n}isi")] for n in range(1, alat.nozzle + 1)}
    return [sebaran(Titik(f"r{n}", f"Nozzle {n}", ()), runs, limit) for n, runs in groups.items()]


def sebaran(titik: Titik, runs: Sequence[Nilai], limit: str) -> TitikHasil:
    """Largest minus smallest error in %, from three runs, against `limit`."""
    if len(runs) < 3 or any(r.get("tampil") is None or not r.get("acuan") for r in runs):
        return kosong(titik, teks(limit), "%", "≤")
    answer = tanya("pompa_ukur", {"class_percent": "0.5", "mmq_l": TANPA_BKD, "runs": [_larian(r, "satu") for r in runs],
                                  "repeatability_limit_percent": limit})
    spread = answer.get("repeatability_percent", {}).get("satu")
    return satu(titik, {"verdict": answer["verdict"], "reason": answer.get("reason", ""), "sebaran": spread, "batas": limit},
                "sebaran", "batas", "%", "≤")


def ragu(alat: Alat, bacaan: Mapping[str, Nilai]) -> list[str]:
    """Flows outside the plate."""
    found = []
    for isi in bacaan.values():
        flow, low, high = isi.get("debit"), alat.lain.get("qmin"), alat.maks
        if flow and high and flow > high:
            found.append(f"Debit {tulis_angka(flow)} melebihi Qmaks {tulis_angka(high)}.")
        if flow and low and flow < low:
            found.append(f"Debit {tulis_angka(flow)} kurang dari Qmin {tulis_angka(low)}.")
    return found


METER_ARUS = Lembar(
    "meter_arus", "Meter arus BBM dan produk terkait", R117, (
        Uji("kebenaran", "Kebenaran", _titik,
            PerTitik("meter_arus", _masukan, ("debit", "tampil", "acuan"), "error", "mpe_l", _satuan), R117_BELUM,
            "Acuan: volume bejana, meter induk, atau prover pada suhu dan tekanan meter."),
        Uji("ketidaktetapan", "Ketidaktetapan", lambda alat, tahap, cara: [], _nilai_tetap, f"{R117}: dua per lima baris A",
            dari="kebenaran"),
    ), visual.ARUS, jenis_standar="volume", timbangan=False, kelas=KELAS, ragu=ragu,
    pelat=(("maks", "Qmaks (per menit)", ""), ("mmq", "Volume terkecil yang diukur, MMQ", "")),
    tambahan=(Isian("qmin", "Qmin (per menit)"), Isian("faktor_k", "Faktor K (pulsa/L)"), Isian("produk", "Produk", pilihan=(
        ("bbm", "BBM"), ("lain", "Produk lain")), awal="bbm")),
    ketetapan=("meter-arus-garis", "meter-arus-ketidaktetapan"))

POMPA_BBG = Lembar(
    "pompa_bbg", "Pompa ukur BBG", R139, (
        Uji("kebenaran", "Kebenaran", _titik_bbg,
            PerTitik("relatif", _masukan_bbg, ("tampil", "acuan"), "error_percent", "mpe_percent", "%"),
            R139_BELUM, "Timbang tabung sebelum dan sesudah pengisian."),
        Uji("ketidaktetapan", "Ketidaktetapan", lambda alat, tahap, cara: [], _tetap_bbg, R139_BELUM,
            dari="kebenaran"),
    ), visual.POMPA, timbangan=False, pelat=(), kelas=(), tambahan=(Isian("nozzle", "Jumlah nozzle", awal="1"),),
    ketetapan=("bbg-bkd", "bbg-ketidaktetapan"))
