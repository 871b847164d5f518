"""Keeps an uploaded file when its form is refused, under a signed name, until it is sent again."""

from __future__ import annotations

import datetime as dt
import mimetypes
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone
from procrastinate.contrib.django import app

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

FOLDER, LAMA = "titipan", dt.timedelta(days=1)
_signer = TimestampSigner(salt="titipan")


def titip(berkas: UploadedFile) -> str:
    """Keep a copy of the file for a day; returns the token by which the same form gets it back.

    It is a copy since storage moves a large upload away, and the page may ask for it once more.
    """
    berkas.seek(0)
    kept = default_storage.save(f"{FOLDER}/{uuid4().hex}", ContentFile(berkas.read()))
    berkas.seek(0)
    return _signer.sign_object({"tempat": kept, "nama": PurePath(berkas.name).name[-80:]})


def ambil(token: str) -> SimpleUploadedFile | None:
    """The file of a token; None where the token is made up, too old, or its file swept away."""
    try:
        kept_as = _signer.unsign_object(token, max_age=LAMA)
        with default_storage.open(kept_as["tempat"]) as kept:
            body = kept.read()
    except (BadSignature, FileNotFoundError):
        return None
    found = SimpleUploadedFile(
        kept_as["nama"],
        body,
        mimetypes.guess_type(kept_as["nama"])[0] or "application/octet-stream",
    )
    found.token = token
    return found


def buang(token: str) -> None:
    """Remove the file of a token that a form has just refused."""
    default_storage.delete(_signer.unsign_object(token)["tempat"])


class TitipInput(forms.FileInput):
    """A file input that keeps its file.

    A bound form is shown again only if it was refused; the file is kept then.
    """

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return super().value_from_datadict(data, files, name) or ambil(
            data.get(f"{name}_titipan", "")
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return super().value_omitted_from_data(data, files, name) and f"{name}_titipan" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if hasattr(value, "content_type") and worth_keeping(value):
            if not hasattr(value, "token"):
                value.token = titip(value)
            context["widget"]["titipan"] = {"token": value.token, "nama": value.name}
        return context


def worth_keeping(berkas: UploadedFile) -> bool:
    """Whether nothing was wrong with this file.

    A file that was refused or could not be checked is not kept.
    """
    return bool(berkas.size) and not getattr(berkas, "ditolak", False)


class TitipField(forms.FileField):
    """A file field whose file need not be chosen again if another field of the form was wrong.

    `baca(berkas)` of a subclass returns what the form takes, or raises ValidationError; the file is
    not kept then.
    """

    widget: type[forms.Widget] | forms.Widget = TitipInput

    def baca(self, berkas: UploadedFile) -> Any:
        """What the form takes of a chosen file; ValidationError refuses it."""
        return berkas

    def clean(self, data: Any, initial: Any = None) -> Any:
        berkas = super().clean(data, initial)
        if not berkas or berkas is initial:
            return berkas
        try:
            return self.baca(berkas)
        except ValidationError:
            berkas.ditolak = True
            if token := getattr(berkas, "token", ""):
                buang(token)
            raise

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent, so that the box can keep it; Django shows a file box empty."""
        return data or initial


@app.periodic(cron="17 3 * * *")
@app.task(name="uttp.sapu_titipan", queueing_lock="sapu_titipan")
def sapu_titipan(timestamp: int = 0) -> int:
    """Remove what nobody came back for; returns how many files went."""
    if not default_storage.exists(FOLDER):
        return 0
    paths = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    old = [
        path for path in paths if timezone.now() - default_storage.get_modified_time(path) > LAMA
    ]
    for path in old:
        default_storage.delete(path)
    return len(old)
