"""Tank trucks (OIML R 80): nominal volume, empty space and sensitivity of every compartment."""
from __future__ import annotations

from decimal import Decimal
from typing import Any

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.baris import PerTitik
from metrologi.cerapan.lembar.dasar import Alat, Isian, Lembar, Nilai, Titik, Uji, teks
from metrologi.cerapan.rules.ketetapan import ketetapan
from metrologi.uttp.fields import tulis_angka

R80 = "Syarat Teknis TUM (Permendag 21/2023); OIML R 80"
R80_BELUM = f"{R80} (belum dikonfirmasi)"
KOMPARTEMEN_PALING = 12


def jumlah(alat: Alat) -> int:
    return max(1, min(int(alat.lain.get("kompartemen") or 1), KOMPARTEMEN_PALING))


def _nominal(alat: Alat) -> str:
    return tulis_angka((alat.maks / jumlah(alat)).quantize(Decimal(1))) if alat.maks else ""


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (Isian("nominal", "Volume nominal", "L", awal=_nominal(alat)), Isian("acuan", "Volume terukur", "L"),
              Isian("kosong", "Ruang kosong", "L"))
    return [Titik(f"k{n}", f"Kompartemen {n}", fields) for n in range(1, jumlah(alat) + 1)]


def _masukan(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    percent = ketetapan(alat.ketetapan, "tum-bkd")
    tank = {"nominal_l": _plain(isi.get("nominal")), "measured_l": _plain(isi.get("acuan"))}
    return {"mpe_percent": percent, "compartments": [tank]}


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _masukan_ruang(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    """Without a setting of the office the least share is 0: recorded, not judged."""
    return {"space_l": isi.get("kosong"), "nominal_l": isi.get("nominal"),
            "minimum_percent": ketetapan(alat.ketetapan, "tum-ruang-kosong")}


def _titik_peka(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    share = teks(ketetapan(alat.ketetapan, "tum-bkd"))
    return [Titik(f"s{n}", f"Kompartemen {n}, tambah {share} % volume", (Isian("gerak", "Permukaan naik", "mm"),))
            for n in range(1, jumlah(alat) + 1)]


TUM = Lembar(
    "tum", "Tangki ukur mobil", R80, (
        Uji("kebenaran", "Volume nominal", _titik,
            PerTitik("tangki_ukur_mobil", _masukan, ("nominal", "acuan"), "error_percent", "mpe_percent", "%"),
            R80_BELUM, "Isi tiap kompartemen sampai tanda batas, catat volume dari bejana atau meter induk."),
        Uji("ruang_kosong", "Ruang kosong", lambda alat, tahap, cara: [],
            PerTitik("tum_ruang_kosong", _masukan_ruang, ("kosong", "nominal"), "share_percent", "minimum_percent", "%", "≥"),
            R80_BELUM, dari="kebenaran"),
        Uji("kepekaan", "Kepekaan", _titik_peka,
            PerTitik("tum_kepekaan", lambda alat, tahap, titik, isi: {"level_change_mm": isi.get("gerak")}, ("gerak",),
                     "level_change_mm", "minimum_mm", "mm", "≥"), R80_BELUM),
    ), visual.TUM, jenis_standar="volume", timbangan=False, pelat=(("maks", "Volume seluruhnya (L)", ""),), kelas=(),
    tambahan=(Isian("kompartemen", "Jumlah kompartemen", awal="1"),
              Isian("t1", "Tinggi T1", "mm"), Isian("t2", "Tinggi T2", "mm")),
    ketetapan=("tum-bkd", "tum-ruang-kosong"))
