"""Several photographs of a visit in one form: each kept once however often it is sent."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from metrologi.clock.now import now
from metrologi.uttp.foto import Foto, olah
from tempat_pakai.kunjungan import FotoKunjungan, Kunjungan

MAKS_FOTO = 20
MAKS_KIRIM = 10


class BanyakInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return (
            files.getlist(name)
            if hasattr(files, "getlist")
            else [files[name]]
            if name in files
            else []
        )


class BanyakField(forms.FileField):
    """Uploads as a list, each looked at as Django looks at one."""

    # With a script each picture is a request of its own.
    widget = BanyakInput(
        attrs={"accept": "image/jpeg,image/png,image/webp,image/heic", "data-satu-satu": ""}
    )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(BanyakField, self).clean(one, initial) for one in data or [None]]


class FotoForm(forms.Form):
    """Pictures with the key that the page made for them.

    `foto` holds those that are pictures, also of a refused form.
    """

    kunci_foto = forms.UUIDField(widget=forms.HiddenInput)
    gambar = BanyakField(
        label="Foto",
        error_messages={"required": "Pilih foto.", "empty": "Berkas foto kosong."},
        help_text=f"Boleh beberapa sekaligus, paling banyak {MAKS_KIRIM} foto sekali kirim.",
    )
    keterangan = forms.CharField(label="Keterangan foto", max_length=160, required=False)

    def __init__(self, *args: Any, visit: Kunjungan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit, self.foto = visit, dict[UUID, Foto]()
        self.fields["kunci_foto"].initial = uuid4()

    def clean_gambar(self) -> list[Any]:
        files, faults = self.cleaned_data["gambar"], []
        if len(files) > MAKS_KIRIM:
            raise ValidationError(
                f"Paling banyak {MAKS_KIRIM} foto sekali kirim; Anda memilih {len(files)}."
            )
        for berkas in files if "kunci_foto" in self.cleaned_data else ():
            try:
                picture = olah(berkas)
            except ValidationError as error:
                faults.append(f"{berkas.name}: {error.messages[0]}")
            else:
                self.foto[self._kunci(picture)] = picture
        if faults:
            raise ValidationError(faults)
        return files

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "keterangan" in self.errors:
            self.foto = {}
        room = MAKS_FOTO - self.visit.foto.exclude(kunci__in=self.foto).count()
        if len(self.foto) > room:
            self.foto = {}
            self.add_error(
                "gambar",
                f"Satu kunjungan memuat paling banyak {MAKS_FOTO} foto; masih ada tempat untuk "
                f"{room}.",
            )
        return data

    def _kunci(self, picture: Any) -> UUID:
        """The key of a picture, from the page's key and its bytes: sent again, it is the same."""
        body: bytes = picture.read()
        picture.seek(0)
        return uuid5(self.cleaned_data["kunci_foto"], hashlib.sha256(body).hexdigest())

    def simpan(self) -> int:
        """Keep every picture; returns how many of this form are kept now."""
        words = self.cleaned_data.get("keterangan", "") if self.foto else ""
        known = set(
            FotoKunjungan.objects.filter(kunci__in=self.foto).values_list("kunci", flat=True)
        )
        for kunci, picture in self.foto.items():
            if kunci not in known:
                self._simpan(kunci, picture, words)
        return len(self.foto)

    def _simpan(self, kunci: UUID, picture: Foto, words: str) -> None:
        try:
            with transaction.atomic():
                FotoKunjungan.objects.create(
                    kunjungan=self.visit,
                    kunci=kunci,
                    gambar=picture,
                    keterangan=words,
                    diambil=picture.diambil or now(),
                )
        except IntegrityError:
            # The twin of a retried upload won; the picture is there.
            return
