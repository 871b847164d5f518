"""The chart of an SOP shows what the running machine declares, as an office draws it.

Sheets of A4 in landscape with the symbols of Permenpan RB 35/2012.
"""

from itertools import pairwise

import pytest
from django.urls import reverse

from metrologi.workflow import registry
from metrologi.workflow.chart import (
    BARIS_SELEMBAR,
    LEBAR,
    SIMBOL_H,
    SIMBOL_W,
    TINGGI,
    Bentuk,
    chart_of,
    jalan_utama,
)

pytestmark = pytest.mark.django_db
# Procedures that have rows of an SOP of their own.
CODES = sorted({row.split(":")[0] for m in registry.all_machines() for row, _ in m.rows()})


@pytest.fixture(params=CODES)
def drawn(request):
    return chart_of(request.param)


def rows(chart):
    return [row for sheet in chart.lembar for row in sheet.baris]


def test_every_step_of_the_procedure_is_told(drawn):
    declared = {step.label for line in drawn.lines for _, step in line.steps}
    told = {label for each in drawn.kegiatan for label in each.serta}
    told |= {each.step.label for each in drawn.kegiatan}
    told |= {side.step.label for each in drawn.kegiatan for side in each.cabang}
    assert declared <= told


def test_every_symbol_stands_in_the_lane_of_its_actor(drawn):
    lanes = {" ".join(word for _, word in lane.kata): lane.tengah for lane in drawn.lajur}
    for row in rows(drawn):
        name = row.kegiatan.pelaku.label.replace("/", "/ ")
        assert row.simbol.cx == lanes[name]


def test_a_sheet_fits_a_page_and_has_no_more_than_ten_rows(drawn):
    for sheet in drawn.lembar:
        assert 0 < len(sheet.baris) <= BARIS_SELEMBAR
        assert sheet.tinggi <= TINGGI + 40
        for row in sheet.baris:
            assert SIMBOL_W // 2 <= row.simbol.cx <= LEBAR - SIMBOL_W // 2
            for side in row.penghubung:
                assert drawn.lajur[0].x < side.x < drawn.syarat_x


def test_the_words_fit_into_their_columns(drawn):
    for row in rows(drawn):
        lines = [row.tulisan, row.syarat, row.waktu, row.keluaran]
        assert all(y < row.y + row.tinggi for column in lines for y, _ in column)


def test_a_decision_is_a_diamond_and_the_ends_are_terminators(drawn):
    main = [each for each in drawn.kegiatan if not each.samping]
    for each in drawn.kegiatan:
        lettered = [side.step for side in each.cabang if side.huruf]
        splits = bool(lettered) and any(s.branches for s in [each.step, *lettered])
        if each.bentuk is not Bentuk.TERMINATOR:
            assert (each.bentuk is Bentuk.KEPUTUSAN) is splits
    assert {main[0].bentuk, main[-1].bentuk} == {Bentuk.TERMINATOR}


def test_the_main_road_is_one_line_and_what_leaves_it_stands_beside(drawn):
    for sheet in drawn.lembar:
        main = [row for row in sheet.baris if not row.kegiatan.samping]
        joined = [p for p in sheet.penghubung if p.lembar]
        assert len(sheet.panah) == len(main) - 1 + len(joined)
    for each in drawn.kegiatan:
        if not each.samping and each.machine.code in CODES:
            assert each.step in jalan_utama(each.machine)


def test_no_line_of_the_main_road_passes_through_a_symbol(drawn):
    for sheet in drawn.lembar:
        for arrow in sheet.panah:
            points = [tuple(map(int, pair.split(","))) for pair in arrow.split()]
            for (x, y), (to_x, to_y) in pairwise(points):
                crossed = [
                    row.kegiatan.urut
                    for row in sheet.baris
                    if x == to_x
                    and abs(row.simbol.cx - x) < SIMBOL_W // 2
                    and min(y, to_y) < row.simbol.atas
                    and row.simbol.atas + SIMBOL_H < max(y, to_y)
                ]
                assert crossed == [], arrow


def test_a_sheet_that_goes_on_ends_and_begins_with_the_same_connector(drawn):
    for sheet, following in pairwise(drawn.lembar):
        ends = [p.kata for p in sheet.penghubung if p.y > sheet.baris[-1].simbol.cy]
        begins = [p.kata for p in following.penghubung if p.y < following.baris[0].y]
        assert ends == begins != []


def test_every_row_shows_what_is_needed_its_time_and_outputs(client):
    drawn = chart_of("orders")
    second = next(each for each in drawn.kegiatan if each.line.no == 2)
    told = {name: " ".join(lines) for name, lines in second.kolom.items()}
    assert told == {
        "syarat": "Permohonan",
        "waktu": "30 menit",
        "keluaran": "Bukti order; Formulir kaji ulang permintaan; Inventarisasi fasilitasi TTU",
    }
    page = client.get(reverse("workflow:flow", args=["orders"])).text
    assert "Inventarisasi" in page and "sesuai syarat" in page and "lembar 1 dari" in page


def test_a_procedure_without_an_sop_of_its_own_names_those_that_it_serves(client, office):
    told = client.get("/skhp/alur/").content.decode()
    for code in ("orders", "tempat_pakai", "sidang"):
        assert f'href="/{code}/alur/"' in told
    assert "Tabel prosedur" not in told and "Bagan alur" not in told


def test_the_first_page_offers_only_procedures_that_have_a_table(client, office):
    first = client.get("/").content.decode()
    shown = [m for m in registry.all_machines() if f'href="/{m.code}/alur/"' in first]
    assert shown and all(chart_of(m.code).lines for m in shown)
