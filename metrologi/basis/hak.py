"""What the role of web and worker may do in the database, and whether ours may do too much."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

# Tables whose trigger refuses every change but a new row bear one of these names.
GROWS = r"hanya_(ber)?tambah$"
READ_ONLY = ("django_migrations",)

TABLES = """
SELECT c.relname, EXISTS (
    SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgname ~ %s)
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
ORDER BY c.relname
"""
# Each answer is a name of too much power.
TOO_MUCH = """
WITH kami AS (SELECT * FROM pg_roles WHERE rolname = current_user),
tabel AS (
    SELECT c.oid, c.relowner, EXISTS (
        SELECT FROM pg_trigger t
        WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgname ~ %s) AS tumbuh
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p'))
SELECT 'superuser' FROM kami WHERE rolsuper
UNION ALL SELECT 'boleh membuat peran' FROM kami WHERE rolcreaterole
UNION ALL SELECT 'memiliki tabel'
    WHERE EXISTS (SELECT FROM tabel WHERE pg_has_role(relowner, 'MEMBER'))
UNION ALL SELECT 'boleh mengosongkan tabel'
    WHERE EXISTS (SELECT FROM tabel WHERE has_table_privilege(oid, 'TRUNCATE'))
UNION ALL SELECT 'boleh mengubah catatan yang hanya bertambah'
    WHERE EXISTS (SELECT FROM tabel WHERE tumbuh AND has_table_privilege(oid, 'UPDATE, DELETE'))
"""


class PeranBelumAda(Exception):
    """The role of web and worker is not there and ours may not make it; says what to type."""


def berlebih() -> list[str]:
    """What the role of this connection may do that web and worker never need; empty is well."""
    with connection.cursor() as cursor:
        cursor.execute(TOO_MUCH, [GROWS])
        return [name for (name,) in cursor.fetchall()]


def tabel() -> dict[str, str]:
    """Every table with what the role may do there."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [GROWS])
        return {name: _allowed(name, grows) for name, grows in cursor.fetchall()}


def _allowed(name: str, grows: bool) -> str:
    if name in READ_ONLY:
        return "SELECT"
    return "SELECT, INSERT" if grows else "SELECT, INSERT, UPDATE, DELETE"


def beri_setelah_migrasi(sender: Any, using: str, **kwargs: Any) -> None:
    """After each `migrate` of an owner: new tables are open to the role of web and worker."""
    if settings.DATABASE_RUNTIME_ROLE and using == "default":
        beri(*settings.DATABASE_RUNTIME_ROLE)


def beri(role: str, password: str = "") -> None:
    """Make the role if it is missing and give it what it needs, and nothing more.

    Raises PeranBelumAda.
    """
    with transaction.atomic():
        _make(role, password)
    with transaction.atomic(), connection.cursor() as cursor:
        for command in _commands():
            cursor.execute(sql.SQL(command).format(role=sql.Identifier(role)))
        for name, allowed in tabel().items():
            cursor.execute(
                sql.SQL("REVOKE ALL ON {table} FROM {role}; GRANT {allowed} ON {table} TO {role}")
                .format(
                    table=sql.Identifier(name),
                    role=sql.Identifier(role),
                    allowed=sql.SQL(allowed),
                )
                .as_string(cursor.connection)
            )


def _commands() -> list[str]:
    """For what is there, and for what this owner makes from now on."""
    later = "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT"
    return [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        later + " SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
        later + " USAGE, SELECT ON SEQUENCES TO {role}",
    ]


def _make(role: str, password: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        there = cursor.fetchone() is not None
        cursor.execute(
            "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        (may_make,) = cursor.fetchone()
        if may_make and (password or not there):
            # Locked here, so that the word itself is in no log of the server.
            locked = cursor.connection.pgconn.encrypt_password(
                password.encode(), role.encode(), b"scram-sha-256"
            )
            cursor.execute(
                sql.SQL("{verb} ROLE {role} LOGIN PASSWORD {locked}").format(
                    verb=sql.SQL("ALTER" if there else "CREATE"),
                    role=sql.Identifier(role),
                    locked=sql.Literal(locked.decode() if password else None),
                )
            )
        elif not there:
            raise PeranBelumAda(
                f'Peran basis data "{role}" belum ada. Buat sebagai superuser PostgreSQL: CREATE'
                f" ROLE \"{role}\" LOGIN PASSWORD '…'; lalu ulangi migrate."
            )
