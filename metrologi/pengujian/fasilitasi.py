"""Instruments that the office could not serve and referred elsewhere, over all applications."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import merge
from itertools import islice
from typing import Any

from django.apps import apps

from metrologi.pengujian.baris import BarisPermohonan


class dirujuk:
    """The referred rows of these units, latest first.

    Sliced like a queryset, each procedure asked once a slice.
    """

    def __init__(self, units: Iterable[int]) -> None:
        self.units = list(units)

    def __getitem__(self, part: slice) -> list[Any]:
        found = [
            self._of(model)[: part.stop]
            for model in apps.get_models()
            if issubclass(model, BarisPermohonan)
        ]
        rows = merge(*found, key=lambda row: row.perkara.created_at, reverse=True)
        return list(islice(rows, part.start, part.stop))

    def _of(self, model: Any) -> Any:
        rows = model.objects.filter(
            kaji=BarisPermohonan.Kaji.DIRUJUK, perkara__uml_id__in=self.units
        )
        return rows.select_related("perkara__pemilik", "uttp__jenis", "rujukan").order_by(
            "-perkara__created_at", "pk"
        )
