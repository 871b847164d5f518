"""The emblem of a letterhead, stored by its content: a later emblem changes no old paper."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

from django.db.models.fields.files import FieldFile
from PIL import Image

from metrologi.documents import store

PLACEHOLDER = "lambang.svg"
LARGEST = 600


def keep(image: FieldFile | None) -> str:
    """Store a re-encoded copy of an uploaded emblem; returns its name.

    Returns "" if there is no emblem or it cannot be read.
    """
    if not image or not image.name:
        return ""
    try:
        with image.storage.open(image.name) as file:
            return store.put(_png(file.read()), folder="lambang", ext="png")
    except OSError:
        return ""


@lru_cache(maxsize=16)
def _png(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        picture.thumbnail((LARGEST, LARGEST))
        out = io.BytesIO()
        picture.convert("RGBA").save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=16)
def source(name: str) -> str:
    """What stands in the `src` of the `<img>`: a data URI, or the placeholder's file name."""
    if not name:
        return PLACEHOLDER
    return "data:image/png;base64," + base64.b64encode(store.read(name)).decode()
