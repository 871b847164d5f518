"""Automatic weighing: belt weighers (R 50), checkweighers (R 51), filling instruments (R 61)."""
from __future__ import annotations

from typing import Any

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.baris import PerTitik, selisih, teks_angka
from metrologi.cerapan.lembar.dasar import Alat, Isian, Lembar, Nilai, Titik, Uji, teks
from metrologi.uttp.fields import tulis_angka
from metrologi.uttp.satuan import samakan

R50 = "SK Dirjen PDN 28/PDN/KEP/3/2010; OIML R 50"
R50_BELUM = f"{R50} (belum dikonfirmasi)"
R51 = "SK Dirjen SPK 903/SPK/KEP/12/2011; OIML R 51-1"
R51_BELUM = f"{R51} (belum dikonfirmasi)"
R61 = "OIML R 61-1"
R61_BELUM = f"{R61} (belum dikonfirmasi)"
BACAAN = Isian("bacaan", "Bacaan, pisahkan dengan spasi atau baris baru", "g", daftar=True)


# --- belt weighers
def _titik_ban(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (Isian("awal", "Totalisator awal", "kg"), Isian("akhir", "Totalisator akhir", "kg"),
              Isian("acuan", "Massa pada timbangan kontrol", "kg"))
    return [Titik(f"b{n}", f"Uji bahan {n}", fields) for n in (1, 2, 3)] if alat.kelas else []


def _masukan_ban(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    return {"class": alat.kelas, "stage": tahap, "reference_kg": isi.get("acuan"), "d_kg": alat.lain.get("dt"),
            "indicated_kg": selisih(isi.get("akhir"), isi.get("awal")), "minimum_load_kg": alat.lain.get("sum_min")}


BAN_BERJALAN = Lembar(
    "ban_berjalan", "Timbangan ban berjalan", R50, (
        Uji("kebenaran", "Uji bahan", _titik_ban,
            PerTitik("ban_berjalan", _masukan_ban, ("awal", "akhir", "acuan"), "error_kg", "mpe_kg", "kg"),
            R50_BELUM, "Alirkan bahan paling sedikit sebesar beban total terkecil."),
    ), visual.OTOMATIS, timbangan=False, pelat=(), kelas=tuple((k, teks(k)) for k in ("0.2", "0.5", "1", "2")), tambahan=(
        Isian("sum_min", "Beban total terkecil Σmin", "kg"), Isian("dt", "Interval totalisator d", "kg"),
        Isian("qmin", "Qmin", "t/jam"), Isian("kecepatan", "Kecepatan ban", "m/s")))


# --- checkweighers
KATEGORI = (("X", "X: rata-rata dan simpangan baku"), ("Y", "Y: kesalahan tunggal"))


def _titik_cek(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (Isian("acuan", "Massa statis", "g"), BACAAN)
    return [Titik(k, f"Beban {words}", fields) for k, words in (("kecil", "kecil (dekat Min)"), ("besar", "besar (dekat Max)"))
            ] if alat.kelas and alat.e else []


def _masukan_cek(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    """Category Y knows a and b where X knows III and IIII."""
    category = alat.lain.get("kategori") or "X"
    kelas = {"III": "a", "IIII": "b"}.get(alat.kelas, alat.kelas) if category == "Y" else alat.kelas
    return {"category": category, "class": kelas, "x": alat.lain.get("x"), "static_g": isi.get("acuan"),
            "e_g": samakan(alat.e, alat.satuan, "g") if alat.e else None, "readings_g": teks_angka(isi.get("bacaan"))}


def _kategori(wanted: str) -> Any:
    return lambda alat, tahap: (alat.lain.get("kategori") or "X") == wanted


PENGECEK = Lembar(
    "timbangan_pengecek", "Timbangan pengecek dan penyortir", R51, (
        Uji("kebenaran", "Kesalahan rata-rata", _titik_cek,
            PerTitik("pengecek", _masukan_cek, ("acuan", "bacaan"), "mean_error_g", "mpe_g", "g", sebab="kesalahan rata-rata"),
            R51_BELUM, "Sampai 10 kg 60 kali, sampai 25 kg 30 kali, di atasnya 20 kali.",
            berlaku=_kategori("X")),
        Uji("simpangan", "Simpangan baku", lambda alat, tahap, cara: [],
            PerTitik("pengecek", _masukan_cek, ("acuan", "bacaan"), "standard_deviation_g", "standard_deviation_limit_g", "g",
                     "≤", sebab="simpangan baku"), R51_BELUM, dari="kebenaran", berlaku=_kategori("X")),
        Uji("tunggal", "Kesalahan tunggal", _titik_cek,
            PerTitik("pengecek", _masukan_cek, ("acuan", "bacaan"), "worst_error_g", "mpe_g", "g", sebab="kesalahan tunggal"),
            R51_BELUM, "Sampai 10 kg 60 kali, sampai 25 kg 30 kali, di atasnya 20 kali.",
            berlaku=_kategori("Y")),
    ), visual.OTOMATIS, timbangan=False, tambahan=(
        Isian("kategori", "Kategori", pilihan=KATEGORI, awal="X"), Isian("x", "Faktor (x) untuk simpangan baku", awal="1"),
        Isian("laju", "Laju terbesar", "buah/menit")),
    pelat=(("maks", "Max", ""), ("min", "Min", ""), ("e", "Interval skala verifikasi (e)", "")))


# --- filling instruments
def _titik_isi(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    loads = {"besar": alat.maks, "kecil": alat.min}
    grams = {k: samakan(v, alat.satuan, "g") if v else None for k, v in loads.items()}
    preset = {k: Isian("acuan", "Isi yang disetel", "g", awal=tulis_angka(grams[k])) for k in loads}
    return [Titik(k, f"Isian {k}", (preset[k], BACAAN)) for k in loads]


def _masukan_isi(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    return {"x": alat.lain.get("x"), "stage": tahap, "preset_g": isi.get("acuan"), "fills_g": teks_angka(isi.get("bacaan"))}


PENGISI = Lembar(
    "timbangan_pengisi", "Timbangan pengisi", R61, (
        Uji("kebenaran", "Simpangan tiap isian dari rata-rata", _titik_isi,
            PerTitik("pengisi", _masukan_isi, ("acuan", "bacaan"), "max_deviation_g", "mpd_g", "g", "≤",
                     sebab="simpangan isian"),
            R61_BELUM, "Timbang tiap isian: sampai 1 kg 60, sampai 10 kg 30, sampai 25 kg 20, di atasnya 10."),
        Uji("penyetelan", "Kesalahan penyetelan", lambda alat, tahap, cara: [],
            PerTitik("pengisi", _masukan_isi, ("acuan", "bacaan"), "setting_error_g", "setting_limit_g", "g",
                     sebab="penyetelan"),
            R61_BELUM, dari="kebenaran"),
    ), visual.OTOMATIS, timbangan=False, pelat=(("maks", "Isian terbesar", ""), ("min", "Isian terkecil", "")), kelas=(),
    tambahan=(Isian("x", "Kelas X(x): faktor x", awal="1"), Isian("laju", "Laju pengisian", "isian/menit")))

