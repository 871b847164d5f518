"""What every test may use.

The small office, a folder for issued papers, a client that counts queries.
"""

import datetime as dt
import os
from uuid import uuid4

import hypothesis
import pytest
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.test import override_settings

from metrologi.accounts import langkah_masuk
from tests import undefined
from tests.anggaran import Client

# In a fresh clone hypothesis first reads our sources for constants; a busy machine needs seconds
# for that, which is no fault of the test that happens to be first.
hypothesis.settings.register_profile(
    "portal", suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("portal")


def pytest_configure(config):
    """`PADA=2026-12-31T23:57+07:00 bin/test …` runs as if it were then.

    The clock goes on from there.
    """
    if moment := os.environ.get("PADA"):
        import time_machine

        then = time_machine.travel(dt.datetime.fromisoformat(moment), tick=True)
        then.start()
        config.add_cleanup(then.stop)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix,
    django_db_keepdb,
    django_db_createdb,
    django_db_blocker,
):
    """Each worker's test database is a copy of one that was migrated once (`tests/acuan.py`)."""
    if django_db_keepdb and not django_db_createdb:
        return
    from tests import acuan

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"] |= {"TEMPLATE": acuan.siapkan(), "MIGRATE": False}


@pytest.fixture(scope="session", autouse=True)
def undefined_names_are_errors():
    """A name that a template asks for and nobody gave it fails the test (`tests/undefined.py`)."""
    with undefined.refused():
        yield


@pytest.fixture(autouse=True)
def queue_is_emptied(request, django_db_blocker):
    """After a test with real commits.

    The tables of the queue are not Django's, so it leaves them.
    """
    yield
    with django_db_blocker.unblock():
        if request.node.get_closest_marker("django_db") and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture(scope="session", autouse=True)
def own_seats(tmp_path_factory):
    """Seats of child processes are counted in a folder of this process alone, so workers differ."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOTAK_FOLDER", str(tmp_path_factory.mktemp("kursi")))
        yield


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    return tmp_path_factory.mktemp("berkas")


@pytest.fixture(autouse=True)
def own_folder(settings, folders):
    """Issued papers and photographs of tests never reach the office's folder.

    Most tests write none.
    """
    settings.MEDIA_ROOT = folders / uuid4().hex


@pytest.fixture(scope="module")
def unpainted():
    """Papers stay blank sheets, through the product's own setting.

    Only for the grid and the crawl.
    """
    with override_settings(PAPER_PAINTER="tests.unpainted.blank_sheet"):
        yield


def _sign_in_whole(sender, request, user, **kwargs):
    """Where a test puts a session in place, let it be one that was opened by both steps.

    A real request names its method; such a sign-in goes through the door and is left alone.
    """
    if request.method is None:
        langkah_masuk.tandai(request, "aplikasi")


@pytest.fixture(scope="session", autouse=True)
def sessions_are_whole():
    """What `force_login` opens carries what signing in at the door would leave there."""
    user_logged_in.connect(_sign_in_whole)
    yield
    user_logged_in.disconnect(_sign_in_whole)


@pytest.fixture
def client():
    """A browser whose pages keep the mark of queries."""
    return Client()


@pytest.fixture
def office(db):
    """The office with people, owner and standards; see tests/office.py."""
    from tests.office import Office

    return Office()
