"""A SKHP asked for after the case was finished: which results still allow one, and why the others do not."""
from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q

from metrologi.cerapan import sambungan
from metrologi.cerapan.models import Pengujian
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import today
from metrologi.uttp.masa_berlaku import TanpaAturan, aturan_pada, berlaku_sampai

HINT = ("Pemilik meminta SKHP setelah pelayanan selesai. Konsep dibuat dari cerapan yang sama; masa berlakunya dihitung dari "
        "hari pengujian.")


def calon(case: Any) -> list[tuple[Any, str]]:
    """The rows that passed, each with why no SKHP can follow, "" where one can; two queries, and one a further day of tests."""
    rows = [i for i in case.diterima() if i.hasil == i.Hasil.SAH and i.pengujian]
    tests = {t.pk: t for t in _dibaca([i.pengujian_id for i in rows])}
    berlaku = cache(aturan_pada)
    return [(i, _alasan(test) or _habis(i.uttp.jenis, test.tanggal, berlaku))
            for i in rows for test in [tests[i.pengujian_id]]]


def periksa(case: Any, items: list[Any]) -> None:
    """ValidationError unless every row is of this case and still allows a SKHP; asked under the lock of the case."""
    if not items:
        raise ValidationError("Pilih sekurangnya satu UTTP.")
    why = {i.pk: reason for i, reason in calon(case)}
    refused = [f"{i.uttp}: {why.get(i.pk, 'hasilnya bukan sah')}." for i in items if why.get(i.pk, "bukan")]
    if refused:
        raise ValidationError(refused)


def _dibaca(keys: list[int]) -> Any:
    """The tests with what stands against a letter: one that is there already, or a later test."""
    same = Pengujian.objects.filter(uttp=OuterRef("uttp"))
    later = same.filter(Q(tanggal__gt=OuterRef("tanggal")) | Q(tanggal=OuterRef("tanggal"), pk__gt=OuterRef("pk")))
    recalled = Pengujian.objects.filter(sambungan.diragukan(), pk=OuterRef("pk"))
    return Pengujian.objects.filter(pk__in=keys).annotate(
        surat_n=Count("surat"), diuji_lagi=Exists(later), ditarik=Exists(recalled)).order_by("pk")


def _alasan(test: Any) -> str:
    # A letter that was replaced or revoked counts too: a revoked result is not certified by another paper.
    if test.surat_n:
        return "sudah punya surat"
    if test.diuji_lagi:
        return "sudah diuji lagi sesudahnya"
    return "hasilnya ditarik karena standarnya diragukan" if test.ditarik else ""


def _habis(jenis: Any, diuji: Any, berlaku: Callable[[Any], list[Any]]) -> str:
    """The validity runs from the day of the test, not from the wish."""
    try:
        until = berlaku_sampai(jenis, diuji, berlaku(diuji))[0]
    except TanpaAturan as error:
        return str(error).rstrip(".")
    return f"masa berlakunya habis {tanggal(until)}" if until and until < today() else ""
