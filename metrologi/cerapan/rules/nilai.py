"""Judges cases: one dictionary in, error, BKD, verdict and reasons out. Nothing a case holds makes it raise."""
from collections.abc import Callable, Mapping
from datetime import date
from numbers import Number
from typing import Any

from metrologi.cerapan.rules import (
    anak_timbangan,
    kadar_air_taksi,
    keputusan,
    ketidakpastian,
    meter_air,
    meter_arus,
    meter_kwh,
    nawi,
    nawi_lain,
    otomatis,
    panjang,
    pengisi,
    pompa_ukur,
    relatif,
    standar,
    tangki,
    visual,
    volume,
)
from metrologi.cerapan.rules.hasil import TIDAK_LENGKAP, TIDAK_VALID, Hasil
from metrologi.cerapan.rules.inputs import Inputs, Kurang, Mustahil
from metrologi.cerapan.rules.tabel import BelumAda, berlaku_pada, hari_uji

Judge = Callable[[Inputs, Hasil], str | None]

JENIS: dict[str, Judge] = {
    "nawi_kebenaran": nawi.kebenaran,
    "nawi_klasifikasi": nawi.klasifikasi,
    "nawi_imbuh": nawi.imbuh,
    "nawi_repeatability": nawi.kemampuan_ulang,
    "nawi_eccentricity": nawi.eksentrisitas,
    "nawi_zero_tare": nawi.nol_tara,
    "nawi_sensitivity": nawi.kepekaan,
    "anak_timbangan": anak_timbangan.kebenaran,
    "pompa_ukur": pompa_ukur.kebenaran,
    "meter_air": meter_air.kebenaran,
    "meter_kwh": meter_kwh.kebenaran,
    "ukuran_panjang": panjang.kebenaran,
    "takaran": volume.takaran,
    "volume_gravimetri": volume.gravimetri,
    "bejana_ukur": volume.bejana,
    "kerapatan": volume.kerapatan,
    "relatif": relatif.relatif,
    "agfi": pengisi.penyimpangan,
    "standar": standar.standar,
    "keputusan": keputusan.keputusan,
    "ketidakpastian": ketidakpastian.ketidakpastian,
    "nawi_diskriminasi": nawi_lain.diskriminasi,
    "nawi_kesetimbangan": nawi_lain.kesetimbangan,
    "nawi_penunjuk_ganda": nawi_lain.penunjuk_ganda,
    "visual": visual.visual,
    "pompa_beda_penunjukan": pompa_ukur.beda_penunjukan,
    "pompa_bbg": meter_arus.pompa_bbg,
    "meter_arus": meter_arus.meter_arus,
    "meter_kwh_tanpa_beban": meter_kwh.tanpa_beban,
    "meter_kwh_gerak_mula": meter_kwh.gerak_mula,
    "tangki_ukur_mobil": tangki.tangki_ukur_mobil,
    "tum_kepekaan": tangki.kepekaan,
    "tum_ruang_kosong": tangki.ruang_kosong,
    "ban_berjalan": otomatis.ban_berjalan,
    "pengecek": otomatis.pengecek,
    "pengisi": pengisi.pengisi,
    "kadar_air": kadar_air_taksi.kadar_air,
    "meter_taksi": kadar_air_taksi.meter_taksi,
}


def nilai(case: Any) -> dict[str, Any]:
    """{"id", "result"} of one {"id", "type", "inputs"}; the result holds the fields of its type, verdict, reasons.

    With `tanggal_uji` (ISO) the rules in force on that day judge, else the newest.
    """
    if not isinstance(case, Mapping):
        return {"id": None, "result": _refused("kasus bukan objek")}
    return {"id": _id(case.get("id")), "result": _result(case)}


def _id(value: Any) -> Any:
    """The id as it was given; a list or an object names nothing."""
    return value if isinstance(value, str | Number) else None


def nilai_semua(payload: Any) -> list[dict[str, Any]]:
    """The answers to a list of cases, an object that holds them under `cases`, or one case alone, in the same order."""
    if isinstance(payload, Mapping) and "type" in payload:
        return [nilai(payload)]
    cases = payload.get("cases") if isinstance(payload, Mapping) else payload
    if not isinstance(cases, list | tuple):
        return [{"id": None, "result": _refused("masukan bukan daftar kasus")}]
    return [nilai(case) for case in cases]


def _result(case: Mapping[str, Any]) -> Hasil:
    judge = JENIS.get(case["type"]) if isinstance(case.get("type"), str) else None
    if judge is None:
        return _refused("jenis kasus tidak dikenal")
    hasil: Hasil = {}
    try:
        with berlaku_pada(_hari(case)):
            verdict = judge(Inputs(case.get("inputs")), hasil)
    except Kurang as missing:
        return hasil | {"verdict": TIDAK_LENGKAP, "reason": str(missing)}
    except Mustahil as impossible:
        return hasil | {"verdict": TIDAK_VALID, "reason": str(impossible)}
    except BelumAda as unknown:
        return hasil | {"verdict": TIDAK_VALID, "reason": f"tidak ada aturan {unknown.args[0]} pada tanggal uji"}
    return hasil if verdict is None else hasil | {"verdict": verdict}


def _hari(case: Mapping[str, Any]) -> date | None:
    """The day whose rules hold, where the case names one as `tanggal_uji`; else the day set around, or the newest."""
    return Inputs(case).day("tanggal_uji") if case.get("tanggal_uji") else hari_uji()


def _refused(reason: str) -> Hasil:
    return {"verdict": TIDAK_VALID, "reason": reason}
