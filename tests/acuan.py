"""The migrated database that the test databases are copied from: made by whoever comes first."""

import hashlib
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

KUNCI = 20_261_121  # of the advisory lock: two makers at once would make one each


def siapkan():
    """The name of the template database, migrated as the code now says."""
    name, mark = f"test_{connection.settings_dict['NAME']}_acuan", _mark()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [KUNCI])
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        if cursor.fetchone() != (mark,):
            _make(cursor, name, mark)
    return name


def _make(cursor, name, mark):
    """Drop what stands there, migrate anew; only a whole one gets the mark."""
    place = sql.Identifier(name)
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(place))
    cursor.execute(sql.SQL("CREATE DATABASE {}").format(place))
    with connected_to(name):
        call_command("migrate", verbosity=0, interactive=False)
    cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(place, sql.Literal(mark)))


def _mark():
    """A hash that changes with any migration of ours or of a library."""
    told = hashlib.sha256()
    for key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        file = import_module(migration.__module__).__file__
        told.update(repr(key).encode() + Path(file).read_bytes())
    return told.hexdigest()


@contextmanager
def connected_to(name):
    """Within the block Django works in this database of the same server."""
    own = connection.settings_dict["NAME"]
    _go_to(name)
    try:
        yield
    finally:
        _go_to(own)


def _go_to(name):
    connection.close()
    connection.settings_dict["NAME"] = name
    # Another database gives the kinds of rows other keys.
    ContentType.objects.clear_cache()
