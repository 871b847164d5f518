"""How long a mark is valid: the rule of the kind on the day of the test, and its arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from metrologi.clock.indonesia import tanggal
from metrologi.uttp.models import AturanMasaBerlaku, JenisUttp
from metrologi.uttp.models.jenis import Cara


class TanpaAturan(LookupError):
    """No rule of the kind or its families is in force on that day.

    The message is for the officer.
    """


def aturan(jenis: JenisUttp, day: date) -> AturanMasaBerlaku | None:
    """The rule in force on `day`: the kind's own before its families', the youngest first.

    Source: Permendag 24/2024.
    """
    return _untuk(
        jenis,
        AturanMasaBerlaku.objects.pada(day)
        .filter(jenis__kode__in=jenis.silsilah)
        .select_related("jenis"),
    )


def aturan_pada(day: date) -> list[AturanMasaBerlaku]:
    """Every rule in force on `day`, for whoever asks about many kinds."""
    return list(AturanMasaBerlaku.objects.pada(day).select_related("jenis"))


def _untuk(jenis: JenisUttp, rules: Iterable[AturanMasaBerlaku]) -> AturanMasaBerlaku | None:
    rank = {kode: n for n, kode in enumerate(jenis.silsilah)}
    mine = [rule for rule in rules if rule.jenis.kode in rank]
    return min(
        mine, key=lambda rule: (rank[rule.jenis.kode], -rule.mulai.toordinal()), default=None
    )


def aturan_semua(day: date) -> dict[int, AturanMasaBerlaku]:
    """The rule of every kind on `day`, by primary key of the kind, with one query of the table."""
    rules = list(AturanMasaBerlaku.objects.pada(day).select_related("jenis").order_by("mulai"))
    by_kode = {rule.jenis.kode: rule for rule in rules}
    found = {
        j.pk: next((by_kode[k] for k in j.silsilah if k in by_kode), None)
        for j in JenisUttp.objects.all()
    }
    return {pk: rule for pk, rule in found.items() if rule}


def berlaku_sampai(
    jenis: JenisUttp, tanggal_uji: date, rules: list[AturanMasaBerlaku] | None = None
) -> tuple[date | None, AturanMasaBerlaku]:
    """The last day of validity of a mark set on `tanggal_uji` (None: no end), and the rule.

    `rules` are those of that day if the caller has read them already. Raises TanpaAturan.
    """
    rule = aturan(jenis, tanggal_uji) if rules is None else _untuk(jenis, rules)
    if rule is None:
        raise TanpaAturan(
            f"Belum ada aturan masa berlaku {jenis.nama} untuk {tanggal(tanggal_uji)}."
        )
    return akhir(rule, tanggal_uji), rule


def akhir(rule: AturanMasaBerlaku, tanggal_uji: date) -> date | None:
    """The last day alone, without a query.

    It is n years later (29 February gives 28), or the fixed day of the n-th year after.
    """
    if rule.tahun is None:
        return None
    if rule.cara == Cara.TANGGAL_TETAP:
        return date(tanggal_uji.year + rule.tahun, rule.bulan_tetap, rule.hari_tetap)
    return tambah_tahun(tanggal_uji, rule.tahun)


def tambah_tahun(day: date, tahun: int) -> date:
    """The same day `tahun` years later; the 28th where that year has no 29 February."""
    try:
        return day.replace(year=day.year + tahun)
    except ValueError:
        return date(day.year + tahun, 2, 28)
