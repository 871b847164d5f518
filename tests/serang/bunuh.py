"""kill -9 of web, worker and database while people write; what was acknowledged must be there."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import connection

from tests.serang.medan import Medan
from tests.serang.orang import NO_ANSWER
from tests.serang.siap import Formulir, Meja, langkah

PENULIS = 4
TRIES = 60
FORMS_A_KILL = 5
# So many forms are done with before the next kill, if that takes no longer than these seconds.
SERVED, PATIENCE = 3, 30
COUNTING = threading.Lock()
# Answers that no second try changes.
FINAL = (403, 404, 405, 409, 422, 429)


@dataclass
class Hasil:
    """Kills by what was killed, and what became of every form that was sent."""

    dibunuh: Counter[str] = field(default_factory=Counter)
    formulir: int = 0
    diakui: int = 0
    ditolak: int = 0
    tanpa_jawaban: int = 0
    selesai: int = 0
    ulang: int = 0
    jawaban: Counter[int] = field(default_factory=Counter)
    hilang: list[str] = field(default_factory=list)
    ganda: list[str] = field(default_factory=list)


@dataclass
class Buku:
    """Forms of one step of one case, or of all openings of a kind, and what people were told."""

    formulir: list[Formulir] = field(default_factory=list)
    sebelum: int = 0
    diakui: int = 0
    mungkin: int = 0


def serang(medan: Medan, meja: Meja, kills: int, seed: int, until: float) -> Hasil:
    """So many kills in turn while a few writers take steps; then everything is counted."""
    told, books, chance = Hasil(), _fill(meja, kills), random.Random(seed)
    for book in books:
        book.sebelum = book.formulir[0].baris()
    todo = [(book, form) for book in books for form in book.formulir]
    chance.shuffle(todo)
    told.formulir = len(todo)
    print(f"bunuh: {len(todo)} formulir terisi", flush=True)
    over = threading.Event()
    writers = [threading.Thread(target=_write, args=(todo, told, over)) for _ in range(PENULIS)]
    for writer in writers:
        writer.start()
    try:
        _kill(medan, kills, chance, until, told)
    finally:
        _wait_for_the_web(medan)
        over.set()
        for writer in writers:
            writer.join()
    _count(books, told)
    return told


def _fill(meja: Meja, kills: int) -> list[Buku]:
    """Forms enough for the time of so many kills, of every step alike, where they are offered."""
    steps, found = langkah(), defaultdict[str, Buku](Buku)
    for number in range(max(1, round(kills * FORMS_A_KILL / len(steps)))):
        for step in steps:
            cells = step.sel()
            try:
                with meja.seperti_semula():
                    form = meja.isi(step, *cells[number % len(cells)])
            except Exception as error:  # as the twins do, which tell of it
                print(f"bunuh: {step.nama} dilewati: {type(error).__name__}", flush=True)
                continue
            place = form.perkara.pk if form.perkara is not None else "buka"
            book = found[f"{step.nama} {place}"].formulir
            # A form without a person's name is the first of its page each time: the same one.
            if not (form.tanpa_pelaku and book):
                book.append(form)
    return list(found.values())


def _kill(medan: Medan, kills: int, chance: random.Random, until: float, told: Hasil) -> None:
    targets = (
        ("web", medan.bunuh_web),
        ("pekerja", medan.bunuh_pekerja),
        ("basis data", medan.bunuh_basis_data),
    )
    for number in range(kills):
        if time.monotonic() > until:
            break
        _wait_for_answers(told)
        time.sleep(chance.uniform(0, 1.5))
        name, kill = targets[number % len(targets)]
        kill()
        told.dibunuh[name] += 1
        if number % 10 == 9:
            print(f"bunuh: {number + 1} dari {kills}, {told.diakui} diakui", flush=True)


def _wait_for_answers(told: Hasil) -> None:
    """Each kill meets people who are being served: some were answered since the one before."""
    begin, deadline = told.selesai, time.monotonic() + PATIENCE
    while told.selesai < begin + SERVED and time.monotonic() < deadline:
        time.sleep(0.05)


def _wait_for_the_web(medan: Medan) -> None:
    for _ in range(120):
        if medan.menjawab():
            break
        time.sleep(0.5)
    time.sleep(2)


def _write(todo: list[tuple[Buku, Formulir]], told: Hasil, over: threading.Event) -> None:
    """One form after the other; a lost answer is asked for again with the same form."""
    while not over.is_set():
        try:
            book, form = todo.pop()
        except IndexError:
            return
        status = _send(form, told, over)
        with COUNTING:
            told.selesai += 1
            told.diakui += status == 302
            told.ditolak += status in FINAL
            told.tanpa_jawaban += status not in (302, *FINAL)
            book.diakui += status == 302
            # A refusal may have come after an answer that was lost on its way.
            book.mungkin += status != 302


def _send(form: Formulir, told: Hasil, over: threading.Event) -> int:
    """The last answer."""
    status = NO_ANSWER
    for number in range(TRIES):
        status = form.kirim().status
        with COUNTING:
            told.jawaban[status] += 1
            told.ulang += number > 0
        if status in (302, *FINAL) or (over.is_set() and number > 5):
            break
        time.sleep(0.3)
    return status


def _count(books: list[Buku], told: Hasil) -> None:
    connection.close()
    for book in books:
        name = f"{book.formulir[0].langkah.nama} {book.formulir[0].perkara or 'pembukaan'}"
        new = book.formulir[0].baris() - book.sebelum
        if new < book.diakui:
            told.hilang.append(f"{name}: {book.diakui} diakui, {new} ada")
        # What stands on the page of another step is taken by that step's forms too.
        alone = not book.formulir[0].langkah.step.surface
        if alone and new > book.diakui + book.mungkin:
            told.ganda.append(f"{name}: {book.diakui + book.mungkin} dikirim, {new} ada")
