"""The table of a campaign, on the screen and as docs/serang.md."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.serang import bunuh, kembar, rusak

PAGE = Path(__file__).parents[2] / "docs" / "serang.md"
SHOWN = 40
MARK = "## Run: "
SEMUA = "everything"
HEAD = Path(__file__).with_name("kepala.md").read_text()


def jawaban(told: Counter[int]) -> str:
    """`302: 40, 422: 12`; 0 is a connection without an answer."""
    return ", ".join(f"{status}: {count}" for status, count in sorted(told.items())) or "–"


def tabel_rusak(told: rusak.Hasil) -> list[tuple[str, str]]:
    return [
        ("malformed: forms found", str(told.borang)),
        ("malformed: requests", str(told.dikirim)),
        ("malformed: answers", jawaban(told.jawaban)),
        ("malformed: broken pages or no answer", str(len(told.rusak))),
    ]


def tabel_kembar(told: kembar.Hasil) -> list[tuple[str, str]]:
    return [
        ("twins: steps declared", str(told.langkah)),
        ("twins: steps that were never taken", str(len(told.tak_diambil))),
        ("twins: rounds of eight", str(told.putaran)),
        ("twins: steps taken", str(told.diambil)),
        ("twins: answers", jawaban(told.jawaban)),
        ("twins: rounds that went wrong", str(len(told.salah))),
    ]


def tabel_bunuh(told: bunuh.Hasil) -> list[tuple[str, str]]:
    killed = ", ".join(f"{name} {count}" for name, count in told.dibunuh.items())
    return [
        ("kills", killed or "–"),
        ("kills: forms of steps filled before", str(told.formulir)),
        ("kills: answers", jawaban(told.jawaban)),
        ("kills: forms sent again", str(told.ulang)),
        ("kills: acknowledged steps", str(told.diakui)),
        ("kills: of these lost", str(len(told.hilang))),
        ("kills: taken twice", str(len(told.ganda))),
        ("kills: refused, mostly as another form came first", str(told.ditolak)),
        ("kills: never answered", str(told.tanpa_jawaban)),
    ]


def bagian(
    judul: str, kapan: str, benih: int, rows: list[tuple[str, str]], rinci: dict[str, list[str]]
) -> str:
    """What one run says: when, with which seed, the table, and what went wrong or was left out."""
    lines = [f"{MARK}{judul}", "", f"{kapan}, seed {benih}.", "", "| what | count |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in rows]
    for title, found in rinci.items():
        if found:
            lines += ["", f"### {title}", ""]
            lines += [f"- {one}" for one in found[:SHOWN]]
            lines += [f"- and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    return "\n".join(lines) + "\n"


def halaman(lama: str, baru: str) -> str:
    """The page with this part in it, in the place of the former one of the same attack.

    A run of everything stands alone.
    """
    title = baru.partition("\n")[0]
    parts = {} if title == MARK + SEMUA else _parts(lama)
    parts.pop(MARK + SEMUA, None)
    parts[title] = baru
    return HEAD + "\n".join(parts[name] for name in sorted(parts))


def _parts(page: str) -> dict[str, str]:
    """The parts of a page by their first lines."""
    found = [f"{MARK}{part}".rstrip() + "\n" for part in page.split(f"\n{MARK}")[1:]]
    return {part.partition("\n")[0]: part for part in found}
