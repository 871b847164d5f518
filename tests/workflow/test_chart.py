"""The chart of an SOP shows what the running machine declares: every step in its actor's lane, with times and outputs."""
import pytest

from metrologi.accounts.roles import Role
from metrologi.workflow import chart

pytestmark = pytest.mark.django_db


def test_every_step_stands_in_the_lane_of_its_actor():
    drawn = chart.of("orders")
    lanes = {name: x for x, name in drawn.lanes}
    assert drawn.nodes and all(node.cx == lanes[Role(node.step.by[0]).label] for node in drawn.nodes)
    assert len({(node.x, node.y) for node in drawn.nodes}) == len(drawn.nodes)


def test_every_row_shows_its_time_and_outputs(client):
    drawn = chart.of("orders")
    assert [band.no for band in drawn.bands] == [1, 2, 3, 4, 5, 6]
    said = {band.no: (" ".join(w for _, w in band.time), " ".join(w for _, w in band.output)) for band in drawn.bands}
    assert said[2] == ("30 menit", "Bukti order; Formulir kaji ulang permintaan; Inventarisasi fasilitasi TTU")
    page = client.get("/orders/alur/").content.decode()
    assert "Inventarisasi" in page and "sesuai syarat" in page


def test_lines_pass_beside_the_boxes_they_do_not_touch():
    drawn = chart.of("orders")
    for edge in drawn.edges:
        points = [tuple(map(int, pair.split(","))) for pair in edge.points.split()]
        for (x, y), (to_x, to_y) in zip(points, points[1:], strict=False):
            if x == to_x:
                crossed = [n for n in drawn.nodes if n.x < x < n.x + chart.BOX_W
                           and min(y, to_y) < n.y and n.y + chart.BOX_H < max(y, to_y)]
                assert crossed == [], edge
