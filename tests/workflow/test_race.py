"""Eight identical decisions at one instant, over real connections: exactly one wins, one row in the log."""
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from metrologi.workflow import trail
from metrologi.workflow.errors import Stale
from metrologi.workflow.run import run

ROUNDS, HANDS = 100, 8


def press(case, user, barrier):
    barrier.wait()
    try:
        run(case, "ajukan", by=user, seen="konsep")
    except Stale:
        return False
    finally:
        connection.close()
    return True


@pytest.mark.django_db(transaction=True)
def test_of_eight_identical_posts_exactly_one_wins(office):
    user = office.people["administrasi"]
    for _ in range(ROUNDS):
        case = office.konsep()
        barrier = Barrier(HANDS)
        with ThreadPoolExecutor(HANDS) as pool:
            won = list(pool.map(lambda _: press(case, user, barrier), range(HANDS)))  # noqa: B023
        case.refresh_from_db()
        assert won.count(True) == 1
        assert [r.step for r in trail.rows_of(case)].count("ajukan") == 1
        assert list(trail.faults(case, trail.rows_of(case))) == []
