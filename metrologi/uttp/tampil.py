"""How papers show an instrument: label and value, in the order of the plate."""

from __future__ import annotations

from decimal import Decimal

from metrologi.bkd.tulisan import tulis_angka
from metrologi.uttp.models import Uttp


def identitas(uttp: Uttp) -> list[list[str]]:
    """Pairs of label and text, with the place; what is unknown is left out."""
    return [*pelat(uttp), ["Tempat", uttp.tempat.nama]]


def pelat(uttp: Uttp) -> list[list[str]]:
    """The plate alone: nothing that tells whose the instrument is or where it stands."""
    unit = uttp.satuan
    pairs = [
        ("Merek", uttp.merek),
        ("Tipe/model", uttp.tipe),
        ("Nomor seri", uttp.nomor_seri),
        ("Buatan", uttp.buatan),
        (uttp.jenis.label_kapasitas, _measure(uttp.kapasitas_maks, unit)),
        ("Kapasitas minimum", _measure(uttp.kapasitas_min, unit)),
        ("Interval skala verifikasi (e)", _measure(uttp.e, unit)),
        ("Daya baca (d)", _measure(uttp.d, unit)),
        ("Kelas", uttp.kelas),
    ]
    return [[label, text] for label, text in pairs if text]


def ringkas(uttp: Uttp) -> list[list[str]]:
    """The same in fewer lines, with the data of this kind, for a letter of one page."""
    unit = uttp.satuan
    least = (
        f" (minimum {_measure(uttp.kapasitas_min, unit)})" if uttp.kapasitas_min is not None else ""
    )
    scale = [
        f"{name} = {_measure(value, unit)}"
        for name, value in (("e", uttp.e), ("d", uttp.d))
        if value is not None
    ]
    pairs = [
        ("Merek/tipe", " / ".join(filter(None, [uttp.merek, uttp.tipe]))),
        ("Nomor seri", uttp.nomor_seri),
        ("Buatan", uttp.buatan),
        (uttp.jenis.label_kapasitas, _measure(uttp.kapasitas_maks, unit) + least),
        ("Interval skala", ", ".join(scale)),
        ("Kelas", uttp.kelas),
        *uttp.isian_khusus,
        ("Tempat", uttp.tempat.nama),
    ]
    return [[label, text] for label, text in pairs if text]


def _measure(value: Decimal | None, unit: str) -> str:
    return f"{tulis_angka(value)} {unit}".strip() if value is not None else ""
