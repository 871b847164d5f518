"""What a penera types on the sheet.

Every reading exact, or the heaviest load off by far more than the BKD.
"""

from metrologi.bkd.tulisan import tulis_angka
from metrologi.cerapan.forms import CerapanForm
from metrologi.clock.now import today


def bacaan(uttp, standar, keputusan="sah", tahap="tera_ulang"):
    """POST data of a complete sheet; any decision but "sah" comes with a failing reading."""
    from metrologi.accounts.models import User

    blank = CerapanForm(
        None, None, uttp=uttp, tahap=tahap, hari=today(), uml=uttp.uml, penera=User(pk=0)
    )
    data = {name: _typed(name, field) for name, field in blank.fields.items()}
    data |= {
        "cara": blank.cara,
        "standar": [str(standar.pk)],
        "keputusan": "" if keputusan == "sah" else keputusan,
    }
    data |= {
        f"tapak_{kind}_jumlah": "1"
        for kind in {"sah": ["sah"], "batal": ["batal"]}.get(keputusan, [])
    }
    for name in [n for n in data if n.endswith("_tampil")]:
        data[name] = data.get(name.replace("_tampil", "_beban")) or tulis_angka(
            uttp.kapasitas_maks / 2
        )
    if "nol_n1_tampil" in data:
        data["nol_n1_tampil"] = "0"
    if keputusan != "sah":
        _spoil(data, uttp)
    return {k: v for k, v in data.items() if v not in ("", None)}


def _typed(name, field):
    if name.startswith("visual_"):
        return "ya"
    if name.endswith("_amatan"):
        return "setimbang"
    if name.endswith("_gerak"):
        return "6"
    if name.startswith(("nol_", "tara_", "diskriminasi_")) and name.endswith(
        ("_tetap", "_naik", "_ganti")
    ):
        return "ya"
    initial = field.initial
    return (
        initial if isinstance(initial, str) else tulis_angka(initial) if initial is not None else ""
    )


def _spoil(data, uttp):
    last = sorted(
        n for n in data if n.startswith("kebenaran_k") and n.endswith(("_tampil", "_amatan"))
    )[-1]
    data[last] = (
        "tidak" if last.endswith("_amatan") else tulis_angka(uttp.kapasitas_maks + uttp.e * 10)
    )
    if not last.endswith("_amatan"):
        data["diperiksa"] = "on"
