"""The migrated database that the test databases are copied from: made once by whoever comes first, however many run."""
import hashlib
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from psycopg import sql

KUNCI = 20_261_121  # of the advisory lock: two makers at once would make one each


def siapkan():
    """The name of the template database, migrated as the code now says."""
    name, mark = f"test_{connection.settings_dict['NAME']}_acuan", _mark()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [KUNCI])
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() != (mark,):
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            with _connected_to(name), pytest.MonkeyPatch.context() as patch:
                patch.setattr(ProjectState, "reload_model", _reload_model)
                call_command("migrate", verbosity=0, interactive=False)
            # Only a whole one has the mark.
            cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(mark)))
    return name


RELOAD = ProjectState.reload_model


def _reload_model(state, app_label, model_name, delay=False):
    """A model that is new is made alone: Django makes anew all that it leads to, and that is nearly everything there is."""
    if model_name in state.apps.all_models[app_label]:
        RELOAD(state, app_label, model_name, delay)
    else:
        state.apps.render_multiple([state.models[app_label, model_name]])


def _mark():
    """Changes with any migration of ours or of a library."""
    told = hashlib.sha256()
    for key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        told.update(repr(key).encode() + Path(__import__(migration.__module__, fromlist=["x"]).__file__).read_bytes())
    return told.hexdigest()


@contextmanager
def _connected_to(name):
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
