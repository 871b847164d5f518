"""Uploads of this procedure: the applicant's letter, read in a child process before it is kept."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from metrologi.documents.unggahan import DokumenField

if TYPE_CHECKING:
    from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

MAKS_BYTE = 5 * 1024 * 1024
AWALAN = {
    b"%PDF-": ("pdf", "application/pdf"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"\x89PNG\r\n": ("png", "image/png"),
}


def jenis(body: bytes) -> tuple[str, str] | None:
    """Ending and content type by the first bytes; None for what we do not take."""
    return next((kind for start, kind in AWALAN.items() if body.startswith(start)), None)


class SuratField(DokumenField):
    """A letter as PDF or picture, at most 5 MB."""

    def baca(self, berkas: UploadedFile) -> SimpleUploadedFile:
        """The letter cleaned, under a name with the ending of its real kind."""
        if berkas.size > MAKS_BYTE:
            raise ValidationError("Surat terlalu besar; paling besar 5 MB.")
        kept = super().baca(berkas)
        kept.name = f"surat{PurePath(kept.name).suffix}"
        return kept
