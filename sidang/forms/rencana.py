"""The form that plans the sidang of a half year: a day for each proposed place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms

from metrologi.clock.now import today
from sidang.forms.sidang import jam_field, tanggal_field
from sidang.semester import Semester, Usul

if TYPE_CHECKING:
    from datetime import date


class RencanaForm(forms.Form):
    """A date for each proposed place; those left empty are not planned."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    jam_mulai = jam_field(label="Mulai", initial="08:00")
    jam_selesai = jam_field(label="Selesai", initial="14:00")

    def __init__(self, *args: Any, usulan: list[Usul], semester: Semester, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usulan, self.semester = usulan, semester
        self.fields["kunci"].initial = uuid4
        for place in usulan:
            if place.sidang is None:
                self.fields[f"tanggal_{place.kunci}"] = tanggal_field(
                    label=f"Hari sidang di {place.lokasi}", required=False
                )

    def _rows(self, perlu: bool) -> list[tuple[Usul, forms.BoundField | None]]:
        return [
            (place, self[f"tanggal_{place.kunci}"] if place.sidang is None else None)
            for place in self.usulan
            if place.perlu == perlu
        ]

    def utama(self) -> list[tuple[Usul, forms.BoundField | None]]:
        """Where something expires, somebody came last year, or a sidang is planned."""
        return self._rows(True)

    def lain(self) -> list[tuple[Usul, forms.BoundField | None]]:
        return self._rows(False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            data.get("jam_mulai")
            and data.get("jam_selesai")
            and data["jam_selesai"] <= data["jam_mulai"]
        ):
            self.add_error("jam_selesai", "Jam selesai harus sesudah jam mulai.")
        days = {name: day for name, day in data.items() if name.startswith("tanggal_") and day}
        for name, day in days.items():
            if not max(self.semester.awal, today()) <= day <= self.semester.akhir:
                self.add_error(name, f"Pilih hari mulai hari ini dalam {self.semester}.")
        if self._hilang():
            self.add_error(
                None,
                "Sebuah tempat yang Anda beri hari sudah direncanakan atau tidak diusulkan lagi. "
                "Periksa daftarnya, lalu kirim lagi.",
            )
        if not days and not any(name.startswith("tanggal_") for name in self.errors):
            self.add_error(None, "Isi hari sekurangnya untuk satu tempat.")
        return data

    def _hilang(self) -> bool:
        """Whether a day was typed for a place that this list no longer offers."""
        typed = (name for name, value in self.data.items() if value.strip())
        return any(name.startswith("tanggal_") and name not in self.fields for name in typed)

    def terpilih(self) -> list[tuple[Usul, date]]:
        found = ((p, self.cleaned_data.get(f"tanggal_{p.kunci}")) for p in self.usulan)
        return [(place, day) for place, day in found if day]
