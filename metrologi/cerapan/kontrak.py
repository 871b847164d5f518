"""The JSON contract of `bin/manage nilai`: cases and answers as JSON, made from those of the rules.

Each type of case names a rule and where its answer goes. `kontrak_baca` reads the case and knows
the names of the contract.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from numbers import Number
from typing import Any

from metrologi.bkd import (
    anak_timbangan,
    ban_berjalan,
    keputusan,
    ketidakpastian,
    meter_air,
    meter_arus,
    meter_kadar_air,
    meter_kwh,
    meter_taksi,
    nawi,
    nawi_lain,
    pompa_ukur,
    relatif,
    standar,
    tangki_ukur_mobil,
    timbangan_pengecek,
    timbangan_pengisi,
    ukuran_panjang,
    visual,
    volume,
)
from metrologi.bkd.angka import fixed, show
from metrologi.bkd.periksa import Cacat
from metrologi.bkd.putusan import TIDAK_LENGKAP, TIDAK_VALID, Alasan, Putusan, Sebab
from metrologi.bkd.tabel import berlaku_pada, hari_uji
from metrologi.cerapan.kontrak_baca import NAMA, hari, kasus_dari, teks

Json = dict[str, Any]

# Numbers of the answers that are always written with six decimals.
ENAM_DESIMAL = {
    "standard_deviation_g",
    "water_density_kg_m3",
    "air_density_kg_m3",
    "u_dig0_g",
    "u_digL_g",
    "u_rep_g",
    "u_ecc_g",
    "u_cert_g",
    "u_buoy_g",
    "u_drift_g",
    "u_combined_g",
    "U_k2_g",
}
SEGMEN = re.compile(r"[a-z]\w*")


@dataclass(frozen=True)
class Jenis:
    """A type of case: its rule, the fields of its answer in order, and what the rule's case needs
    besides what its fields say.

    `keluar` maps a name of the contract to a field of the answer. The reasons stand last, or where
    "alasan" is named.
    """

    aturan: Callable[[Any], Putusan]
    kasus: type
    keluar: Mapping[str, str] = field(default_factory=dict)
    tambahan: Callable[[Mapping[str, Any]], Json] = lambda inputs: {}


def _label(inputs: Mapping[str, Any]) -> Json:
    """Reasons call a point of an energy meter as the case wrote it."""
    ratio, factor = (teks(inputs.get(name)) for name in ("current_ratio", "power_factor"))
    good = isinstance(ratio, str) and isinstance(factor, str)
    return {"label": meter_kwh.label(str(ratio), str(factor)) if good else ""}


JENIS: dict[str, Jenis] = {
    "nawi_kebenaran": Jenis(
        nawi.kebenaran,
        nawi.Titik,
        {"error": "galat_mentah", "corrected_error": "galat", "mpe": "batas"},
    ),
    "nawi_klasifikasi": Jenis(nawi.klasifikasi, nawi.Klasifikasi, {"n": "n", "eligible": "sesuai"}),
    "nawi_imbuh": Jenis(nawi.imbuh, nawi.Imbuh, {"mpe": "batas"}),
    "nawi_repeatability": Jenis(
        nawi.kemampuan_ulang, nawi.Ulangan, {"limit": "batas", "range": "galat"}
    ),
    "nawi_eccentricity": Jenis(
        nawi.eksentrisitas, nawi.Eksentris, {"errors": "galat", "mpe": "batas"}
    ),
    "nawi_zero_tare": Jenis(nawi.nol_tara, nawi.Nol, {"zero_error": "galat", "limit": "batas"}),
    "nawi_sensitivity": Jenis(nawi.kepekaan, nawi.Kepekaan, {"minimum_mm": "batas"}),
    "anak_timbangan": Jenis(
        anak_timbangan.kebenaran,
        anak_timbangan.Keping,
        {"mpe_mg": "batas", "acceptance_limit_mg": "batas_diterima"},
    ),
    "pompa_ukur": Jenis(
        pompa_ukur.kebenaran,
        pompa_ukur.Pompa,
        {
            "error_percent": "galat",
            "mpe_l": "batas",
            "alasan": "alasan",
            "repeatability_percent": "sebaran",
        },
    ),
    "meter_air": Jenis(
        meter_air.kebenaran,
        meter_air.MeterAir,
        {"mpe_percent": "batas", "error_percent": "galat"},
    ),
    "meter_kwh": Jenis(
        meter_kwh.kebenaran,
        meter_kwh.TitikBeban,
        {"mpe_percent": "batas", "error_percent": "galat"},
        _label,
    ),
    "ukuran_panjang": Jenis(ukuran_panjang.kebenaran, ukuran_panjang.Panjang, {"mpe_mm": "batas"}),
    "takaran": Jenis(
        volume.takaran,
        volume.Takaran,
        {"lower_limit_ml": "batas_bawah", "upper_limit_ml": "batas", "error_ml": "galat"},
    ),
    "volume_gravimetri": Jenis(
        volume.gravimetri,
        volume.Gravimetri,
        {"mpe_l": "batas", "v20_l": "volume", "error_l": "galat"},
    ),
    "bejana_ukur": Jenis(
        volume.bejana, volume.Bejana, {"mpe_l": "batas", "v20_l": "volume", "error_l": "galat"}
    ),
    "kerapatan": Jenis(
        volume.kerapatan,
        volume.Kerapatan,
        {"water_density_kg_m3": "air", "air_density_kg_m3": "udara"},
    ),
    "relatif": Jenis(relatif.relatif, relatif.Relatif, {"error_percent": "galat"}),
    "agfi": Jenis(
        timbangan_pengisi.penyimpangan,
        timbangan_pengisi.Isian,
        {"mpd_g": "batas", "average_g": "rata", "max_deviation_g": "galat"},
    ),
    "standar": Jenis(standar.standar, standar.Standar, {"reason": "sebab"}),
    "keputusan": Jenis(keputusan.keputusan, keputusan.Keputusan),
    "ketidakpastian": Jenis(
        ketidakpastian.ketidakpastian,
        ketidakpastian.Timbangan,
        {
            "u_dig0_g": "nol",
            "u_digL_g": "beban",
            "u_rep_g": "ulang",
            "u_ecc_g": "eksentrisitas",
            "u_cert_g": "sertifikat",
            "u_buoy_g": "apung",
            "u_drift_g": "hanyut",
            "u_combined_g": "gabungan",
            "U_k2_g": "u_k2",
            "error_g": "galat",
        },
    ),
    "nawi_diskriminasi": Jenis(
        nawi_lain.diskriminasi, nawi_lain.Diskriminasi, {"minimum": "batas"}
    ),
    "nawi_kesetimbangan": Jenis(nawi_lain.kesetimbangan, nawi_lain.Kesetimbangan, {"mpe": "batas"}),
    "nawi_penunjuk_ganda": Jenis(
        nawi_lain.penunjuk_ganda,
        nawi_lain.PenunjukGanda,
        {"difference": "galat", "limit": "batas"},
    ),
    "visual": Jenis(visual.visual, visual.Pemeriksaan),
    "pompa_beda_penunjukan": Jenis(
        pompa_ukur.beda_penunjukan,
        pompa_ukur.DuaMuka,
        {"difference_l": "galat", "limit_l": "batas"},
    ),
    "pompa_bbg": Jenis(
        meter_arus.pompa_bbg,
        meter_arus.PompaBbg,
        {
            "mpe_percent": "persen",
            "error_percent": "galat",
            "alasan": "alasan",
            "repeatability_percent": "sebaran",
        },
    ),
    "meter_arus": Jenis(
        meter_arus.meter_arus,
        meter_arus.MeterArus,
        {
            "meter_factor": "faktor_meter",
            "mpe_l": "batas",
            "error_percent": "galat",
            "alasan": "alasan",
            "repeatability_percent": "sebaran",
        },
    ),
    "meter_kwh_tanpa_beban": Jenis(
        meter_kwh.tanpa_beban, meter_kwh.TanpaBeban, {"limit_pulses": "batas"}
    ),
    "meter_kwh_gerak_mula": Jenis(
        meter_kwh.gerak_mula, meter_kwh.GerakMula, {"limit_ratio": "batas"}
    ),
    "tangki_ukur_mobil": Jenis(
        tangki_ukur_mobil.volume, tangki_ukur_mobil.Tangki, {"error_percent": "galat"}
    ),
    "tum_kepekaan": Jenis(
        tangki_ukur_mobil.kepekaan,
        tangki_ukur_mobil.Kepekaan,
        {"minimum_mm": "batas", "level_change_mm": "galat"},
    ),
    "tum_ruang_kosong": Jenis(
        tangki_ukur_mobil.ruang_kosong,
        tangki_ukur_mobil.RuangKosong,
        {"minimum_percent": "batas", "share_percent": "galat"},
    ),
    "ban_berjalan": Jenis(
        ban_berjalan.kebenaran,
        ban_berjalan.BanBerjalan,
        {"mpe_kg": "batas", "error_percent": "persen", "error_kg": "galat"},
    ),
    "pengecek": Jenis(
        timbangan_pengecek.pengecek,
        timbangan_pengecek.Pengecek,
        {
            "mpe_g": "batas",
            "worst_error_g": "galat_terbesar",
            "mean_error_g": "galat_rata",
            "standard_deviation_g": "simpangan",
            "standard_deviation_limit_g": "batas_simpangan",
        },
    ),
    "pengisi": Jenis(
        timbangan_pengisi.pengisi,
        timbangan_pengisi.Pengisi,
        {
            "mpd_g": "batas",
            "setting_limit_g": "batas_setelan",
            "average_g": "rata",
            "max_deviation_g": "galat",
            "setting_error_g": "galat_setelan",
        },
    ),
    "kadar_air": Jenis(
        meter_kadar_air.kadar_air,
        meter_kadar_air.KadarAir,
        {"mpe_percent": "batas", "error_percent": "galat"},
    ),
    "meter_taksi": Jenis(
        meter_taksi.kebenaran, meter_taksi.Argo, {"mpe": "batas", "error": "galat"}
    ),
}


# --- the answer ----------------------------------------------------------------------------------
def nilai(case: Any) -> Json:
    """{"id", "result"} of one {"id", "type", "inputs"}; nothing a case holds makes it raise.

    The result has the fields of its type, verdict and reasons. With `tanggal_uji` (ISO) the rules
    in force on that day judge, else the newest.
    """
    if not isinstance(case, Mapping):
        return {"id": None, "result": _refused("kasus bukan objek")}
    return {"id": _id(case.get("id")), "result": _result(case)}


def _id(value: Any) -> Any:
    """The id as it was given; a list or an object names nothing."""
    return value if isinstance(value, str | Number) else None


def nilai_semua(payload: Any) -> list[Json]:
    """The answers to a list of cases, an object that holds them under `cases`, or one case alone.

    They come in the order of the cases.
    """
    if isinstance(payload, Mapping) and "type" in payload:
        return [nilai(payload)]
    cases = payload.get("cases") if isinstance(payload, Mapping) else payload
    if not isinstance(cases, list | tuple):
        return [{"id": None, "result": _refused("masukan bukan daftar kasus")}]
    return [nilai(case) for case in cases]


def _result(case: Mapping[str, Any]) -> Json:
    jenis = JENIS.get(case["type"]) if isinstance(case.get("type"), str) else None
    if jenis is None:
        return _refused("jenis kasus tidak dikenal")
    day = hari(case["tanggal_uji"]) if case.get("tanggal_uji") else hari_uji()
    if isinstance(day, Cacat):
        return _refused(f"tanggal_uji: {day.kata}")
    if day is None and case.get("tanggal_uji"):
        return {"verdict": TIDAK_LENGKAP, "reason": "tanggal_uji: belum diisi"}
    inputs = case.get("inputs")
    if not isinstance(inputs, Mapping):
        return _refused("inputs: bukan kumpulan data bernama")
    with berlaku_pada(day):
        kasus = kasus_dari(jenis.kasus, inputs)
        return _jawaban(jenis, jenis.aturan(_lengkapi(kasus, jenis.tambahan(inputs))))


def _lengkapi(kasus: Any, more: Json) -> Any:
    return replace(kasus, **more) if more else kasus


def _jawaban(jenis: Jenis, putusan: Putusan) -> Json:
    """The answer of a rule in the words of the contract."""
    found: Json = {}
    for name, attribute in {**jenis.keluar, "alasan": "alasan"}.items():
        value = _tulis(getattr(putusan, attribute), name)
        if value is not None:
            found[name] = value
    if putusan.kata is not None:
        found["verdict"] = putusan.kata
    if putusan.sebab is not None:
        found["reason"] = _sebab(putusan)
    return found


def _tulis(value: Any, name: str) -> Any:
    """A value of the answer as JSON; None where there is nothing to say."""
    if isinstance(value, Fraction):
        return fixed(value, 6) if name in ENAM_DESIMAL else show(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return {key: _tulis(one, name) for key, one in value.items()}
    if isinstance(value, list):
        return [_tulis(one, name) for one in value] or None
    if isinstance(value, Alasan):
        return _alasan(value)
    if isinstance(value, Sebab):
        return str(value) if not value.nama else None
    return None


def _alasan(alasan: Alasan) -> Json:
    seen = isinstance(alasan.galat, str)
    found: Json = {
        "test": alasan.uji,
        "point": alasan.titik,
        "error": alasan.galat if seen else _tulis(alasan.galat, ""),
    }
    if not seen:
        found |= {
            "bkd": _tulis(alasan.batas, ""),
            "margin": _tulis(alasan.sisa, ""),
            "unit": alasan.satuan,
        }
    return found | ({"rule": alasan.aturan} if alasan.aturan else {})


def _sebab(putusan: Putusan) -> str:
    """Why there is no verdict, fields by their names in the contract."""
    sebab = putusan.sebab
    if sebab is None:
        return ""
    return str(replace(sebab, nama=_nama(sebab.nama), juga=_nama(sebab.juga)))


def _nama(path: str) -> str:
    return SEGMEN.sub(lambda found: NAMA.get(found[0], found[0]), path)


def _refused(reason: str) -> Json:
    return {"verdict": TIDAK_VALID, "reason": reason}
