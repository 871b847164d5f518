"""An upload that survives a refused form: kept aside under a signed name until the form is sent again."""
from __future__ import annotations

import datetime as dt
import mimetypes
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone
from procrastinate.contrib.django import app

FOLDER, LAMA = "titipan", dt.timedelta(days=1)
_signer = TimestampSigner(salt="titipan")


def titip(berkas: Any) -> str:
    """Keep the file for a day; returns the token by which the same form gets it back."""
    berkas.seek(0)
    kept = default_storage.save(f"{FOLDER}/{uuid4().hex}", berkas)
    return _signer.sign_object({"tempat": kept, "nama": PurePath(berkas.name).name[-80:]})


def ambil(token: str) -> SimpleUploadedFile | None:
    """The file of a token; None where the token is made up, too old, or its file swept away."""
    try:
        told = _signer.unsign_object(token, max_age=LAMA)
        with default_storage.open(told["tempat"]) as kept:
            body = kept.read()
    except (BadSignature, FileNotFoundError):
        return None
    found = SimpleUploadedFile(told["nama"], body, mimetypes.guess_type(told["nama"])[0] or "application/octet-stream")
    found.token = token
    return found


class TitipInput(forms.FileInput):
    """A file box that remembers. A form is shown with its data only when it was refused: then the file is kept."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return super().value_from_datadict(data, files, name) or ambil(data.get(f"{name}_titipan", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return super().value_omitted_from_data(data, files, name) and f"{name}_titipan" not in data

    def layak(self, berkas: Any) -> bool:
        """Whether the file is worth keeping; a field knows more."""
        return bool(berkas.size)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if hasattr(value, "content_type") and self.layak(value):
            token = getattr(value, "token", None) or titip(value)
            context["widget"]["titipan"] = {"token": token, "nama": value.name}
        return context


class TitipField(forms.FileField):
    """A file that need not be chosen again when another box of the form was wrong."""

    widget = TitipInput

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
    old = [path for path in paths if timezone.now() - default_storage.get_modified_time(path) > LAMA]
    for path in old:
        default_storage.delete(path)
    return len(old)
