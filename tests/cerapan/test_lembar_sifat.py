"""What must hold for every sheet whatever else stands on it.

A failing or a missing reading is never SAH.
"""

from copy import deepcopy
from decimal import Decimal as D
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrologi.lembar import LEMBAR
from metrologi.lembar.contoh import semua_contoh
from metrologi.lembar.nilai import nilai, ujian

TAHAP = ("tera", "tera_ulang")
FACTORS = tuple(D(x) for x in ("0", "0.5", "0.9", "1.1", "2", "-1"))
OFFSET = D(5000)
CONTOH = semua_contoh()


def judged(contoh, tahap, readings, visual=None):
    """The verdict of a sheet with these readings, everything visual in order unless said."""
    good = {kode: "ya" for kode, *_ in contoh.lembar.visual}
    alat = contoh.alat()
    return nilai(contoh.lembar, alat, tahap, contoh.cara, readings, visual or good).putusan


def cells(index, tahap):
    """Every reading of a sheet as (point, field, the words to choose from)."""
    contoh = CONTOH[index]
    return [
        (f"{uji.kode}_{titik.kunci}", i.nama, tuple(word for word, _ in i.pilihan))
        for uji in ujian(contoh.lembar, contoh.alat(), tahap)
        for titik in uji.titik(contoh.alat(), tahap, contoh.cara)
        for i in titik.isian
    ]


def changes(cell):
    """What may be put in the place of the right reading.

    A wrong number or another word, or nothing at all.
    """
    point, name, words = cell
    return [(point, name, how) for how in (words or FACTORS)] + [(point, name, None)]


def changed(value, how):
    """Wrong by a factor, where nothing is right by an offset.

    The last of a list; a word is itself.
    """
    if isinstance(value, list):
        return [*value[:-1], value[-1] * how] if how is not None else None
    if isinstance(how, D):
        return value * how if value else OFFSET * how
    return how or None


def spoiled(readings, wrong):
    found = deepcopy(readings)
    for point, name, how in wrong:
        found[point][name] = changed(found[point][name], how)
    return found


@cache
def verdict(index, tahap, *wrong):
    """The verdict of a sheet on which these readings are not right."""
    contoh = CONTOH[index]
    return judged(contoh, tahap, spoiled(contoh.bacaan(tahap), wrong))


@st.composite
def sheets(draw):
    """A sheet with some readings spoiled or left out, and one more change to come at another point.

    (Load and display of one point changed together are another measurement, not a worse one.)
    """
    index, tahap = draw(st.integers(0, len(CONTOH) - 1)), draw(st.sampled_from(TAHAP))
    reading = st.sampled_from(cells(index, tahap)).flatmap(
        lambda cell: st.sampled_from(changes(cell))
    )
    last, others = (
        draw(reading),
        draw(st.lists(reading, max_size=4, unique_by=lambda change: change[:2])),
    )
    return index, tahap, tuple(change for change in others if change[0] != last[0]), last


@given(sheets())
def test_a_failing_or_missing_reading_is_never_outweighed_by_the_others(case):
    index, tahap, others, last = case
    if verdict(index, tahap, last) != "SAH":
        assert verdict(index, tahap, *others, last) != "SAH", (str(CONTOH[index]), tahap)


@given(sheets())
def test_a_worse_reading_never_turns_batal_into_sah(case):
    index, tahap, others, last = case
    if verdict(index, tahap, last) == "BATAL":
        assert (verdict(index, tahap, *others), verdict(index, tahap, *others, last)) != (
            "BATAL",
            "SAH",
        )


@given(sheets(), st.data())
def test_one_no_of_the_checklist_is_never_outweighed(case, data):
    index, tahap, wrong, _ = case
    contoh = CONTOH[index]
    items = [
        kode for kode, _, tera_only in contoh.lembar.visual if tahap == "tera" or not tera_only
    ]
    kode, answer = data.draw(st.sampled_from(items)), data.draw(st.sampled_from(["tidak", ""]))
    visual = {item: "ya" for item in items} | {kode: answer}
    found = judged(contoh, tahap, spoiled(contoh.bacaan(tahap), wrong), visual)
    assert found == "BATAL" if answer == "tidak" else found != "SAH"


ALL = pytest.mark.parametrize(
    ("index", "tahap"),
    [
        pytest.param(i, tahap, id=f"{contoh}-{tahap}")
        for i, contoh in enumerate(CONTOH)
        for tahap in TAHAP
    ],
)


@ALL
def test_a_sheet_without_error_is_sah_and_no_reading_it_needs_may_be_left_out(index, tahap):
    contoh = CONTOH[index]
    assert verdict(index, tahap) == "SAH"
    loose = {
        (point, name)
        for point, name, _ in cells(index, tahap)
        if verdict(index, tahap, (point, name, None)) == "SAH"
    }
    spare = contoh.boleh_kosong
    whole = contoh.bacaan(tahap)
    assert {
        cell for cell in loose if cell[1] not in spare and whole[cell[0]][cell[1]] is not None
    } == set()
    for point in whole:
        left_out = judged(contoh, tahap, whole | {point: {}})
        assert left_out != "SAH" or not _demanded(contoh, tahap, point), point


def _demanded(contoh, tahap, point):
    """Whether the stage demands the test of this point."""
    return any(
        point.startswith(f"{u.kode}_") and tahap in u.wajib
        for u in ujian(contoh.lembar, contoh.alat(), tahap)
    )


@ALL
def test_every_point_can_fail_its_sheet(index, tahap):
    by_point = {}
    for cell in cells(index, tahap):
        by_point.setdefault(cell[0], set()).update(
            verdict(index, tahap, change) for change in changes(cell)
        )
    assert [point for point, found in by_point.items() if "BATAL" not in found] == []


def test_every_sheet_and_method_has_a_worked_example():
    methods = {
        (sheet.kode, cara) for sheet in LEMBAR.values() for cara, _ in sheet.cara or (("", ""),)
    }
    assert methods == {(contoh.lembar.kode, contoh.cara) for contoh in CONTOH}
