"""Files kept under the hash of their content, written durably before any row points at them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def name_of(content: bytes, *, folder: str = "dokumen", ext: str = "pdf") -> str:
    """dokumen/ab/cd/abcd….pdf"""
    sha = digest(content)
    return f"{folder}/{sha[:2]}/{sha[2:4]}/{sha}.{ext}"


def put(content: bytes, *, folder: str = "dokumen", ext: str = "pdf") -> str:
    """Store the bytes and return their name; storing the same bytes again is no change."""
    name = name_of(content, folder=folder, ext=ext)
    storage = default_storage
    if isinstance(storage, FileSystemStorage):
        _write_durably(Path(storage.path(name)), content)
    elif not storage.exists(name):
        storage.save(name, ContentFile(content))
    return name


def read(name: str) -> bytes:
    """The bytes of that name; FileNotFoundError when they are gone."""
    with default_storage.open(name) as file:
        return bytes(file.read())


def _write_durably(path: Path, content: bytes) -> None:
    """A name appears only with its whole content on disk, whatever dies in between."""
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".tulis-", delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
            os.chmod(draft.name, 0o640)
            os.replace(draft.name, path)
        except BaseException:
            os.unlink(draft.name)
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
