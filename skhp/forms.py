"""The forms of a letter's steps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms

from metrologi.clock.indonesia import ribuan
from metrologi.workflow.forms import StepForm

if TYPE_CHECKING:
    from metrologi.pengujian.baris import BarisUji


class AjukanForm(StepForm):
    """Another name on the letter, which can be set while it is a draft."""

    atas_nama = forms.CharField(label="Surat atas nama", max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            self.fields["atas_nama"].initial = self.case.atas_nama


class TandatanganiBanyakForm(forms.Form):
    """Signs the chosen letters, all with one passphrase."""

    standalone = True
    surat = forms.MultipleChoiceField(
        error_messages={
            "required": "Pilih sekurangnya satu surat.",
            "invalid_choice": "Surat yang dipilih tidak lagi menunggu tanda tangan. Muat ulang "
            "halaman ini.",
        }
    )
    passphrase = forms.CharField(
        label="Passphrase tanda tangan",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "form-control"}),
        error_messages={"required": "Isi passphrase Anda."},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["surat"].choices = choices


class GantiForm(forms.Form):
    """Why a letter is replaced, and in whose name the new one goes out."""

    standalone = True
    alasan = forms.CharField(
        label="Alasan penggantian", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    atas_nama = forms.CharField(label="Surat baru atas nama", max_length=160, required=False)


class RupiahField(forms.Field):
    """Whole rupiah.

    "15000", "15.000" and "Rp15.000,00" are the same amount. Points stand for thousands only.
    """

    default_error_messages = {"invalid": "Tulis jumlah rupiah, misalnya 15.000."}
    SHAPE = re.compile(
        r"(?:rp\.?\s*)?(\d{1,9}|\d{1,3}(?:\.\d{3}){1,2})(?:,00)?", re.ASCII | re.IGNORECASE
    )

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if not (found := self.SHAPE.fullmatch(text)):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(found[1].replace(".", ""))


class TetapkanSkrdForm(forms.Form):
    """An amount for each tested instrument; proposed where one of its kind was charged before."""

    standalone = True

    def __init__(
        self, *args: Any, items: list[Any], usulan: dict[tuple[str, str], int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            last = usulan.get((item.uttp.jenis.kode, item.get_tahap_display()))
            self.fields[f"jumlah_{item.pk}"] = RupiahField(
                label=f"{item.urut}. {item.uttp.jenis} {item.uttp.uraian()}, "
                f"{item.get_tahap_display().lower()}",
                initial=ribuan(last) if last else None,
                help_text="Seperti pada SKRD terakhir untuk jenis ini." if last else "",
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 20}
                ),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.values()):
            self.add_error(None, "Isi tarif sekurangnya satu UTTP.")
        return data

    def jumlah(self, item: BarisUji) -> int:
        return int(self.cleaned_data[f"jumlah_{item.pk}"])
