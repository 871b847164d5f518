"""Up to twenty instruments of one place at once, typed or pasted from a spreadsheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from metrologi.uttp.cari import lipat
from metrologi.uttp.forms.alat import KELAS, IdentitasForm, kembaran, pesan_kembar
from metrologi.uttp.forms.pilihan import TempatField
from metrologi.uttp.models import JenisUttp

BANYAK = 20
KOLOM = ("jenis", "merek", "tipe", "nomor_seri", "kapasitas_maks", "satuan", "e", "kelas")


class BarisForm(IdentitasForm):
    """One row; the kinds are read once for the whole grid, not once a row."""

    def __init__(self, *args: Any, pilihan_jenis: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jenis"].widget.choices = pilihan_jenis
        self.fields["kelas"].choices = [("", "–"), *KELAS[1:]]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = (
                "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            )
            field.widget.attrs["aria-label"] = (
                f"{field.label or name.capitalize()} baris {self._nomor()}"
            )

    def _nomor(self) -> int:
        tail = (self.prefix or "").rpartition("-")[2]
        return int(tail) + 1 if tail.isdecimal() else 1


class BarisFormSet(BaseFormSet):
    """The rows of the grid; empty ones are left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["form_kwargs"] = {"pilihan_jenis": list(BarisForm.base_fields["jenis"].choices)}
        super().__init__(*args, **kwargs)
        self.pemilik: Any = None

    def terisi(self) -> list[BarisForm]:
        """The rows in which something was typed."""
        return [f for f in self.forms if f.has_changed() and f.is_valid()]

    def clean(self) -> None:
        """Something must be entered, and no instrument twice."""
        if any(self.errors):
            return
        rows = self.terisi()
        if not rows:
            raise forms.ValidationError("Isi sekurangnya satu baris.")
        seen: set[tuple[str, ...]] = set()
        for form in rows:
            self._sekali(form, seen)

    def _sekali(self, form: BarisForm, seen: set[tuple[str, ...]]) -> None:
        jenis, merek, seri = (form.cleaned_data[n] for n in ("jenis", "merek", "nomor_seri"))
        identity = (jenis.kode, lipat(merek), lipat(seri))
        if identity[2] and identity in seen:
            form.add_error("nomor_seri", "Nomor seri ini sudah ada pada baris lain.")
        elif self.pemilik and (kembar := kembaran(self.pemilik.uml_id, jenis, merek, seri)):
            form.add_error("nomor_seri", pesan_kembar(kembar, self.pemilik.pk))
        seen.add(identity)


Baris = formset_factory(
    BarisForm, formset=BarisFormSet, extra=5, max_num=BANYAK, absolute_max=BANYAK, validate_max=True
)


class GridForm(forms.Form):
    """What all rows share, and the box for pasting."""

    tempat = TempatField()
    tempel = forms.CharField(
        label="Tempel dari Excel",
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Urutan kolom: jenis, merek, tipe, nomor seri, kapasitas, satuan, e, kelas.",
    )

    def __init__(self, *args: Any, tempat: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tempat"].queryset = tempat


def dari_tempelan(teks: str) -> list[dict[str, str]]:
    """Rows of the grid from tab- or semicolon-separated lines.

    An unknown kind stays empty for the person to choose.
    """
    names = {
        lipat(nama): kode for kode, nama in JenisUttp.objects.pilihan().values_list("kode", "nama")
    }
    names |= {lipat(kode): kode for kode in list(names.values())}
    rows = []
    for line in filter(str.strip, teks.replace("\x00", "").splitlines()[:BANYAK]):
        cells = [c.strip()[:60] for c in (line.split("\t") if "\t" in line else line.split(";"))]
        row = dict(zip(KOLOM, cells, strict=False))
        row["jenis"] = names.get(lipat(row.get("jenis", "")), "")
        rows.append(row)
    return rows
