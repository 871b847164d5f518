"""Plausible readings for a sheet: what a careful penera would have typed, with or without one point out of limits."""
from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Any

from metrologi.accounts.models import Uml, User
from metrologi.cerapan.forms import CerapanForm, nama
from metrologi.cerapan.lembar import Isian, Titik, Uji
from metrologi.clock.now import today
from metrologi.demo.perlengkapan import segel_berikut
from metrologi.uttp.fields import tulis_angka
from metrologi.uttp.models import Standar, Uttp

LINGKUNGAN = (("27,8", "63"), ("28,4", "61"), ("28,9", "58"), ("29,3", "66"))
BEJANA = ("20,01", "19,995", "20")
# Beyond any limit of scales and dispensers: five scale intervals, or 200 mL in 20 L.
MELESET, BEJANA_MELESET = 5, "19,8"
# What register and proposals leave open on the plate of a sheet, and its readings: right, and beyond any limit.
PELAT = {"meter_air": {"alat_q3": "2,5", "alat_rasio": "80", "alat_kelas": "2"}, "meter_kwh": {"alat_konstanta": "1600"},
         "meter_arus": {"alat_kelas": "0.5", "alat_mmq": "200"}, "ban_berjalan": {"alat_kelas": "1"},
         "ukuran_panjang": {"alat_kelas": "III"}}
BENAR = {"meter_air": {"awal": "0", "akhir": "100", "acuan": "100"},
         "meter_kwh": {"mula": "ya", "pulsa": "0", "tampil": "1", "acuan": "1"},
         "meter_arus": {"debit": "300", "tampil": "1000", "acuan": "1000"}, "pompa_bbg": {"tampil": "4", "acuan": "4"},
         "ban_berjalan": {"awal": "0", "akhir": "20000", "acuan": "20000"}, "anak_timbangan": {"galat": "0", "u": "0"},
         "tum": {"kosong": "120", "gerak": "3"}, "meter_kadar_air": {"acuan": "14", "bacaan": "14 14,1 13,9"},
         "timbangan_pengecek": {"acuan": "500", "bacaan": "500 " * 60}, "timbangan_pengisi": {"bacaan": "500 " * 60}}
UKURAN = ("ukuran_panjang", "tum", "bejana_ukur", "takaran_basah", "takaran_kering")
SALAH = {"meter_air": {"akhir": "120"}, "meter_kwh": {"tampil": "1,2", "mula": "tidak", "pulsa": "9"},
         "meter_arus": {"tampil": "1100"}, "pompa_bbg": {"tampil": "4,4"}, "ban_berjalan": {"akhir": "22000"},
         "anak_timbangan": {"galat": "999999"}, "meter_kadar_air": {"bacaan": "18 18 18"},
         "timbangan_pengecek": {"bacaan": "600 " * 60}, "timbangan_pengisi": {"bacaan": "400 600 " * 30}}
BAGIAN = {"eksentrisitas": 3, "kemampuan_ulang": 2}


def bacaan(uttp: Uttp, uml: Uml, keputusan: str, *, tahap: str, penera: User) -> dict[str, Any]:
    """The POST data of CerapanForm for this instrument today, ending in `keputusan`."""
    blank = CerapanForm(None, None, uttp=uttp, tahap=tahap, hari=today(), uml=uml, penera=penera)
    plate = {name: _pelat(blank.fields[name].initial) for name in blank.fields if name.startswith("alat_")}
    plate |= {name: text for name, text in PELAT.get(blank.lembar.kode, {}).items() if not plate.get(name)}
    sheet = CerapanForm(plate, {}, uttp=uttp, tahap=tahap, hari=today(), uml=uml, penera=penera)
    suhu, kelembaban = LINGKUNGAN[uttp.pk % len(LINGKUNGAN)]
    data: dict[str, Any] = {"suhu": suhu, "kelembaban": kelembaban, "lokasi": "Ruang uji massa", "keputusan": keputusan,
                            "diperiksa": "on", "standar": _standar(sheet, uml)}
    data |= {name: "ya" for name in sheet.fields if name.startswith("visual_")}
    data |= plate | _titik(sheet, meleset=keputusan != "sah")
    return data | _tapak(keputusan, uml, penera)


def _pelat(value: Any) -> str:
    return tulis_angka(value) if isinstance(value, Decimal) else str(value or "")


def _standar(sheet: CerapanForm, uml: Uml) -> list[str]:
    own = Standar.objects.berlaku(today()).filter(uml=uml, jenis=sheet.lembar.jenis_standar, pinjaman_dari="")
    return [str(pk) for pk in own.order_by("pk").values_list("pk", flat=True)[:2]]


def _tapak(keputusan: str, uml: Uml, penera: User) -> dict[str, str]:
    if keputusan == "perlu_perbaikan":
        return {}
    kind = "sah" if keputusan == "sah" else "batal"
    marks = {f"tapak_{kind}_jumlah": "1", f"tapak_{kind}_tahun": f"{today():%y}", f"tapak_{kind}_letak": "badan alat"}
    return marks if kind == "batal" else marks | {
        "tapak_jaminan_jumlah": "1", "tapak_jaminan_tahun": f"{today():%y}", "tapak_jaminan_letak": "tutup penyetel",
        "tapak_jaminan_segel": segel_berikut(uml, penera)}


def _titik(sheet: CerapanForm, *, meleset: bool) -> dict[str, str]:
    """Every reading; the last point of the first test is the one that fails."""
    found: dict[str, str] = {}
    for uji in sheet.uji:
        rows = sheet.rows[uji.kode]
        for titik in rows:
            wrong = meleset and uji is sheet.uji[0] and titik is rows[-1]
            found |= {nama(uji, titik, i): _isi(sheet, uji, titik, i, wrong) for i in titik.isian}
    return found


def _isi(sheet: CerapanForm, uji: Uji, titik: Titik, isian: Isian, wrong: bool) -> str:
    beban = _beban(sheet, uji, titik)
    if isian.nama == "beban":
        return tulis_angka(beban)
    if isian.nama == "tampil" and sheet.lembar.timbangan:
        return tulis_angka(beban + (sheet.alat.e or 0) * (MELESET if wrong else 0))
    if isian.nama == "bejana":
        return BEJANA_MELESET if wrong else BEJANA[int(titik.kunci[-1]) - 1]
    fixed = {"amatan": "tidak" if wrong else "setimbang", "gerak": "6", "tetap": "ya", "naik": "ya", "ganti": "ya"}
    made = fixed | BENAR.get(sheet.lembar.kode, {}) | (SALAH.get(sheet.lembar.kode, {}) if wrong else {})
    return made.get(isian.nama) or isian.awal or _nominal(sheet, titik, wrong)


def _nominal(sheet: CerapanForm, titik: Titik, wrong: bool) -> str:
    """Measures and tanks hold what they are called, or a tenth more; elsewhere the field stays empty."""
    if sheet.lembar.kode not in UKURAN:
        return ""
    share = Decimal("1.1") if wrong else Decimal(1)
    if sheet.lembar.kode == "ukuran_panjang":
        return tulis_angka(Decimal(titik.label.split(", ")[1].removesuffix(" mm").replace(",", ".")) * share)
    asked = next((i.awal for i in titik.isian if i.nama == "nominal"), "")
    whole = Decimal(asked.replace(",", ".")) if asked else sheet.alat.maks or Decimal(0)
    grams = sheet.lembar.kode.startswith("takaran") and sheet.alat.satuan == "L"
    return tulis_angka((whole * (1000 if grams else 1)).quantize(Decimal(1)) * share)


def _beban(sheet: CerapanForm, uji: Uji, titik: Titik) -> Decimal:
    """What lies on the scale: a third of Max off centre, half of Max when repeated, else as the sheet proposes."""
    alat = sheet.alat
    if alat.maks and alat.e and uji.kode in BAGIAN:
        return (alat.maks / BAGIAN[uji.kode] / alat.e).to_integral_value(ROUND_CEILING) * alat.e
    awal = next((i.awal for i in titik.isian if i.nama == "beban"), "")
    return Decimal(awal.replace(",", ".")) if awal else Decimal(0)
