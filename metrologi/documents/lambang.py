"""The emblem of a letterhead: kept by content when a paper is issued, so that a later emblem changes no old paper."""
from __future__ import annotations

import base64
import io
from functools import lru_cache
from typing import Any

from metrologi.documents import store

PLACEHOLDER = "lambang.svg"
LARGEST = 600


def keep(image: Any) -> str:
    """Store a re-encoded copy of an uploaded emblem and return its name; "" when there is none or it is unreadable."""
    if not image:
        return ""
    try:
        with image.storage.open(image.name) as file:
            return store.put(_png(file.read()), folder="lambang", ext="png")
    except OSError:
        return ""


@lru_cache(maxsize=16)
def _png(content: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        picture.thumbnail((LARGEST, LARGEST))
        out = io.BytesIO()
        picture.convert("RGBA").save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=16)
def source(name: str) -> str:
    """What stands in the `src` of the emblem: a data URI, or the placeholder's file name."""
    if not name:
        return PLACEHOLDER
    return "data:image/png;base64," + base64.b64encode(store.read(name)).decode()
