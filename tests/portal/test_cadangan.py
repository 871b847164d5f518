"""What is backed up comes back: every row, every file, and a chain of log rows that still holds."""
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from metrologi.portal import cadangan

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def empty_database(db):
    """The address of a database beside ours, with nothing in it."""
    told = connection.settings_dict
    name = f"{told['NAME']}_pulih"
    address = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "password": told["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(url, folder, *arguments):
    env = os.environ | {"DATABASE_URL": url, "PORTAL_DATA": str(folder)}
    return subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True)


def test_an_office_comes_back_whole(office, settings, tmp_path, empty_database):
    letter = office.konsep()
    Path(settings.MEDIA_ROOT, "tambahan.txt").write_text("isi")
    archive = cadangan.cadangkan(tmp_path / "cadangan")
    assert not list((tmp_path / "cadangan").glob("*.sebagian"))

    there = tmp_path / "baru"
    done = manage(empty_database, there, "pulihkan", str(archive))
    assert done.returncode == 0 and "jejak utuh" in done.stdout, done.stderr
    assert (there / "berkas" / "tambahan.txt").read_text() == "isi"
    with psycopg.connect(empty_database) as restored:
        assert restored.execute("SELECT nomor FROM skhp_skhp").fetchall() == [(letter.nomor,)]
        with pytest.raises(psycopg.Error):
            restored.execute("UPDATE workflow_jejak SET note = 'diubah'")


def test_a_damaged_backup_is_not_restored(office, tmp_path, monkeypatch):
    archive = cadangan.cadangkan(tmp_path)
    damaged = tmp_path / "rusak.zip"
    with zipfile.ZipFile(archive) as whole, zipfile.ZipFile(damaged, "w") as out:
        for name in whole.namelist():
            body = whole.read(name)
            out.writestr(name, body[:-1] + b"x" if name == cadangan.DUMP else body)
    (tmp_path / "bukan.zip").write_text("bukan zip")
    monkeypatch.setattr(connection.introspection, "table_names", list)  # as if nothing stood here yet
    monkeypatch.setattr(cadangan, "_program", lambda *arguments: pytest.fail("it was restored"))
    for broken, said in ((damaged, "rusak"), (tmp_path / "bukan.zip", "bukan cadangan")):
        with pytest.raises(CommandError, match=said):
            call_command("pulihkan", str(broken))


def test_a_database_in_use_is_never_overwritten(office, tmp_path):
    archive = cadangan.cadangkan(tmp_path)
    with pytest.raises(CommandError, match="tidak kosong"):
        call_command("pulihkan", str(archive))
