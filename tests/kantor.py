"""Two databases for each worker: an empty one, and one in which the small office already stands, for the tests of `office`."""
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from psycopg import sql

from tests import salinan
from tests.office import Office

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

    with blocker.unblock(), _copied(empty, standing.settings_dict["NAME"]):
        turn_to(standing)
        Office()
        salinan.COPIES.clear()  # their numbers are taken here, not in the other database
        turn_to(empty)
        yield use
        turn_to(empty)
        standing.close()


@contextmanager
def _copied(origin, name):
    names = {"name": sql.Identifier(name), "origin": sql.Identifier(origin.settings_dict["NAME"])}
    origin.close()  # PostgreSQL copies what nobody is connected to
    with origin._nodb_cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {name}").format(**names))
        cursor.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {origin}").format(**names))
    yield
    with origin._nodb_cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE {name}").format(**names))


def _wants(item):
    marker = item.get_closest_marker("django_db")
    real = REAL & set(item.fixturenames) or marker and marker.kwargs.get("transaction")
    return not real and ("office" in item.fixturenames or hasattr(item.module, "panggung_isi"))
