"""Puts the reference data into the tables; run again it changes what changed and nothing else.

They lie in `data/*.toml` and, for a kind with a sheet, in `lembar/*/jenis.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from metrologi.lembar import baris_rujukan
from metrologi.uttp.models import (
    AturanMasaBerlaku,
    JenisUttp,
    LetakUml,
    LingkupTetangga,
    RuangLingkup,
    UmlTetangga,
    Wilayah,
)
from metrologi.uttp.models.wilayah import Tingkat

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml

DATA = Path(__file__).parent / "data"
TURUN = ("wajib_skhp", "terpasang", "persiapan", "isian")
KOLOM_JENIS = (
    "nama",
    "induk",
    "jalur",
    "urut",
    "daun",
    "lembar",
    "satuan",
    "label_kapasitas",
    "kelas",
    "menit_uji",
    "wajib_skhp",
    "terpasang",
    "isian",
    "persiapan",
)


def baca(nama: str) -> dict[str, Any]:
    """One file of the reference data."""
    return tomllib.loads((DATA / f"{nama}.toml").read_text(encoding="utf-8"))


@transaction.atomic
def muat_rujukan(uml: Uml | None = None) -> dict[str, int]:
    """Load regions, kinds, periods and neighbours, and the example scope for `uml` if given.

    Returns the number of rows per table.
    """
    counts = {
        "wilayah": _wilayah(),
        "jenis": _jenis(),
        "aturan": _aturan(),
        "tetangga": _tetangga(),
    }
    return counts | ({"lingkup": muat_lingkup(uml)} if uml else {})


def _wilayah() -> int:
    data = baca("wilayah")
    kab = data["kabupaten"]
    top = {kab["kode"]: Wilayah(kode=kab["kode"], nama=kab["nama"], tingkat=Tingkat.KABUPATEN)}
    kecamatan = {
        k["kode"]: Wilayah(kode=k["kode"], nama=k["nama"], tingkat=Tingkat.KECAMATAN)
        for k in data["kecamatan"]
    }
    desa = {
        kode: Wilayah(kode=kode, nama=nama, tingkat=Tingkat.DESA)
        for k in data["kecamatan"]
        for kode, nama in k["desa"]
    }
    known: dict[str, Wilayah] = {}
    for level in (top, kecamatan, desa):
        for row in level.values():
            row.induk = known.get(row.kode.rpartition(".")[0])
        known |= _upsert(Wilayah, level, ["nama", "tingkat", "induk"])
    return len(known)


def _upsert(model: Any, rows: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    """Insert or update by `kode`; returns the rows with their primary keys."""
    made = model.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["kode"], update_fields=fields
    )
    return {row.kode: row for row in made}


def _jenis() -> int:
    levels: dict[int, dict[str, dict[str, Any]]] = {}
    for urut, (depth, row) in enumerate(_walk(pohon_jenis(), {}, 0), 1):
        levels.setdefault(depth, {})[row["kode"]] = row | {"urut": urut}
    known: dict[str, JenisUttp] = {}
    for depth in sorted(levels):
        rows = {
            kode: JenisUttp(**{**row, "induk": known.get(row["induk"])})
            for kode, row in levels[depth].items()
        }
        known |= _upsert(JenisUttp, rows, list(KOLOM_JENIS))
    return len(known)


def pohon_jenis() -> list[dict[str, Any]]:
    """The families of `data/jenis.toml` with the kinds of the sheets in their places.

    A kind that stands in the tree already (without a sheet) is completed there. Another names its
    family (`keluarga`) and the sibling it stands after (`sesudah`, "" for the first place; without
    it the last). Raises ValueError for a kind without a place.
    """
    tree = baca("jenis")["jenis"]
    families = {row["kode"]: row for row in _families(tree)}
    leaves = {row["kode"]: row for family in families.values() for row in family["anak"]}
    waiting = []
    for row in baris_rujukan("jenis"):
        if row["kode"] in leaves:
            leaves[row["kode"]].update(row)
        else:
            waiting.append(row)
    while waiting:
        left = [row for row in waiting if not _placed(families, row)]
        if len(left) == len(waiting):
            codes = ", ".join(row["kode"] for row in left)
            raise ValueError(f"Kinds without a place in the tree: {codes}")
        waiting = left
    return tree


def _families(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if "anak" in row:
            yield row
            yield from _families(row["anak"])


def _placed(families: dict[str, dict[str, Any]], row: dict[str, Any]) -> bool:
    """Whether the kind now stands in its family: so once the sibling before it does."""
    if row["keluarga"] not in families:
        return False
    siblings = families[row["keluarga"]]["anak"]
    codes = ["", *(sibling["kode"] for sibling in siblings)]
    before = row.get("sesudah", codes[-1])
    if before not in codes:
        return False
    kind = {k: v for k, v in row.items() if k not in ("keluarga", "sesudah")}
    siblings.insert(codes.index(before), kind)
    return True


def _walk(
    rows: list[dict[str, Any]], above: dict[str, Any], depth: int
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every row with its depth, parents first; what TURUN names is inherited from the family."""
    for raw in rows:
        row = {k: above[k] for k in TURUN if k in above} | {
            k: v for k, v in raw.items() if k != "anak"
        }
        row["jalur"] = "/".join(filter(None, [above.get("jalur", ""), raw["kode"]]))
        row["induk"], row["daun"] = above.get("kode"), "anak" not in raw
        yield depth, row
        yield from _walk(raw.get("anak", []), row, depth + 1)


def _aturan() -> int:
    data, kinds = baca("masa_berlaku"), dict(JenisUttp.objects.values_list("kode", "pk"))
    rows = [
        AturanMasaBerlaku(
            jenis_id=kinds[kode],
            sumber=data["sumber"].get(rule["sumber"], rule["sumber"]),
            **{k: v for k, v in rule.items() if k not in {"jenis", "sumber"}},
        )
        for rule in (*data["aturan"], *baris_rujukan("masa_berlaku"))
        for kode in rule["jenis"]
    ]
    AturanMasaBerlaku.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["jenis", "mulai"],
        update_fields=["tahun", "cara", "kewajiban", "sumber", "catatan", "sampai", "dikonfirmasi"],
    )
    return len(rows)


def _tetangga() -> int:
    data, kinds = baca("tetangga"), dict(JenisUttp.objects.values_list("kode", "pk"))
    units = {
        u["kode"]: UmlTetangga(
            **{k: v for k, v in u.items() if k != "lingkup"}, sumber=data["dasar"]
        )
        for u in data["uml"]
    }
    known = _upsert(
        UmlTetangga, units, ["nama", "alamat", "lintang", "bujur", "sumber", "dikonfirmasi"]
    )
    rows = [
        LingkupTetangga(tetangga=known[u["kode"]], jenis_id=kinds[kode], **_batas(line))
        for u in data["uml"]
        for line in u["lingkup"]
        for kode in line["jenis"]
    ]
    LingkupTetangga.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["tetangga", "jenis"],
        update_fields=["kelas", "batas_maks", "satuan"],
    )
    return len(known)


def _batas(line: dict[str, Any]) -> dict[str, Any]:
    maks = line.get("batas_maks")
    return {
        "kelas": line.get("kelas", []),
        "satuan": line.get("satuan", ""),
        "batas_maks": Decimal(maks) if maks is not None else None,
    }


def muat_lingkup(uml: Uml) -> int:
    """The example scope and the office's place for `uml`. Returns the number of scope lines."""
    data, kinds = baca("lingkup"), dict(JenisUttp.objects.values_list("kode", "pk"))
    letak = {k: Decimal(data["letak"][k]) for k in ("lintang", "bujur")}
    LetakUml.objects.update_or_create(uml=uml, defaults=letak)
    rows = [
        RuangLingkup(
            uml=uml,
            jenis_id=kinds[kode],
            standar=data["standar"].get(line["standar"], line["standar"]),
            pinjaman=data["pinjaman"].get(line.get("pinjaman", ""), ""),
            dasar=data["dasar"],
            mulai=data["mulai"],
            dikonfirmasi=data["dikonfirmasi"],
            **_batas(line),
        )
        for line in (*data["baris"], *baris_rujukan("lingkup"))
        for kode in line["jenis"]
    ]
    unik = ["uml", "jenis", "mulai"]
    RuangLingkup.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=unik,
        update_fields=[
            "standar",
            "pinjaman",
            "dasar",
            "kelas",
            "batas_maks",
            "satuan",
            "dikonfirmasi",
        ],
    )
    return len(rows)
