"""The office of the last release: its backup, its tables, its people."""

import datetime as dt
import json
import zipfile
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from uuid import uuid4

from django.db import connection
from psycopg import sql

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import PEMOHON, Role
from metrologi.portal import cadangan
from metrologi.uttp.models import Pemilik, UmlTetangga
from tests.acuan import connected_to
from tests.office import Office

CADANGAN = Path(__file__).with_name("kantor-5e96952.zip")


# --- the backup ---------------------------------------------------------------------------------
def isi():
    """The list of what is in the backup, as the last release wrote it."""
    with zipfile.ZipFile(CADANGAN) as archive:
        return json.loads(archive.read(cadangan.INDEX))


def saat():
    """The moment of the backup: the office's cases are told as of then."""
    return dt.datetime.fromisoformat(isi()["dibuat"])


def keluarkan_berkas(folder):
    """Put the files of the backup into the folder; returns their names."""
    with zipfile.ZipFile(CADANGAN) as archive:
        names = [n for n in archive.namelist() if n.startswith(cadangan.FILES)]
        for name in names:
            target = Path(folder, name.removeprefix(cadangan.FILES))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
    return [name.removeprefix(cadangan.FILES) for name in names]


# --- databases ----------------------------------------------------------------------------------
@contextmanager
def basis_kosong():
    """The name of a database of our own with nothing in it; gone afterwards."""
    name = f"test_pindah_{uuid4().hex[:12]}"
    _server("CREATE DATABASE {}", name)
    try:
        yield name
    finally:
        _server("DROP DATABASE {} WITH (FORCE)", name)


def _server(command, name):
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(command).format(sql.Identifier(name)))


def kembalikan_basis(folder):
    """Fill the database that Django works in from the backup."""
    with zipfile.ZipFile(CADANGAN) as archive:
        dump = archive.extract(cadangan.DUMP, folder)
    name = connection.settings_dict["NAME"]
    cadangan._program("pg_restore", "--no-owner", "--no-privileges", "--dbname", name, dump)


def skema(folder):
    """Every table, column, constraint, index, trigger and function of this database, in SQL.

    PostgreSQL writes a condition that was read from a dump in other words than one that was made
    here, so the tables go through a dump and back before they are written down.
    """
    first = _dump_tables(folder)
    with basis_kosong() as name, connected_to(name):
        cadangan._program("pg_restore", "--dbname", name, str(first))
        second = _dump_tables(folder)
    written = second.with_suffix(".sql")
    cadangan._program("pg_restore", "--file", str(written), str(second))
    # These two hold a random word, against commands that are not of the dump.
    words = ("\\restrict", "\\unrestrict")
    return [line for line in written.read_text().splitlines() if not line.startswith(words)]


def _dump_tables(folder):
    file = Path(folder, f"{uuid4().hex}.dump")
    options = ("--schema-only", "--no-owner", "--format=custom", "--file", str(file))
    cadangan._program("pg_dump", *options, connection.settings_dict["NAME"])
    return file


def isi_tabel():
    """Every row of every table, by name of the table: column to value, numbers as written."""
    tables = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(
                sql.SQL("SELECT to_jsonb(t)::text FROM {} t").format(sql.Identifier(name))
            )
            rows = [row for (row,) in cursor.fetchall()]
            tables[name] = [json.loads(row, parse_int=str, parse_float=str) for row in rows]
    return tables


# --- the people -----------------------------------------------------------------------------------
class KantorLama(Office):
    """The demo office, with the tools of the tests' office: its accounts are named after roles."""

    def __init__(self):
        self.uml = Uml.objects.get()
        known = User.objects.prefetch_related("daftar_penugasan")
        self.people = {user.username: user for user in known}
        self.near = UmlTetangga.objects.order_by("pk").first()

    @cached_property
    def owner(self):
        return Pemilik.objects.filter(wakil__user=self.people[Role.WAJIB_TTU]).first()

    def everyone(self, case):
        """Who holds each role for that case: its own applicant, and the staff."""
        theirs = next(iter(case.applicants()), None)
        return {r: theirs if r in PEMOHON and theirs else self.people[r] for r in Role}
