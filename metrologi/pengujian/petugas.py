"""The box of a form in which a crew is chosen: each person with what waits for them already."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms

from metrologi.clock.now import today
from metrologi.pengujian import kalender

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from metrologi.accounts.models import Uml, User
    from metrologi.pengujian.kalender import Tugas

# How far ahead a load is counted.
HARI = 30


def absen(tasks: Iterable[Tugas]) -> dict[int, str]:
    """Why somebody is not at work on some of these days, by the key of the person."""
    found: dict[int, str] = {}
    for each in tasks:
        for person in each.orang if each.sebab else ():
            found[person] = ", ".join(filter(None, (found.get(person), each.sebab)))
    return found


class PetugasField(forms.ModelMultipleChoiceField):
    """Who goes out; `beban` maps primary keys to the number of tasks, `absen` to why and when that
    person is not at work."""

    beban: Mapping[int, int] = MappingProxyType({})
    absen: Mapping[int, str] = MappingProxyType({})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=forms.CheckboxSelectMultiple, **kwargs)

    def kenali(self, uml: Uml, kecuali: tuple[str, int] | None, sampai: date | None) -> None:
        """Read what waits for everybody in the coming days, and to the last day of the plan; but
        not the case `kecuali`."""
        first = today()
        last = first + timedelta(days=HARI - 1)
        found = kalender.tugas(uml, first, max(last, sampai or last), kecuali)
        sent = [t for t in found if not t.sebab and t.mulai <= last]
        self.beban = Counter(person for each in sent for person in each.orang)
        self.absen = absen(found)

    def label_from_instance(self, obj: User) -> str:
        who = f"{obj.nama}, {obj.jabatan}" if obj.jabatan else str(obj.nama)
        count = self.beban.get(obj.pk, 0)
        load = f"{f'{count} tugas' if count else 'belum ada tugas'} dalam {HARI} hari ini"
        return " · ".join(filter(None, (who, load, self.absen.get(obj.pk))))
