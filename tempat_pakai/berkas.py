"""Uploads of this procedure: the applicant's letter, looked at before it is kept."""
from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from metrologi.uttp.titipan import TitipField

MAKS_BYTE = 5 * 1024 * 1024
AWALAN = {b"%PDF-": ("pdf", "application/pdf"), b"\xff\xd8\xff": ("jpg", "image/jpeg"), b"\x89PNG\r\n": ("png", "image/png")}


def jenis(body: bytes) -> tuple[str, str] | None:
    """Ending and content type by the first bytes; None for what we do not take."""
    return next((kind for start, kind in AWALAN.items() if body.startswith(start)), None)


def periksa_surat(berkas: Any) -> Any:
    """The file under a name with the ending of its real kind. ValidationError for anything but PDF, JPG, PNG."""
    if berkas.size > MAKS_BYTE:
        raise ValidationError("Surat terlalu besar; paling besar 5 MB.")
    berkas.seek(0)
    found = jenis(berkas.read(8))
    berkas.seek(0)
    if found is None:
        raise ValidationError("Unggah surat sebagai PDF, JPG, atau PNG.")
    berkas.name = f"surat.{found[0]}"
    return berkas


class SuratField(TitipField):
    """A letter as PDF or picture, at most 5 MB."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        return periksa_surat(found) if found else None
