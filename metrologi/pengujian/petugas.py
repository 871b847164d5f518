"""The box of a form in which a crew is chosen: each person with what waits for them already."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from metrologi.clock.now import today
from metrologi.pengujian import kalender

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrologi.accounts.models import Uml, User

# How far ahead a load is counted.
HARI = 30


def beban(uml: Uml, kecuali: tuple[str, int] | None = None) -> Counter[int]:
    """How often each person is sent out in the coming days, but for the case `kecuali`."""
    first = today()
    found = kalender.tugas(uml, first, first + timedelta(days=HARI - 1), kecuali)
    return Counter(person for each in found for person in each.orang)


class PetugasField(forms.ModelMultipleChoiceField):
    """Who goes out; `beban` maps primary keys to the number of tasks."""

    beban: Mapping[int, int] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj: User) -> str:
        who = f"{obj.nama}, {obj.jabatan}" if obj.jabatan else str(obj.nama)
        count = self.beban.get(obj.pk, 0)
        return f"{who} · {f'{count} tugas' if count else 'belum ada tugas'} dalam {HARI} hari ini"
