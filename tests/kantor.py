"""Two databases for each worker: an empty one, and one in which the small office already stands, for the tests of `office`."""
import pickle
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from psycopg import sql

from tests import salinan
from tests.office import Office

# What stands in the second database, taken up without a question: {connection: the parts of the office}.
STANDING = {}
# Fixtures of tests over real connections.
REAL = {"transactional_db", "live_server", "django_db_reset_sequences"}


@contextmanager
def kantor(blocker):
    """Gives `use(item)`, to be asked before each test; tests over real connections empty the tables and get the empty one."""
    empty = connections["default"]
    standing = empty.copy()
    standing.settings_dict["NAME"] += "_kantor"

    def turn_to(place):
        if connections["default"] is not place:
            connections["default"] = place
            ContentType.objects.clear_cache()

    def use(item):
        turn_to(standing if _wants(item) else empty)

    names = {"name": sql.Identifier(standing.settings_dict["NAME"]), "origin": sql.Identifier(empty.settings_dict["NAME"])}
    with blocker.unblock():
        empty.close()  # PostgreSQL copies what nobody is connected to
        _tell(empty, "DROP DATABASE IF EXISTS {name}", names)
        _tell(empty, "CREATE DATABASE {name} TEMPLATE {origin}", names)
        turn_to(standing)
        STANDING[standing] = pickle.dumps(vars(Office()))
        salinan.COPIES.clear()  # their numbers are taken here, not in the other database
        turn_to(empty)
    yield use
    with blocker.unblock():
        turn_to(empty)
        STANDING.clear()
        standing.close()
        _tell(empty, "DROP DATABASE {name}", names)


def office_here():
    """The office of this test, as it stood before any test."""
    kept = STANDING.get(connections["default"])
    if kept is None:
        return Office()
    office = object.__new__(Office)
    vars(office).update(pickle.loads(kept))
    return office


def _tell(origin, words, names):
    with origin._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(words).format(**names))


def _wants(item):
    marker = item.get_closest_marker("django_db")
    real = REAL & set(item.fixturenames) or marker and marker.kwargs.get("transaction")
    return not real and ("office" in item.fixturenames or hasattr(item.module, "panggung_isi"))
