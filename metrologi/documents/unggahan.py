"""Uploaded documents: which files are taken, where they are kept, and how they are sent back."""
from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse

from metrologi.documents import store
from metrologi.uttp.foto import olah
from metrologi.uttp.titipan import TitipField, TitipInput

MAKS_BYTE = 8 * 1024 * 1024
# First bytes, extension, content type: what a file is, whatever its name says.
JENIS = ((b"%PDF-", "pdf", "application/pdf"), (b"\xff\xd8\xff", "jpg", "image/jpeg"),
         (b"\x89PNG\r\n\x1a\n", "png", "image/png"))
RUSAK = "PDF ini tidak dapat dibaca. Simpan ulang tanpa kata sandi, lalu unggah lagi."
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


def bersih(berkas: Any) -> SimpleUploadedFile:
    """The document without author, place and camera: a JPEG, or a PDF. ValidationError for what is neither."""
    ext, jenis = kenali(berkas)
    if ext != "pdf":
        return SimpleUploadedFile("lampiran.jpg", olah(berkas).read(), "image/jpeg")
    return SimpleUploadedFile("lampiran.pdf", _pdf(berkas), jenis)


def _pdf(berkas: Any) -> bytes:
    berkas.seek(0)
    kept = BytesIO()
    try:
        with pikepdf.open(BytesIO(berkas.read())) as pdf:
            for place, key in ((pdf.trailer, "/Info"), (pdf.Root, "/Metadata")):
                if key in place:
                    del place[key]
            pdf.save(kept, deterministic_id=True)
    except Exception as error:
        raise ValidationError(RUSAK, code="rusak") from error
    return kept.getvalue()


def simpan(berkas: Any, *, folder: str) -> dict[str, Any]:
    """Keep the bytes; returns name, stored name, size and content type."""
    ext, jenis = kenali(berkas)
    berkas.seek(0)
    isi = berkas.read()
    nama = f"{PurePath(berkas.name).stem[:110] or 'berkas'}.{ext}"
    return {"nama": nama, "file": store.put(isi, folder=folder, ext=ext), "ukuran": len(isi), "jenis_isi": jenis}


def kirim(berkas: Any) -> HttpResponse:
    """A kept file (fields as `simpan` gives them) as a download; 404 where its bytes are gone."""
    try:
        body = store.read(berkas.file)
    except FileNotFoundError:
        raise Http404("Berkas tidak ditemukan.") from None
    name = berkas.nama.replace('"', "").encode("ascii", "replace").decode()
    return HttpResponse(body, content_type=berkas.jenis_isi, headers={
        "Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store"})


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
