"""The same form sent eight times at once: the step is taken once, whoever comes second is told.

Every second round sends a step that leads elsewhere from eight tabs, each with a key of its own, so
that the lock of the case is tried and not only the key of the form.
"""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.serang.orang import NO_ANSWER
from tests.serang.siap import Formulir, Langkah, Meja, langkah

KEMBAR = 8
# One form opens an item for every promise that is broken by then, and the database keeps them apart
# (satu_pemantauan_per_pelanggaran): there several rows are no double.
BANYAK = {"kompensasi.pantau"}


@dataclass
class Hasil:
    """Rounds by step, what came back, and each round that was not right."""

    langkah: int = 0
    putaran: int = 0
    dikirim: int = 0
    diambil: int = 0
    jawaban: Counter[int] = field(default_factory=Counter)
    salah: list[str] = field(default_factory=list)
    # Steps that were never taken, each with what stood in the way last.
    tak_diambil: list[str] = field(default_factory=list)


def serang(meja: Meja, rounds: int, until: float) -> Hasil:
    """So many rounds of every step, each with a case of its own and the next state and role.

    Each step has its first round before any has its second, so that a short time covers all.
    """
    steps = langkah()
    told, taken = Hasil(langkah=len(steps)), Counter[str]()
    left: dict[str, str] = {}
    for number in range(rounds):
        for step in steps:
            if time.monotonic() > until:
                break
            with meja.seperti_semula():
                left[step.nama] = _round(meja, step, number, told)
            taken[step.nama] += not left[step.nama]
        print(f"kembar: putaran {number + 1}, {told.putaran} kali delapan", flush=True)
    told.tak_diambil = [f"{name}: {why}" for name, why in left.items() if not taken[name]]
    return told


def _round(meja: Meja, step: Langkah, number: int, told: Hasil) -> str:
    """Send one form eight times; returns why the step was not taken, or nothing."""
    cells = step.sel()
    cell = cells[number % len(cells)]
    try:
        form = meja.isi(step, *cell)
    except Exception as error:  # whatever stands in the way is told, and the next step comes
        return f"{cell}: {type(error).__name__}: {error}"
    before = form.baris()
    codes = _eight(form, tabs=step.pindah and number % 2 == 1)
    new = form.baris() - before
    told.putaran += 1
    told.dikirim += KEMBAR
    told.jawaban.update(codes)
    told.diambil += new
    if salah(codes, min(new, 1) if step.nama in BANYAK else new):
        told.salah.append(f"{step.nama} {cell}: {new} kali diambil, jawaban {codes}")
        print(f"kembar: {told.salah[-1]}", flush=True)
    return "" if new else f"{cell}: jawaban {codes}"


def _eight(form: Formulir, tabs: bool) -> list[int]:
    forms = [form.tab_lain() if tabs else form for _ in range(KEMBAR)]
    with ThreadPoolExecutor(KEMBAR) as pool:
        answers = list(pool.map(Formulir.kirim, forms))
    return sorted(500 if answer.rusak else answer.status for answer in answers)


def salah(codes: list[int], new: int) -> bool:
    """Whether a page broke, the step was taken twice, or somebody was thanked for nothing."""
    broken = NO_ANSWER in codes or 500 in codes
    return broken or new > 1 or (302 in codes and new == 0)
