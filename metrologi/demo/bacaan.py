"""Plausible readings for a sheet, as a careful penera types them; on demand one point fails."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Any

from metrologi.accounts.models import Uml, User
from metrologi.bkd.tulisan import tulis_angka
from metrologi.cerapan.bentuk import nama
from metrologi.cerapan.forms import CerapanForm
from metrologi.clock.now import today
from metrologi.demo.perlengkapan import segel_berikut
from metrologi.lembar import Isian, Titik, Uji
from metrologi.lembar.contoh import Contoh, semua_contoh
from metrologi.uttp.models import Standar, Uttp

LINGKUNGAN = (("27,8", "63"), ("28,4", "61"), ("28,9", "58"), ("29,3", "66"))
# Beyond any limit of scales: five scale intervals.
MELESET = 5
BAGIAN = {"eksentrisitas": 3, "kemampuan_ulang": 2}


def bacaan(uttp: Uttp, uml: Uml, keputusan: str, *, tahap: str, penera: User) -> dict[str, Any]:
    """The POST data of CerapanForm for this instrument today, ending in `keputusan`."""
    blank = CerapanForm(None, None, uttp=uttp, tahap=tahap, hari=today(), uml=uml, penera=penera)
    plate = {
        name: _pelat(blank.fields[name].initial)
        for name in blank.fields
        if name.startswith("alat_")
    }
    known = {f"alat_{name}": text for name, text in _contoh(blank).pelat.items()}
    plate |= {name: text for name, text in known.items() if not plate.get(name)}
    sheet = CerapanForm(plate, {}, uttp=uttp, tahap=tahap, hari=today(), uml=uml, penera=penera)
    suhu, kelembaban = LINGKUNGAN[uttp.pk % len(LINGKUNGAN)]
    data: dict[str, Any] = {
        "suhu": suhu,
        "kelembaban": kelembaban,
        "lokasi": "Ruang uji massa",
        "keputusan": keputusan,
        "diperiksa": "on",
        "standar": _standar(sheet, uml),
    }
    data |= {name: "ya" for name in sheet.fields if name.startswith("visual_")}
    data |= plate | _titik(sheet, meleset=keputusan != "sah")
    return data | _tapak(keputusan, uml, penera)


def _pelat(value: Any) -> str:
    return tulis_angka(value) if isinstance(value, Decimal) else str(value or "")


def _standar(sheet: CerapanForm, uml: Uml) -> list[str]:
    own = Standar.objects.berlaku(today()).filter(
        uml=uml, jenis=sheet.lembar.jenis_standar, pinjaman_dari=""
    )
    return [str(pk) for pk in own.order_by("pk").values_list("pk", flat=True)[:2]]


def _tapak(keputusan: str, uml: Uml, penera: User) -> dict[str, str]:
    if keputusan == "perlu_perbaikan":
        return {}
    kind = "sah" if keputusan == "sah" else "batal"
    marks = {
        f"tapak_{kind}_jumlah": "1",
        f"tapak_{kind}_tahun": f"{today():%y}",
        f"tapak_{kind}_letak": "badan alat",
    }
    return (
        marks
        if kind == "batal"
        else marks
        | {
            "tapak_jaminan_jumlah": "1",
            "tapak_jaminan_tahun": f"{today():%y}",
            "tapak_jaminan_letak": "tutup penyetel",
            "tapak_jaminan_segel": segel_berikut(uml, penera),
        }
    )


def _titik(sheet: CerapanForm, *, meleset: bool) -> dict[str, str]:
    """Every reading; the last point of the first test is the one that fails."""
    found: dict[str, str] = {}
    for uji in sheet.uji:
        rows = sheet.rows[uji.kode]
        for titik in rows:
            wrong = meleset and uji is sheet.uji[0] and titik is rows[-1]
            found |= {nama(uji, titik, i): _isi(sheet, uji, titik, i, wrong) for i in titik.isian}
    return found


def _contoh(sheet: CerapanForm) -> Contoh:
    """The worked example of the kind, by the method of the sheet where there is one."""
    own = [one for one in semua_contoh() if one.lembar.kode == sheet.lembar.kode]
    return next((one for one in own if one.cara == sheet.cara), own[0])


def _isi(sheet: CerapanForm, uji: Uji, titik: Titik, isian: Isian, wrong: bool) -> str:
    beban = _beban(sheet, uji, titik)
    if isian.nama == "beban":
        return tulis_angka(beban)
    if isian.nama == "tampil" and sheet.lembar.timbangan:
        return tulis_angka(beban + (sheet.alat.e or 0) * (MELESET if wrong else 0))
    contoh = _contoh(sheet)
    right = contoh.teks(sheet.alat, uji.kode, titik, isian)
    return contoh.salah.get(isian.nama, right) if wrong else right


def _beban(sheet: CerapanForm, uji: Uji, titik: Titik) -> Decimal:
    """The load: a third of Max off centre, half of Max when repeated, else as proposed."""
    alat = sheet.alat
    if alat.maks and alat.e and uji.kode in BAGIAN:
        return (alat.maks / BAGIAN[uji.kode] / alat.e).to_integral_value(ROUND_CEILING) * alat.e
    awal = next((i.awal for i in titik.isian if i.nama == "beban"), "")
    return Decimal(awal.replace(",", ".")) if awal else Decimal(0)
