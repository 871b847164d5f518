"""A photograph of an instrument: looked at as a picture, made smaller, stripped of its metadata, stored as JPEG."""
from __future__ import annotations

import io
import warnings
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from metrologi.uttp.titipan import TitipField, TitipInput

MAKS_BYTE = 8 * 1024 * 1024
MAKS_PIKSEL = 50_000_000
SISI = 1600
FORMAT = ("JPEG", "PNG", "WEBP")
BUKAN_FOTO = "Berkas ini bukan foto yang dapat dibaca. Unggah JPG, PNG, atau WebP."


def olah(berkas: Any) -> ContentFile:
    """The picture as JPEG of at most 1600 px a side, upright, without EXIF. ValidationError for anything else."""
    if berkas.size > MAKS_BYTE:
        raise ValidationError("Foto terlalu besar; paling besar 8 MB. Perkecil dahulu, lalu unggah lagi.", code="besar")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            gambar = _buka(berkas)
    except ValidationError:
        raise
    except Exception as error:
        raise ValidationError(BUKAN_FOTO, code="bukan_foto") from error
    keluaran = io.BytesIO()
    gambar.save(keluaran, "JPEG", quality=82, optimize=True)
    return ContentFile(keluaran.getvalue(), name="foto.jpg")


def _buka(berkas: Any) -> Image.Image:
    berkas.seek(0)
    with Image.open(berkas, formats=FORMAT) as gambar:
        if gambar.width * gambar.height > MAKS_PIKSEL:
            raise ValidationError("Ukuran gambar terlalu besar. Perkecil dahulu, lalu unggah lagi.", code="besar")
        gambar.draft("RGB", (SISI, SISI))
        upright = ImageOps.exif_transpose(gambar).convert("RGB")
    upright.thumbnail((SISI, SISI))
    return upright


class FotoInput(TitipInput):
    """Keeps a picture through a refused form; what is no picture is not kept."""

    def layak(self, berkas: Any) -> bool:
        try:
            olah(berkas)
        except ValidationError:
            return False
        return True


class FotoField(TitipField):
    """An upload that comes out as a clean JPEG, or a sentence saying why not."""

    widget = FotoInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    default_error_messages: ClassVar[dict[str, str]] = {
        "required": "Pilih foto.", "empty": "Berkas foto kosong.", "invalid": "Unggah berkas foto."}

    def clean(self, data: Any, initial: Any = None) -> Any:
        berkas = super().clean(data, initial)
        return olah(berkas) if berkas and berkas is not initial else berkas
