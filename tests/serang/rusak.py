"""Malformed requests: every form of every role, with words, files and bodies that none expects."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from tests.serang import siap
from tests.serang.borang import Borang, borang, halaman, pdf, tautan
from tests.serang.orang import NO_ANSWER, Berkas, Isian, Jawaban, Orang, kemas
from tests.serang.siap import Meja

START = ("/", "/tugas/", "/pengaduan/baru/", "/akun/daftar/", "/lacak/", "/verifikasi/")
WORDS: tuple[str | bytes, ...] = (
    *("", " ", "-1", "0", "1e999", "NaN", "Infinity", "٣٤", "²", "true", "null", "0x10", "1,5,5"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "99999-01-01", "25:61", "24:00"),
    *("9" * 30, "9" * 400, "a" * 100_000, "\x00", "a\x00b", "a\x0bb", "\x1b[0m", "\r\nX-A: b"),
    *("\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe\xfd", b"\xc3\x28", "\u202eabc"),
    *("<script>alert(1)</script>", "'; DROP TABLE x;--", "{urut", "%s%d%n", "{{ 7*7 }}", "=1+1"),
    *("../../etc/passwd", "file:///etc/passwd", "[]", "{}", "[[[[", "😀" * 50, "00000000-0000"),
)
NAMES = ("a.pdf", "a.jpg", "../../a.pdf", "a\x00.pdf", "a" * 300 + ".png", "😀.pdf", "", ".p12")
TYPES = ("application/pdf", "image/jpeg", "text/html", "image/svg+xml", "", 'a/b; c="d')
LARGE = 11 * 1024 * 1024
HEAP = 100


@dataclass
class Hasil:
    """How many were sent, what came back, and every broken page with what made it."""

    dikirim: int = 0
    borang: int = 0
    jawaban: Counter[int] = field(default_factory=Counter)
    rusak: list[str] = field(default_factory=list)


def temukan(people: list[Orang], pages: int) -> list[tuple[Orang, Borang]]:
    """Every form that these people find by following links from their first pages."""
    found: dict[tuple[str, str, tuple[str, ...]], tuple[Orang, Borang]] = {}
    for person in people:
        todo, seen = list(START), set()
        while todo and len(seen) < pages:
            path = todo.pop(0)
            if path in seen:
                continue
            seen.add(path)
            answer = person.get(path)
            if answer.status != 200 or b"<html" not in answer.isi[:500]:
                continue
            root = halaman(answer.isi)
            for form in borang(root, path):
                found.setdefault((person.nama, form.ke, tuple(form.kotak)), (person, form))
            todo += [one for one in tautan(root) if one not in seen and _once(one, seen)]
    return list(found.values())


def langkah(meja: Meja) -> list[tuple[Orang, Borang]]:
    """The forms of every step of every machine, each as the first of its roles sees it."""
    found = []
    for step in siap.langkah():
        try:
            with meja.seperti_semula():
                _, page, person, shown = meja.buka(step, *step.sel()[0])
        except Exception as error:  # as the twins do, which tell of it
            print(f"rusak: {step.nama} dilewati: {type(error).__name__}", flush=True)
            continue
        found += [(person, form) for form in borang(halaman(shown.isi), page.url)]
    return found


def _once(path: str, seen: set[str]) -> bool:
    """Of a list's many orders and pages a few are enough."""
    return "?" not in path or sum(one.split("?")[0] == path.split("?")[0] for one in seen) < 3


def serang(
    forms: list[tuple[Orang, Borang]],
    count: int,
    seed: int,
    until: float,
    pulihkan: Callable[[], None],
) -> Hasil:
    """Send so many, eight at a time; the same seed sends the same.

    Nonsense may close accounts, end sessions and shut doors, and then nothing more would reach a
    form: `pulihkan` opens all of them again after each heap.
    """
    told = Hasil(borang=len(forms))
    chance = random.Random(seed)
    with ThreadPoolExecutor(8) as pool:
        for begin in range(0, count, HEAP):
            pulihkan()
            heap = range(begin, min(begin + HEAP, count))
            sent = [(*forms[n % len(forms)], random.Random(chance.random()), until) for n in heap]
            for job in [pool.submit(_one, *one) for one in sent]:
                _note(told, *job.result())
    return told


def _note(told: Hasil, sent: str, answer: Jawaban | None) -> None:
    if answer is None:
        return
    told.dikirim += 1
    told.jawaban[answer.status] += 1
    if answer.rusak or answer.status == NO_ANSWER:
        told.rusak.append(f"{answer.status} {sent}")
        print(f"rusak: {told.rusak[-1]}", flush=True)
    if told.dikirim % 500 == 0:
        print(f"rusak: {told.dikirim} dikirim, {dict(told.jawaban)}", flush=True)


def _one(
    person: Orang, form: Borang, chance: random.Random, until: float
) -> tuple[str, Jawaban | None]:
    """What was sent and what came back; nothing after the last minute."""
    if time.monotonic() > until:
        return "", None
    way = chance.choice(WAYS)
    body, headers = way(form, chance)
    answer = person.kirim("POST", form.ke, body, headers)
    return f"{person.nama} {form.ke} {way.__name__} {body[:300]!r}", answer


def _files(form: Borang, chance: random.Random) -> Berkas:
    kinds = list(BERKAS.values())
    return [
        (name, chance.choice(NAMES), chance.choice(kinds)(chance), chance.choice(TYPES))
        for name in form.berkas
    ]


def satu_kata(form: Borang, chance: random.Random) -> tuple[bytes, dict[str, str]]:
    """One box holds nonsense."""
    isian = list(form.isian)
    if isian:
        place = chance.randrange(len(isian))
        isian[place] = (isian[place][0], chance.choice(WORDS))
    return kemas(isian, _files(form, chance))


def semua_kata(form: Borang, chance: random.Random) -> tuple[bytes, dict[str, str]]:
    """Every box does."""
    isian: Isian = [(name, chance.choice(WORDS)) for name, _ in form.isian]
    return kemas(isian, _files(form, chance))


def kurang_lebih(form: Borang, chance: random.Random) -> tuple[bytes, dict[str, str]]:
    """Boxes are gone, doubled, or made up."""
    isian = [pair for pair in form.isian if chance.random() < 0.7]
    isian += chance.choices(form.isian, k=3) if form.isian else []
    isian += [("status", "selesai"), ("uml", "1"), ("pk", "1"), ("is_superuser", "on")]
    return kemas(isian, _files(form, chance))


def banyak_kotak(form: Borang, chance: random.Random) -> tuple[bytes, dict[str, str]]:
    """More boxes than Django reads."""
    return kemas([*form.isian, *((f"x{n}", "1") for n in range(chance.choice((100, 6000))))])


def tubuh_rusak(form: Borang, chance: random.Random) -> tuple[bytes, dict[str, str]]:
    """The body is not what its header says."""
    body, headers = kemas(form.isian, [("berkas", "a.pdf", pdf(), "application/pdf")])
    kind = chance.choice(
        (
            "multipart/form-data",
            "multipart/form-data; boundary=",
            'multipart/form-data; boundary="' + "x" * 300 + '"',
            "application/json",
            "text/plain; charset=utf-7",
            "application/x-www-form-urlencoded; charset=tidak-ada",
            headers["Content-Type"],
        )
    )
    cut = body[: chance.randrange(1, len(body))]
    # The mark against forgery goes along, so that the request reaches the form.
    return cut, {"Content-Type": kind, "X-CSRFToken": "s" * 32}


def berkas_besar(form: Borang, chance: random.Random) -> tuple[bytes, dict[str, str]]:
    """A file at or above the limit, in every box for files."""
    size = chance.choice((3_000_000, LARGE))
    content = chance.choice((b"\xff\xd8\xff\xe0", b"%PDF-1.4\n", b"")) + chance.randbytes(size)
    names = form.berkas or ["berkas"]
    return kemas(form.isian, [(name, "a.jpg", content, "image/jpeg") for name in names[:1]])


def _picture(kind: str, size: tuple[int, int]) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


BERKAS: dict[str, Callable[[random.Random], bytes]] = {
    "kosong": lambda chance: b"",
    "acak": lambda chance: chance.randbytes(2000),
    "pdf": lambda chance: pdf(),
    "pdf bom": lambda chance: pdf(200_000_000),
    "pdf terpotong": lambda chance: pdf()[: chance.randrange(5, 200)],
    "jpeg": lambda chance: _picture("JPEG", (40, 30)),
    "jpeg terpotong": lambda chance: _picture("JPEG", (400, 300))[:900],
    "png bom": lambda chance: _picture("PNG", (9000, 6000)),
    "svg": lambda chance: b"<svg onload='alert(1)' xmlns='http://www.w3.org/2000/svg'/>",
    "html": lambda chance: b"<html><script>alert(1)</script>",
    "zip": lambda chance: b"PK\x03\x04" + chance.randbytes(500),
    "p12": lambda chance: b"0\x82" + chance.randbytes(900),
}
# Large files and thousands of boxes cost most, so they come less often.
WAYS = (satu_kata,) * 5 + (semua_kata,) * 3 + (kurang_lebih,) * 3 + (tubuh_rusak,) * 2
WAYS += (banyak_kotak, berkas_besar)
