"""Form fields that several rooms share: a day, a penera, serials, a certificate's file."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import Role
from metrologi.documents.unggahan import pdf
from metrologi.perlengkapan.akses import petugas
from metrologi.perlengkapan.segel.seri import SeriSalah, baca
from metrologi.uttp.foto import olah

# In bytes.
TERBESAR = 10 * 1024 * 1024


def tanggal_field(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Pilih tanggal yang benar.", "required": "Isi tanggalnya."},
        **kwargs,
    )


class PeneraField(forms.ModelChoiceField):
    """Somebody who is penera at the unit today."""

    def __init__(self, uml: Uml | int, label: str = "Penera") -> None:
        people = [u.pk for u in petugas(uml, Role.PENERA)]
        super().__init__(
            User.objects.filter(pk__in=people).order_by("nama", "pk"),
            label=label,
            empty_label="(pilih penera)",
            error_messages={
                "required": "Pilih penera.",
                "invalid_choice": "Pilih penera kantor ini.",
            },
        )


class NomorField(forms.CharField):
    """Serials as a list of numbers and ranges; comes out as a list of single numbers."""

    def __init__(self, label: str = "Nomor seri", **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Misalnya: MB-0001 s.d. MB-0050, MB-0061")
        super().__init__(
            label=label,
            max_length=20_000,
            widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
            error_messages={"required": "Tulis nomornya."},
            **kwargs,
        )

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        try:
            return baca(text)
        except SeriSalah as error:
            raise forms.ValidationError(str(error)) from error


class BerkasField(forms.FileField):
    """A certificate as PDF, or photographed; a photograph comes out clean of its metadata."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"})
    default_error_messages: ClassVar[dict[str, str]] = {
        "required": "Pilih berkasnya.",
        "empty": "Berkas kosong.",
        "invalid": "Unggah berkas PDF atau foto.",
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file or file is initial:
            return file
        if file.size > TERBESAR:
            raise forms.ValidationError("Berkas terlalu besar; paling besar 10 MB.")
        return _pdf(file) if file.read(5) == b"%PDF-" else olah(file)


def _pdf(file: UploadedFile) -> ContentFile:
    """The PDF as it is, once it is known to open. Raises ValidationError."""
    """The certificate as it came: its signature would not survive cleaning."""
    pdf(file, "sound")
    file.seek(0)
    return ContentFile(file.read(), name="sertifikat.pdf")
