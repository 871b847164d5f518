"""Uploaded documents: which files are taken, where they are kept, and how they are sent back."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Protocol, TypedDict

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import Http404, HttpResponse

from metrologi import kotak
from metrologi.documents import store
from metrologi.uttp.foto import olah
from metrologi.uttp.titipan import TitipField, TitipInput
from metrologi.web import send_file

MAKS_BYTE = 8 * 1024 * 1024
# First bytes, extension, content type: what a file is, whatever its name says.
JENIS = (
    (b"%PDF-", "pdf", "application/pdf"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
)
RUSAK = "PDF ini tidak dapat dibaca. Simpan ulang tanpa kata sandi, lalu unggah lagi."
KALIMAT = {
    "halaman": "PDF ini terlalu tebal; paling banyak 500 halaman.",
    "bom": "PDF ini terlalu besar di dalamnya. Simpan ulang dengan mutu yang lebih kecil.",
    "lama": "PDF ini terlalu rumit untuk diperiksa. Simpan ulang sebagai PDF biasa.",
}
TERIMA = "PDF, JPG, atau PNG; paling besar 8 MB."


def kenali(berkas: UploadedFile) -> tuple[str, str]:
    """Extension and content type of an upload.

    Raises ValidationError if it is too big or no document.
    """
    if (berkas.size or 0) > MAKS_BYTE:
        raise ValidationError("Berkas terlalu besar; paling besar 8 MB.", code="besar")
    berkas.seek(0)
    awal = berkas.read(8)
    for tanda, ext, jenis in JENIS:
        if awal.startswith(tanda):
            return ext, jenis
    raise ValidationError("Unggah PDF, JPG, atau PNG.", code="jenis")


def bersih(berkas: UploadedFile) -> SimpleUploadedFile:
    """The document (JPEG or PDF) without author, place and camera.

    Raises ValidationError for any other file.
    """
    ext, jenis = kenali(berkas)
    if ext != "pdf":
        return SimpleUploadedFile("lampiran.jpg", olah(berkas).read(), "image/jpeg")
    return SimpleUploadedFile("lampiran.pdf", _pdf(berkas), jenis)


def _pdf(berkas: UploadedFile) -> bytes:
    return pdf(berkas, "clean").content


def pdf(berkas: UploadedFile, job: str) -> kotak.Answer:
    """What the child process makes of a PDF (`clean` or `sound` of `pdf_kotak`).

    Raises ValidationError with a sentence if it refuses.
    """
    berkas.seek(0)
    try:
        return kotak.ask(f"metrologi.documents.pdf_kotak:{job}", berkas.read())
    except kotak.Busy:
        raise ValidationError(kotak.BUSY_SENTENCE, code=kotak.BUSY) from None
    except kotak.Refused as refused:
        raise ValidationError(KALIMAT.get(refused.code, RUSAK), code="rusak") from None


def simpan(berkas: UploadedFile, *, folder: str) -> KeptFields:
    """Keep the bytes; returns the fields nama, file (stored name), ukuran (bytes) and jenis_isi.

    Raises ValidationError as `kenali` does.
    """
    ext, jenis = kenali(berkas)
    berkas.seek(0)
    isi = berkas.read()
    return {
        "nama": f"{_stem(berkas)}.{ext}",
        "file": store.put(isi, folder=folder, ext=ext),
        "ukuran": len(isi),
        "jenis_isi": jenis,
    }


def _stem(berkas: UploadedFile) -> str:
    """The name that the person gave the file, without its ending."""
    return PurePath(berkas.name or "").stem[:110] or "berkas"


class KeptFields(TypedDict):
    """What `simpan` returns, for the row that names the file; `ukuran` in bytes."""

    nama: str
    file: str
    ukuran: int
    jenis_isi: str


class KeptFile(Protocol):
    """A row that holds what `simpan` returned."""

    nama: str
    file: str
    jenis_isi: str


def kirim(berkas: KeptFile) -> HttpResponse:
    """A kept file (fields as `simpan` gives them) as a download; 404 where its bytes are gone."""
    try:
        body = store.read(berkas.file)
    except FileNotFoundError:
        raise Http404("Berkas tidak ditemukan.") from None
    return send_file(body, berkas.nama, berkas.jenis_isi)


class DokumenField(TitipField):
    """One uploaded PDF or picture, or a sentence saying why not."""

    widget = TitipInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})
    default_error_messages = {
        "required": "Pilih berkas.",
        "empty": "Berkas ini kosong.",
        "invalid": "Unggah sebuah berkas.",
    }

    def __init__(self, *, help_text: str = TERIMA, **kwargs: Any) -> None:
        super().__init__(help_text=help_text, max_length=200, **kwargs)

    def baca(self, berkas: UploadedFile) -> SimpleUploadedFile:
        """The document cleaned, under the name that the person gave it."""
        kept = bersih(berkas)
        kept.name = _stem(berkas) + PurePath(kept.name or "").suffix
        return kept
