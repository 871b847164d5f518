"""Locks backups in the age format: written to a public recipient, opened with its identity."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage
from django.conf import settings

BEGINS = b"age-encryption.org/"
SUFFIX = ".age"
NO_MATCH = "No matching keys found"

Recipients = list[pyrage.x25519.Recipient]


class Gagal(Exception):
    """The backup or restore did not happen, or cannot be trusted; the message says what to do."""


def penerima() -> Recipients:
    """Whom BACKUP_RECIPIENT names; nobody means that backups stay open. Raises Gagal."""
    try:
        return [pyrage.x25519.Recipient.from_str(word) for word in settings.BACKUP_RECIPIENT]
    except pyrage.RecipientError as error:
        raise Gagal(
            "BACKUP_RECIPIENT bukan penerima age (age1…). Buat pasangan kunci dengan"
            " buat_kunci_cadangan, lalu salin penerimanya."
        ) from error


def buat(berkas: Path) -> str:
    """Write a new identity, readable by its owner alone; returns its recipient.

    Raises Gagal where a file already has that name.
    """
    identity = pyrage.x25519.Identity.generate()
    recipient = str(identity.to_public())
    try:
        handle = os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Gagal(f"Kunci tidak dapat ditulis ke {berkas}: {error.strerror}.") from error
    with os.fdopen(handle, "w") as file:
        file.write(f"# penerima: {recipient}\n{identity}\n")
    return recipient


@contextmanager
def menulis(berkas: Path, recipients: Recipients) -> Iterator[IO[bytes]]:
    """A new file, readable by its owner alone; locked before it reaches the disk."""
    handle = os.open(berkas, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w+b") as file:
        if recipients:
            with _locking(file, recipients) as inlet:
                yield inlet
        else:
            yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _locking(file: IO[bytes], recipients: Recipients) -> Iterator[IO[bytes]]:
    """What is written goes through a pipe to a thread that locks it piece by piece."""
    outlet, inlet = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(_lock, outlet, file, recipients)
        try:
            with os.fdopen(inlet, "wb") as sink:
                yield sink
        except BrokenPipeError:
            work.result()  # says why nobody reads any more: a full disk, for example
            raise
        work.result()


def _lock(outlet: int, file: IO[bytes], recipients: Recipients) -> None:
    with os.fdopen(outlet, "rb") as source:
        try:
            pyrage.encrypt_io(source, file, recipients)
        except (pyrage.EncryptError, OSError) as error:
            raise Gagal(f"Cadangan tidak dapat ditulis: {error}") from error


@contextmanager
def membaca(berkas: Path, kunci: Path | None, ruang: Path) -> Iterator[IO[bytes]]:
    """The backup as a clear ZIP. A locked one is opened into a nameless file in `ruang`.

    Every byte is checked before the first one is given. Raises Gagal.
    """
    with berkas.open("rb") as file:
        locked = file.read(len(BEGINS)) == BEGINS
        file.seek(0)
        if not locked:
            yield file
            return
        if kunci is None:
            raise Gagal("Cadangan ini terkunci. Sebut berkas kuncinya: --kunci BERKAS.")
        ruang.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=ruang) as clear:
            _unlock(file, clear, _identities(kunci))
            clear.seek(0)
            yield clear


def _unlock(file: IO[bytes], clear: IO[bytes], identities: list[pyrage.x25519.Identity]) -> None:
    try:
        pyrage.decrypt_io(file, clear, identities)
    except (pyrage.DecryptError, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise  # a full disk is told as such
        if str(error) == NO_MATCH:
            raise Gagal(
                "Kunci ini tidak membuka cadangan itu. Pakai kunci pasangan dari BACKUP_RECIPIENT"
                " saat cadangan dibuat."
            ) from error
        raise Gagal(
            "Cadangan ini tidak utuh: terpotong atau berubah. Ambil salinannya yang lain."
        ) from error


def _identities(kunci: Path) -> list[pyrage.x25519.Identity]:
    """The identities in a file as age-keygen writes it: one a line, comments begin with #."""
    try:
        lines = [line.strip() for line in kunci.read_text().splitlines()]
        words = [line for line in lines if line and not line.startswith("#")]
        found = [pyrage.x25519.Identity.from_str(word) for word in words]
    except (OSError, UnicodeDecodeError) as error:
        raise Gagal(f"Berkas kunci {kunci} tidak dapat dibaca: {error}") from error
    except pyrage.IdentityError:
        found = []
    if not found:
        raise Gagal(f"{kunci} tidak memuat kunci age (AGE-SECRET-KEY-1…).")
    return found
