"""Which files the rows of the database name, and which of them are gone or changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from django.apps import apps
from django.db.models import Field, FileField, QuerySet

HASH = re.compile(r"[0-9a-f]{64}")
# Columns of files that `documents.store` keeps bear this name.
STORED = "file"
SHOWN = 3


def disebut() -> set[str]:
    """The names of all files that some row names."""
    found: set[str] = set()
    for model in apps.get_models():
        if model._meta.managed:
            for field in filter(menyebut_berkas, model._meta.local_concrete_fields):
                rows = QuerySet(model).values_list(field.name, flat=True)
                found.update(map(str, rows.order_by().distinct().iterator()))
    return found - {"", "None"}


def menyebut_berkas(field: Field) -> bool:
    """Whether this field of a model names a stored file."""
    return isinstance(field, FileField) or field.name == STORED


def kurang(named: set[str], sums: Mapping[str, str]) -> list[str]:
    """The named files without a sum, and those whose content is not what their name promises."""
    return sorted(name for name in named if name not in sums or _changed(name, sums[name]))


def _changed(name: str, digest: str) -> bool:
    """Files of `documents.store` are called by the hash of their content."""
    stem = PurePosixPath(name).stem
    return bool(HASH.fullmatch(stem)) and stem != digest


def sebut(names: list[str]) -> str:
    """How many, and the first ones by name."""
    rest = " …" if len(names) > SHOWN else ""
    return f"{len(names)} berkas ({', '.join(names[:SHOWN])}{rest})"
