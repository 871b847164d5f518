"""Uploaded documents of an appeal: which files are taken, where they are kept, and who may read them."""
from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError

from metrologi.documents import store
from metrologi.uttp.titipan import TitipField, TitipInput

MAKS_BYTE = 8 * 1024 * 1024
FOLDER = "banding"
# First bytes, extension, content type: what a file is, whatever its name says.
JENIS = ((b"%PDF-", "pdf", "application/pdf"), (b"\xff\xd8\xff", "jpg", "image/jpeg"),
         (b"\x89PNG\r\n\x1a\n", "png", "image/png"))
TERIMA = "PDF, JPG, atau PNG; paling besar 8 MB."


def kenali(berkas: Any) -> tuple[str, str]:
    """Extension and content type of an upload; ValidationError for what is too big or no document."""
    if berkas.size > MAKS_BYTE:
        raise ValidationError("Berkas terlalu besar; paling besar 8 MB.", code="besar")
    berkas.seek(0)
    awal = berkas.read(8)
    for tanda, ext, jenis in JENIS:
        if awal.startswith(tanda):
            return ext, jenis
    raise ValidationError("Unggah PDF, JPG, atau PNG.", code="jenis")


def simpan(berkas: Any) -> dict[str, Any]:
    """Keep the bytes; returns the fields of a `rows.Berkas`."""
    ext, jenis = kenali(berkas)
    berkas.seek(0)
    isi = berkas.read()
    nama = f"{PurePath(berkas.name).stem[:110] or 'berkas'}.{ext}"
    return {"nama": nama, "file": store.put(isi, folder=FOLDER, ext=ext), "ukuran": len(isi), "jenis_isi": jenis}


class DokumenInput(TitipInput):
    """Keeps a document through a refused form; what is none is not kept."""

    def layak(self, berkas: Any) -> bool:
        try:
            kenali(berkas)
        except ValidationError:
            return False
        return True


class DokumenField(TitipField):
    """One uploaded PDF or picture, or a sentence saying why not."""

    widget = DokumenInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})
    default_error_messages = {"required": "Pilih berkas.", "empty": "Berkas ini kosong.", "invalid": "Unggah sebuah berkas."}

    def __init__(self, *, help_text: str = TERIMA, **kwargs: Any) -> None:
        super().__init__(help_text=help_text, max_length=200, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        berkas = super().clean(data, initial)
        if berkas:
            kenali(berkas)
        return berkas
