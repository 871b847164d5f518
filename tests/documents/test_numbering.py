"""Numbers without gaps and without twins, in the pattern the unit chose."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from metrologi.accounts.models import Uml
from metrologi.clock.calendar import WIB
from metrologi.documents import numbering, pola
from metrologi.documents.models import Dokumen, Penghitung, PolaNomor

MARET = dt.datetime(2026, 3, 17, 13, 5, tzinfo=WIB)
PATTERN = "{klasifikasi}/{urut:04}/{unit}/{bulan_romawi}/{tahun}"


def test_the_pattern_is_filled_with_the_year_and_month_in_jakarta(uml):
    last_hour_of_the_year_in_london = dt.datetime(2025, 12, 31, 18, tzinfo=dt.UTC)
    assert pola.fill(PATTERN, uml=uml, urut=7, at=MARET) == "500.2.3.15/0007/UJI/III/2026"
    assert pola.fill(PATTERN, uml=uml, urut=1, at=last_hour_of_the_year_in_london).endswith(
        "/I/2026"
    )


def test_an_unknown_classification_leaves_no_empty_part():
    assert pola.fill(PATTERN, uml=Uml(kode="uji"), urut=7, at=MARET) == "0007/UJI/III/2026"


@pytest.mark.parametrize(
    "pattern, words",
    [
        ("{urut}/{tahun", "tidak berpasangan"),
        ("{nomor}/{tahun}", "tidak dikenal"),
        ("{urut}/{bulan}", "{tahun}"),
        ("SKHP/{tahun}", "{urut}"),
        ("{urut}/{urut}/{tahun}", "tepat satu kali"),
        ("{urut.__class__}/{tahun}", "tidak dikenal"),
        ("{}/{tahun}", "tidak dikenal"),
        ("{urut!r}/{tahun}", "lebar"),
        ("{urut:9999}/{tahun}", "lebar"),
        ("{urut:{tahun}}/{tahun}", "lebar"),
        ("x" * 70 + "{urut:08}/{tahun}", "lebih panjang"),
    ],
)
def test_a_bad_pattern_is_explained(pattern, words):
    assert words in pola.problem(pattern)


@pytest.mark.parametrize("pattern", [PATTERN, "{urut}/{tahun}", "SKHP-{urut:05}.{bulan}.{tahun}"])
def test_a_good_pattern_passes(pattern):
    assert pola.problem(pattern) == ""


def test_the_longest_pattern_still_fills_into_the_column_of_a_paper():
    """A pattern may give 80 characters with codes of 15; the codes of a unit may be longer."""
    fields = "{klasifikasi}{unit}{bulan_romawi}{bulan}{urut:08}{tahun}"
    longest = "x" * (80 - 15 - 15 - 4 - 2 - 8 - 4) + fields
    assert pola.problem(longest) == ""
    assert "lebih panjang dari 80" in pola.problem("x" + longest)
    unit = Uml(kode="u" * 40, kode_klasifikasi="5" * 30)
    august = MARET.replace(month=8)
    number = pola.fill(longest, uml=unit, urut=1, at=august)
    assert len(number) == Dokumen._meta.get_field("nomor").max_length


def test_two_kinds_of_paper_cannot_share_a_pattern(uml):
    PolaNomor.objects.create(uml=uml, code="a", pola="{urut}/{tahun}")
    with pytest.raises(ValidationError, match="bernomor sama"):
        PolaNomor(uml=uml, code="b", pola="{urut}/{tahun}").full_clean()


def test_numbers_count_per_code_unit_and_year(uml):
    other = Uml.objects.create(kode="lain", nama="Lain")
    next_year = MARET.replace(year=2027)
    asked = [
        (uml, "a", MARET),
        (uml, "a", MARET),
        (uml, "b", MARET),
        (other, "a", MARET),
        (uml, "a", next_year),
    ]
    taken = [numbering.take(unit, code, "{urut}/{tahun}", at) for unit, code, at in asked]
    assert taken == ["1/2026", "2/2026", "1/2026", "1/2026", "1/2027"]


def test_the_units_own_pattern_wins(uml):
    PolaNomor.objects.create(uml=uml, code="a", pola="X-{urut:03}-{tahun}")
    assert numbering.take(uml, "a", PATTERN, MARET) == "X-001-2026"


@pytest.mark.django_db(transaction=True)
def test_a_number_needs_a_transaction(uml):
    with pytest.raises(RuntimeError, match="transaksi"):
        numbering.take(uml, "a", PATTERN, MARET)


def test_a_rollback_gives_the_number_back(uml):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        numbering.take(uml, "a", PATTERN, MARET)
        raise ZeroDivisionError
    assert numbering.draw(uml, "a", PATTERN, MARET).urut == 1


@pytest.mark.django_db(transaction=True)
def test_racing_threads_lose_no_number_even_when_some_roll_back(uml):
    threads, rounds = 8, 5
    start = Barrier(threads)

    def worker(n):
        kept = []
        try:
            start.wait()
            for turn in range(rounds):
                try:
                    with transaction.atomic():
                        number = numbering.draw(uml, "a", PATTERN, MARET).urut
                        if (n + turn) % 3 == 0:
                            raise ZeroDivisionError
                    kept.append(number)
                except ZeroDivisionError:
                    pass
        finally:
            connection.close()
        return kept

    with ThreadPoolExecutor(threads) as pool:
        taken = sorted(number for kept in pool.map(worker, range(threads)) for number in kept)
    assert taken == list(range(1, len(taken) + 1))
    assert Penghitung.objects.get().urut == len(taken)
