"""Two databases for each worker: an empty one, and one in which the small office already stands, for the tests of `office`."""
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from psycopg import sql

from tests import acuan, salinan

# Fixtures of tests over real connections.
REAL = {"transactional_db", "live_server", "django_db_reset_sequences"}


@contextmanager
def kantor():
    """Gives `use(item)`, to be asked before each test; tests over real connections empty the tables and get the empty one."""
    empty = connections["default"]
    standing = empty.copy()
    standing.settings_dict["NAME"] += "_kantor"
    name, template = map(sql.Identifier, (standing.settings_dict["NAME"], acuan.siapkan()))
    with empty._nodb_cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, template))

    def use(place):
        if connections["default"] is not place:
            connections["default"] = place
            ContentType.objects.clear_cache()

    use(standing)
    _make()
    use(empty)
    try:
        yield lambda item: use(standing if _wants(item) else empty)
    finally:
        use(empty)
        standing.close()
        with empty._nodb_cursor() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE {}").format(name))


def _make():
    from tests.office import Office

    Office()
    salinan.COPIES.clear()  # their numbers are taken here, not in the other database


def _wants(item):
    marker = item.get_closest_marker("django_db")
    real = REAL & set(item.fixturenames) or marker and marker.kwargs.get("transaction")
    return not real and ("office" in item.fixturenames or hasattr(item.module, "panggung_isi"))
