"""The command behind `bin/mutasi`: plants faults in a copy of the project, tells who survived."""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import random
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.mutasi.lari import Hangat, nilai
from tests.mutasi.mutan import Mutan, mutan

Hasil = dict[str, Any]
TABEL = Path(__file__).with_name("modul.toml")
# Libraries that every import of the project needs and that ask for no settings.
PUSTAKA = (
    *("django.test", "django.db.backends.postgresql.base", "django.contrib.postgres.search"),
    *("weasyprint", "pyhanko.sign.signers", "pyhanko.pdf_utils.incremental_writer", "pikepdf"),
    *("openpyxl", "phonenumbers", "holidays", "num2words", "procrastinate", "PIL.Image", "segno"),
    *("crispy_forms", "hypothesis", "time_machine"),
)


@dataclass(frozen=True)
class Modul:
    """One file, the tests that concern it, and whether child processes of the product run it."""

    berkas: str
    uji: tuple[str, ...]
    proses_anak: bool


def semua_modul() -> list[Modul]:
    """Every file that the table names, in its order; the first row that names one counts."""
    found: dict[str, Modul] = {}
    for row in tomllib.loads(TABEL.read_text())["modul"]:
        for pattern in row["berkas"]:
            for path in sorted(Path().glob(pattern)):
                name = path.as_posix()
                child = row.get("proses_anak", False)
                found.setdefault(name, Modul(name, tuple(row["uji"]), child))
    return [one for one in found.values() if _has_code(Path(one.berkas))]


def _has_code(path: Path) -> bool:
    """Not empty, and run by the product every day."""
    return bool(path.read_text().strip()) and not {"migrations", "management"} & set(path.parts)


def dipilih(paths: list[str]) -> list[Modul]:
    """The modules of these files and folders, in their order; a path without one is an error."""
    known = semua_modul()
    chosen: dict[str, Modul] = {}
    for path in paths or ["."]:
        there = [one for one in known if Path(one.berkas).is_relative_to(path)]
        if not there:
            sys.exit(f"{path}: tidak ada modul di sana yang disebut tests/mutasi/modul.toml.")
        chosen |= {one.berkas: one for one in there if one.berkas not in chosen}
    return list(chosen.values())


def ringkas(told: Hasil) -> str:
    """One line for one module."""
    total, killed = told["mutan"], told["mati"]
    share = f"{100 * killed / total:.0f} %" if total else "–"
    survived, untested = len(told["selamat"]), len(told["tanpa_uji"])
    return f"{told['semua']:5} {total:6} {killed:5} {survived:8} {untested:9} {share:>6}  "


KEPALA = "mutan ditanam  mati  selamat tanpa uji           modul"


def contoh(faults: list[Mutan], most: int, benih: int) -> list[Mutan]:
    """At most so many of a module's faults, in their order; the same seed draws the same."""
    if not most or len(faults) <= most:
        return faults
    # No secret is drawn here, only a sample that anybody can draw again.
    lot = random.Random(f"{benih} {faults[0].berkas}")
    chosen = lot.sample(range(len(faults)), most)
    return [faults[number] for number in sorted(chosen)]


def jalankan(modul: Modul, warm: Hangat, faults: list[Mutan], lama: Hasil) -> Hasil:
    """Plant the faults of a module; numbers and survivors as they stand in `mutasi.json`.

    With `lama`, the answer of an earlier run, only what was not killed then is planted again.
    """
    told: Hasil = {"selamat": [], "tanpa_uji": [], "sumber": sidik(modul.berkas)}
    again = [one for one in faults if not lama or _row(one) in lama["selamat"] + lama["tanpa_uji"]]
    count: Counter[str] = Counter(mati=len(faults) - len(again))
    for fault, fate in nilai(warm, again, modul.proses_anak):
        count[fate] += 1
        if fate != "mati":
            told[fate.replace(" ", "_")].append(_row(fault))
    return told | {"mutan": len(faults), "mati": count["mati"], "merah": warm.dasar.merah}


def sidik(berkas: str) -> str:
    """Changes when the file does."""
    return hashlib.sha256(Path(berkas).read_bytes()).hexdigest()


def lama(berkas: str) -> Hasil:
    """The stored answer for a file as it is now; empty where there is none."""
    told: Hasil = _stored().get(berkas, {})
    return told if told.get("sumber") == sidik(berkas) else {}


def _stored() -> Hasil:
    place = Path(os.environ["MUTASI_HASIL"])
    return json.loads(place.read_text()) if place.exists() else {}


def hangatkan(modules: list[Modul]) -> Hangat:
    """One warm process for modules that share their tests. Tests that are red as it is are told."""
    warm = Hangat([one.berkas for one in modules], modules[0].uji)
    if warm.dasar.merah:
        print(f"merah tanpa mutan, tidak dipakai: {', '.join(warm.dasar.merah)}", flush=True)
    if not warm.dasar.hijau():
        sys.exit(
            f"{modules[0].uji}: tidak ada uji yang hijau; lihat {Path('mutasi.log').resolve()}"
        )
    return warm


def _row(fault: Mutan) -> dict[str, Any]:
    return {
        "baris": fault.baris,
        "operator": fault.operator,
        "lama": fault.lama,
        "baru": fault.baru,
    }


def simpan(name: str, told: Hasil) -> None:
    """Put the answer for one module beside the others; two commands may write at once."""
    place = Path(os.environ["MUTASI_HASIL"])
    with place.with_suffix(".kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        place.write_text(
            json.dumps(_stored() | {name: told}, indent=1, sort_keys=True, ensure_ascii=False)
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/mutasi", description=__doc__)
    parser.add_argument("berkas", nargs="*", help="hanya berkas atau folder ini")
    parser.add_argument("--tanpa-teks", action="store_true", help="jangan ubah teks dan kunci")
    parser.add_argument("--contoh", type=int, default=0, help="paling banyak sekian per modul")
    parser.add_argument("--benih", type=int, default=0, help="undian lain untuk --contoh")
    parser.add_argument("--ulang", action="store_true", help="hanya yang dulu tidak mati")
    parser.add_argument("--daftar", action="store_true", help="sebut modul dan ujinya saja")
    asked = parser.parse_args()
    modules = dipilih([path.rstrip("/") for path in asked.berkas])
    if asked.daftar:
        for one in modules:
            print(one.berkas, *one.uji)
        return
    for name in PUSTAKA:
        import_module(name)
    print(KEPALA, flush=True)
    for _, group in groupby(modules, key=lambda one: one.uji):
        together = list(group)
        warm = hangatkan(together)
        for one in together:
            before = lama(one.berkas) if asked.ulang else {}
            every = list(mutan(one.berkas, not asked.tanpa_teks))
            chosen = contoh(every, asked.contoh, asked.benih)
            told = jalankan(one, warm, chosen, before) | {"semua": len(every)}
            simpan(one.berkas, told)
            print(ringkas(told) + one.berkas, flush=True)
        warm.selesai()


if __name__ == "__main__":
    main()
