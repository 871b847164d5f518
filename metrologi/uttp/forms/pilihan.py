"""Choices that are too many for a flat list: desa by kecamatan, kinds by family."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms

from metrologi.uttp.models import JenisUttp, Tempat, Wilayah
from metrologi.uttp.models.wilayah import Tingkat


def kecamatan() -> Any:
    """Every kecamatan, by name."""
    return Wilayah.objects.filter(tingkat=Tingkat.KECAMATAN).order_by("kode")


def desa(di: Wilayah | None = None) -> Any:
    """Every desa, of one kecamatan where it is given."""
    rows = Wilayah.objects.filter(tingkat=Tingkat.DESA).order_by("kode").select_related("induk")
    return rows.filter(induk=di) if di else rows


class DesaIterator(forms.models.ModelChoiceIterator):
    """Without JavaScript all desa are offered, grouped under their kecamatan."""

    def __iter__(self) -> Any:
        yield ("", self.field.empty_label)
        for kec, rows in groupby(self.queryset.all(), key=lambda row: row.induk.nama):
            yield (f"Kecamatan {kec}", [self.choice(row) for row in rows])


class DesaField(forms.ModelChoiceField):
    """A desa, grouped under its kecamatan."""

    iterator = DesaIterator

    def label_from_instance(self, obj: Wilayah) -> str:
        return obj.nama


class KecamatanField(forms.ModelChoiceField):
    """A kecamatan."""

    def label_from_instance(self, obj: Wilayah) -> str:
        return obj.nama


class TempatField(forms.ModelChoiceField):
    """A place, shown with its business; the form that uses it sets the queryset."""

    def __init__(self) -> None:
        super().__init__(
            Tempat.objects.none(),
            label="Tempat alat",
            empty_label="Pilih tempat",
            error_messages={
                "required": "Pilih tempat alat dipakai.",
                "invalid_choice": "Pilih tempat dari daftar.",
            },
        )

    def label_from_instance(self, obj: Tempat) -> str:
        return f"{obj.pemilik.nama} — {obj.nama}"


class JenisIterator(forms.models.ModelChoiceIterator):
    """Kinds under the family at the root of their path."""

    def __iter__(self) -> Any:
        yield ("", self.field.empty_label)
        names = dict(JenisUttp.objects.filter(induk=None).values_list("kode", "nama"))
        for root, rows in groupby(self.queryset.all(), key=lambda row: row.jalur.split("/")[0]):
            yield (names.get(root, root), [self.choice(row) for row in rows])


class JenisField(forms.ModelChoiceField):
    """A kind, posted and linked by its code."""

    iterator = JenisIterator

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "Pilih jenis alat")
        super().__init__(
            JenisUttp.objects.pilihan(),
            to_field_name="kode",
            label=kwargs.pop("label", "Jenis UTTP"),
            error_messages={
                "required": "Pilih jenis alat.",
                "invalid_choice": "Pilih jenis dari daftar.",
            },
            **kwargs,
        )
