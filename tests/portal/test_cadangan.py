"""What is backed up comes back: every row, every file, and a chain of log rows that still holds."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pyrage
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import FileField

from metrologi.documents.models import Dokumen
from metrologi.portal import berkas_baris, cadangan, kunci_cadangan

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def empty_database(db):
    """The address of a database beside ours, with nothing in it."""
    told = connection.settings_dict
    name = f"{told['NAME']}_pulih"
    address = {
        "host": told["HOST"],
        "port": told["PORT"],
        "user": told["USER"],
        "password": told["PASSWORD"],
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def kunci(tmp_path, settings):
    """An identity file; backups are locked for its recipient."""
    file = tmp_path / "kunci.txt"
    settings.BACKUP_RECIPIENT = [kunci_cadangan.buat(file)]
    return file


def manage(url, folder, *arguments, **environment):
    env = os.environ | {"DATABASE_URL": url, "PORTAL_DATA": str(folder)} | environment
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True
    )


def untouched(url):
    with psycopg.connect(url) as there:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        return there.execute(tables).fetchone() == (0,)


def test_an_office_comes_back_whole(office, settings, tmp_path, empty_database):
    letter = office.konsep()
    Path(settings.MEDIA_ROOT, "tambahan.txt").write_text("isi")
    archive = cadangan.cadangkan(tmp_path / "cadangan")
    assert list((tmp_path / "cadangan").iterdir()) == [archive]
    assert archive.stat().st_mode & 0o777 == 0o600

    there = tmp_path / "baru"
    done = manage(empty_database, there, "pulihkan", str(archive))
    assert done.returncode == 0 and "jejak utuh" in done.stdout, done.stderr
    assert "SECRET_KEY" not in done.stderr
    assert (there / "berkas" / "tambahan.txt").read_text() == "isi"
    with psycopg.connect(empty_database) as restored:
        assert restored.execute("SELECT nomor FROM skhp_skhp").fetchall() == [(letter.nomor,)]
        with pytest.raises(psycopg.Error):
            restored.execute("UPDATE workflow_jejak SET note = 'diubah'")


def test_a_locked_backup_shows_nothing_and_comes_back_with_its_key(
    office, settings, tmp_path, empty_database, kunci
):
    letter = office.konsep()
    secret = b"isi yang tidak boleh terbaca " * 5000
    Path(settings.MEDIA_ROOT, "tambahan.txt").write_bytes(secret)
    archive = cadangan.cadangkan(tmp_path / "cadangan")
    assert archive.name.endswith(".zip.age") and archive.stat().st_mode & 0o777 == 0o600
    assert list((tmp_path / "cadangan").iterdir()) == [archive]
    assert b"tidak boleh terbaca" not in archive.read_bytes()
    assert not zipfile.is_zipfile(archive)

    there = tmp_path / "baru"
    done = manage(empty_database, there, "pulihkan", str(archive), "--kunci", str(kunci))
    assert done.returncode == 0 and "jejak utuh" in done.stdout, done.stderr
    assert (there / "berkas" / "tambahan.txt").read_bytes() == secret
    assert [path.name for path in there.iterdir()] == ["berkas"]
    with psycopg.connect(empty_database) as restored:
        assert restored.execute("SELECT nomor FROM skhp_skhp").fetchall() == [(letter.nomor,)]


def test_a_locked_backup_without_its_key_or_not_as_it_was_is_refused_by_a_sentence(
    office, tmp_path, empty_database, kunci
):
    archive = cadangan.cadangkan(tmp_path / "cadangan")
    other, no_key = tmp_path / "lain.txt", tmp_path / "bukan-kunci.txt"
    kunci_cadangan.buat(other)
    no_key.write_text("# kosong\n")
    body = archive.read_bytes()
    middle = len(body) // 2
    cases = [
        (body, [], "Sebut berkas kuncinya"),
        (body, ["--kunci", str(other)], "Kunci ini tidak membuka"),
        (body, ["--kunci", str(no_key)], "tidak memuat kunci age"),
        (body, ["--kunci", str(tmp_path / "hilang.txt")], "tidak dapat dibaca"),
        (body[:-70_000], ["--kunci", str(kunci)], "terpotong atau berubah"),
        (body[:-1], ["--kunci", str(kunci)], "terpotong atau berubah"),
        (body[:60], ["--kunci", str(kunci)], "terpotong atau berubah"),
        (
            body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :],
            ["--kunci", str(kunci)],
            "terpotong atau berubah",
        ),
    ]
    for number, (content, words, said) in enumerate(cases):
        tried = tmp_path / f"{number}.zip.age"
        tried.write_bytes(content)
        done = manage(empty_database, tmp_path / "baru", "pulihkan", str(tried), *words)
        assert done.returncode == 1 and said in done.stderr, (said, done.stderr)
        assert "Traceback" not in done.stderr
    assert untouched(empty_database)


def test_the_command_makes_a_pair_of_keys_once_and_tells_the_public_one(tmp_path, capsys):
    file = tmp_path / "kunci.txt"
    call_command("buat_kunci_cadangan", str(file))
    told = capsys.readouterr()
    assert file.stat().st_mode & 0o777 == 0o600
    identity = pyrage.x25519.Identity.from_str(file.read_text().splitlines()[-1])
    assert told.out == f"BACKUP_RECIPIENT={identity.to_public()}\n"
    assert str(identity) not in told.out + told.err
    before = file.read_text()
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        call_command("buat_kunci_cadangan", str(file))
    assert file.read_text() == before


def test_a_recipient_that_is_none_is_told_before_anything_is_written(db, settings, tmp_path):
    settings.BACKUP_RECIPIENT = ["age1salah"]
    with pytest.raises(CommandError, match="BACKUP_RECIPIENT"):
        call_command("cadangkan", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_while_locking_is_told(kunci):
    """/dev/full takes no byte, as a full disk does."""
    recipients = kunci_cadangan.penerima()
    with (
        open("/dev/full", "wb", buffering=0) as full,
        pytest.raises(kunci_cadangan.Gagal, match="No space left"),
        kunci_cadangan._locking(full, recipients) as inlet,
    ):
        for _ in range(100):
            inlet.write(b"x" * 100_000)


def test_a_backup_without_a_file_that_a_row_names_is_no_success(office, settings, tmp_path):
    office.konsep()
    call_command("cadangkan", str(tmp_path / "dahulu"))
    paper = Dokumen.objects.first()
    Path(settings.MEDIA_ROOT, paper.file).unlink()
    with pytest.raises(CommandError, match="1 berkas .* hilang atau berubah") as told:
        call_command("cadangkan", str(tmp_path / "kini"))
    assert paper.file in str(told.value)
    # What is left is backed up all the same.
    (written,) = (tmp_path / "kini").iterdir()
    assert zipfile.is_zipfile(written)


def test_a_paper_that_changed_on_disk_is_no_success(office, settings, tmp_path):
    office.konsep()
    place = Path(settings.MEDIA_ROOT, Dokumen.objects.first().file)
    place.chmod(0o600)
    place.write_bytes(place.read_bytes() + b" ")
    with pytest.raises(CommandError, match="hilang atau berubah"):
        call_command("cadangkan", str(tmp_path))


def test_every_column_that_holds_the_name_of_a_file_is_asked():
    asked = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if berkas_baris.menyebut_berkas(field)
    }
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField) or field.name in ("file", "berkas", "gambar", "foto")
    }
    assert columns <= asked
    assert {"documents.Dokumen.file", "accounts.Uml.lambang"} <= asked


def test_a_folder_that_cannot_be_written_is_told_by_a_sentence(db, tmp_path):
    (tmp_path / "berkas").write_text("bukan folder")
    with pytest.raises(CommandError, match="Cadangan tidak dapat dibuat"):
        call_command("cadangkan", str(tmp_path / "berkas" / "cadangan"))


def test_another_secret_key_is_told_after_the_restore(office, tmp_path, empty_database, settings):
    settings.SECRET_KEY = "kunci yang dahulu, cukup panjang dan tidak dipakai di tempat lain"
    archive = cadangan.cadangkan(tmp_path / "cadangan")
    done = manage(empty_database, tmp_path / "baru", "pulihkan", str(archive))
    assert done.returncode == 0 and "SECRET_KEY berbeda" in done.stderr, done.stderr


def test_a_damaged_backup_is_not_restored(office, tmp_path, empty_database):
    archive = cadangan.cadangkan(tmp_path)
    damaged = tmp_path / "rusak.zip"
    with zipfile.ZipFile(archive) as whole, zipfile.ZipFile(damaged, "w") as out:
        for name in whole.namelist():
            body = whole.read(name)
            out.writestr(name, body[:-1] + b"x" if name == cadangan.DUMP else body)
    (tmp_path / "bukan.zip").write_text("bukan zip")
    told = ((damaged, "rusak"), (tmp_path / "bukan.zip", "bukan cadangan"))
    for broken, said in (*told, (tmp_path / "hilang.zip", "hilang.zip tidak ada")):
        done = manage(empty_database, tmp_path / "baru", "pulihkan", str(broken))
        assert done.returncode != 0 and said in done.stderr, done.stderr
    assert untouched(empty_database)


def test_a_database_in_use_is_never_overwritten(office, tmp_path):
    archive = cadangan.cadangkan(tmp_path)
    with pytest.raises(CommandError, match="tidak kosong"):
        call_command("pulihkan", str(archive))


def test_a_backup_of_the_last_release_comes_back_in_the_tables_of_this_one(
    db, tmp_path, empty_database
):
    """How that office goes on is told in tests/migrasi.

    That all but three of its files were left out is told.
    """
    old = ROOT / "tests" / "migrasi" / "kantor-5e96952.zip"
    done = manage(empty_database, tmp_path, "pulihkan", str(old))
    assert done.returncode == 1, done.stdout
    assert "jejak utuh, tetapi 222 berkas" in done.stderr, done.stderr
    with psycopg.connect(empty_database) as restored:
        taken = "SELECT count(*) FROM workflow_jejak WHERE machine = 'pinjam_ctt'"
        assert restored.execute(taken).fetchone()[0] > 0
