"""The present moment can be moved, and always has a zone."""

from datetime import UTC, datetime

import pytest

from metrologi.clock.now import at, now, today

MOMENT = datetime(2026, 3, 17, 18, 30, tzinfo=UTC)


def test_now_is_in_the_zone_of_the_office():
    assert now().utcoffset().total_seconds() == 7 * 3600


def test_within_at_the_clock_stands_still():
    with at(MOMENT) as moment:
        assert now() == MOMENT == moment
        assert today().isoformat() == "2026-03-18"
    assert now() > MOMENT


def test_at_can_be_nested_and_gives_way_again_after_an_error():
    with at(MOMENT):
        with pytest.raises(RuntimeError), at(datetime(2024, 1, 1, tzinfo=UTC)):
            raise RuntimeError
        assert now() == MOMENT


def test_at_refuses_a_moment_without_a_zone():
    with pytest.raises(ValueError, match="tanpa zona"), at(datetime(2026, 3, 17)):  # noqa: DTZ001
        pass
