"""Checks a photograph of an instrument and stores it as a smaller JPEG without metadata."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from metrologi import kotak
from metrologi.clock.now import now
from metrologi.uttp.titipan import TitipField, TitipInput

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MAKS_BYTE = 8 * 1024 * 1024
SISI = 1600
BUKAN_FOTO = "Berkas ini bukan foto yang dapat dibaca. Unggah JPG, PNG, atau WebP."
TERLALU_BESAR = "Ukuran gambar terlalu besar. Perkecil dahulu, lalu unggah lagi."
KALIMAT = {"besar": TERLALU_BESAR, "lama": TERLALU_BESAR}


class Foto(ContentFile):
    """A cleaned photograph; `diambil` is when the camera took it, None where it does not say."""

    def __init__(self, content: bytes, diambil: datetime | None) -> None:
        super().__init__(content, name="foto.jpg")
        self.diambil = diambil


def jam_kamera(told: str) -> datetime | None:
    """The camera's clock, "2026:12:01 09:30:00", as a moment.

    None where there is none, or one that is still to come.
    """
    try:
        moment = timezone.make_aware(datetime.fromisoformat(told.replace(":", "-", 2)))
    except ValueError:
        return None
    return moment if moment <= now() else None


def olah(berkas: UploadedFile) -> Foto:
    """The picture as JPEG of at most 1600 px a side, upright, without EXIF.

    Raises ValidationError for any other file.
    """
    if berkas.size > MAKS_BYTE:
        raise ValidationError(
            "Foto terlalu besar; paling besar 8 MB. Perkecil dahulu, lalu unggah lagi.",
            code="besar",
        )
    answer = jawaban(berkas, "photo", sisi=SISI)
    return Foto(answer.content, jam_kamera(answer.found["diambil"]))


def gambar(berkas: UploadedFile, job: str, **words: int) -> bytes:
    """The bytes that the child process makes of a picture."""
    return jawaban(berkas, job, **words).content


def jawaban(berkas: UploadedFile, job: str, **words: int) -> kotak.Answer:
    """What the child process makes of a picture (`photo` or `emblem` of `foto_kotak`).

    Raises ValidationError with a sentence if it refuses.
    """
    berkas.seek(0)
    try:
        return kotak.ask(f"metrologi.uttp.foto_kotak:{job}", berkas.read(), **words)
    except kotak.Busy:
        raise ValidationError(kotak.BUSY_SENTENCE, code=kotak.BUSY) from None
    except kotak.Refused as refused:
        raise ValidationError(KALIMAT.get(refused.code, BUKAN_FOTO), code="bukan_foto") from None


class FotoField(TitipField):
    """An upload that comes out as a clean JPEG, or a sentence saying why not."""

    widget = TitipInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    default_error_messages: ClassVar[dict[str, str]] = {
        "required": "Pilih foto.",
        "empty": "Berkas foto kosong.",
        "invalid": "Unggah berkas foto.",
    }

    def baca(self, berkas: UploadedFile) -> Foto:
        return olah(berkas)
