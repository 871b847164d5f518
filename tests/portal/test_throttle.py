"""Tries are counted per visitor, door and window, across processes."""
import pytest

from metrologi.portal.models import Percobaan
from metrologi.portal.throttle import Door, address_of

DOOR = Door("uji", limit=3, minutes=10)
pytestmark = pytest.mark.django_db


def test_a_door_closes_after_its_limit_and_only_for_that_visitor(rf):
    mine, other = rf.get("/", REMOTE_ADDR="10.0.0.1"), rf.get("/", REMOTE_ADDR="10.0.0.2")
    for _ in range(DOOR.limit):
        assert not DOOR.closed(mine)
        DOOR.count(mine)
    assert DOOR.closed(mine)
    assert not DOOR.closed(other)
    assert not Door("lain", 3, 10).closed(mine)


def test_the_address_of_a_visitor_is_not_stored(rf):
    DOOR.count(rf.get("/", REMOTE_ADDR="10.0.0.1"))
    assert "10.0.0.1" not in Percobaan.objects.get().kunci


def test_a_forged_proxy_header_is_believed_only_behind_a_proxy(rf, settings):
    request = rf.get("/", REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": "1.1.1.1, 2.2.2.2"})
    assert address_of(request) == "10.0.0.9"
    settings.TRUSTED_PROXIES = 1
    assert address_of(request) == "2.2.2.2"


def test_guessing_access_codes_is_stopped(client, unit):
    from metrologi.portal.lacak import DOOR as door

    answers = [client.post("/lacak/", {"nomor": "ORD/1", "kode": f"SALAH{n}"}) for n in range(door.limit + 1)]
    assert [a.status_code for a in answers[:2]] == [422, 422]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
