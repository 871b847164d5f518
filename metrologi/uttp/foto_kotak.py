"""What a child process does with a stranger's picture: draw it anew. Jobs of `kotak`."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageOps

from metrologi.kotak import Refused

MAKS_PIKSEL = 50_000_000
FORMAT = ("JPEG", "PNG", "WEBP")
KUALITAS = 82
DIAMBIL = ExifTags.Base.DateTimeOriginal


def photo(content: bytes, sisi: int) -> tuple[dict[str, Any], bytes]:
    """The picture as JPEG, upright, at most `sisi` pixels a side, without camera metadata.

    Beside it stands when the camera took it, "2026:12:01 09:30:00"; "" where it does not say.
    """
    picture = _opened(content)
    taken = _taken(picture)
    picture.draft("RGB", (sisi, sisi))
    upright = _loaded(picture)
    upright.thumbnail((sisi, sisi))
    out = BytesIO()
    upright.save(out, "JPEG", quality=KUALITAS, optimize=True)
    told = {"lebar": upright.width, "tinggi": upright.height, "diambil": taken}
    return told, out.getvalue()


def emblem(content: bytes, terbesar: int) -> tuple[dict[str, Any], bytes]:
    """The picture as PNG with its transparency.

    Raises Refused if a side has more than `terbesar` pixels.
    """
    picture = _opened(content)
    if max(picture.size) > terbesar:
        raise Refused("sisi")
    out = BytesIO()
    _converted(picture, "RGBA").save(out, "PNG", optimize=True)
    return {"lebar": picture.width, "tinggi": picture.height}, out.getvalue()


def _taken(picture: Image.Image) -> str:
    try:
        return str(picture.getexif().get_ifd(ExifTags.IFD.Exif).get(DIAMBIL, ""))[:19]
    except Exception:
        # Pillow's readers raise almost anything for a broken head; the picture may be fine.
        return ""


def _opened(content: bytes) -> Image.Image:
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        picture = Image.open(BytesIO(content), formats=FORMAT)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("besar") from None
    except (OSError, ValueError, SyntaxError):
        raise Refused("bukan_foto") from None
    if picture.width * picture.height > MAKS_PIKSEL:
        raise Refused("besar")
    return picture


def _loaded(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture).convert("RGB")
    except MemoryError:
        raise Refused("besar") from None
    except Exception:
        # Pillow's readers raise almost anything for a broken file.
        raise Refused("bukan_foto") from None


def _converted(picture: Image.Image, mode: str) -> Image.Image:
    try:
        return picture.convert(mode)
    except Exception:
        raise Refused("bukan_foto") from None
