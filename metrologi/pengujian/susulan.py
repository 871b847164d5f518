"""A SKHP asked for after a case was finished: which results still allow one, and why not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from metrologi.cerapan import sambungan, surat
from metrologi.cerapan.models import Pengujian
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import today
from metrologi.uttp.masa_berlaku import TanpaAturan, aturan_pada, berlaku_sampai

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from metrologi.pengujian.baris import BarisUji
    from metrologi.pengujian.models import PerkaraUji
    from metrologi.uttp.models import AturanMasaBerlaku, JenisUttp


def calon(case: PerkaraUji) -> list[tuple[BarisUji, str]]:
    """The rows that passed, each with why no SKHP can follow, "" where one can.

    Two queries, and one a further day of tests.
    """
    rows = [i for i in case.diterima() if i.hasil == i.Hasil.SAH and i.pengujian]
    tests = {t.pk: t for t in _dibaca([i.pengujian_id for i in rows])}
    berlaku = cache(aturan_pada)
    return [
        (i, _alasan(test) or _habis(i.uttp.jenis, test.tanggal, berlaku))
        for i in rows
        for test in [tests[i.pengujian_id]]
    ]


def periksa(case: PerkaraUji, items: list[BarisUji]) -> None:
    """ValidationError unless every row is of this case and still allows a SKHP.

    Asked under the lock of the case.
    """
    if not items:
        raise ValidationError("Pilih sekurangnya satu UTTP.")
    why = {i.pk: reason for i, reason in calon(case)}
    refused = [
        f"{i.uttp}: {why.get(i.pk, 'hasilnya bukan sah')}." for i in items if why.get(i.pk, "bukan")
    ]
    if refused:
        raise ValidationError(refused)


def _dibaca(keys: list[int]) -> QuerySet[Pengujian]:
    """The tests with what stands against a letter: one that is there already, or a later test."""
    same = Pengujian.objects.filter(uttp=OuterRef("uttp"))
    later = same.filter(
        Q(tanggal__gt=OuterRef("tanggal")) | Q(tanggal=OuterRef("tanggal"), pk__gt=OuterRef("pk"))
    )
    recalled = Pengujian.objects.filter(sambungan.diragukan(), pk=OuterRef("pk"))
    certified = Pengujian.objects.filter(surat.bersurat(), pk=OuterRef("pk"))
    return (
        Pengujian.objects.filter(pk__in=keys)
        .annotate(punya_surat=Exists(certified), diuji_lagi=Exists(later), ditarik=Exists(recalled))
        .order_by("pk")
    )


def _alasan(test: Pengujian) -> str:
    # A letter that was replaced or revoked counts too: a revoked result is not certified by
    # another paper.
    if test.punya_surat:
        return "sudah punya surat"
    if test.diuji_lagi:
        return "sudah diuji lagi sesudahnya"
    return "hasilnya ditarik karena standarnya diragukan" if test.ditarik else ""


def _habis(
    jenis: JenisUttp, diuji: date, berlaku: Callable[[date], list[AturanMasaBerlaku]]
) -> str:
    """Why the mark is no longer valid, "" if it is; validity runs from the day of the test."""
    try:
        until = berlaku_sampai(jenis, diuji, berlaku(diuji))[0]
    except TanpaAturan as error:
        return str(error).rstrip(".")
    return f"masa berlakunya habis {tanggal(until)}" if until and until < today() else ""
