"""Rows made once and copied back: what every test needs costs each of them a few milliseconds instead of its making."""
from django.db import connection, transaction

COPIES = {}
# Django's own, filled at every migration and after every flush.
NOT_OURS = ("django_content_type", "django_migrations", "auth_permission")


def sekali(key, make):
    """Run `make` once and copy its rows back each time after; only into a database that looks as it did then."""
    if key not in COPIES:
        before = _rows()
        make()
        COPIES[key] = {table: new for table, rows in _rows().items() if (new := rows - before.get(table, set()))}
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in COPIES[key].items():
            with cursor.cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write("".join(rows))


def _rows():
    tables = [t for t in connection.introspection.django_table_names(only_existing=True) if not t.startswith(NOT_OURS)]
    with connection.cursor() as cursor:
        return {table: _of(cursor, table) for table in tables}


def _of(cursor, table):
    with cursor.cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return {line + "\n" for line in b"".join(bytes(part) for part in copy).decode().splitlines()}
