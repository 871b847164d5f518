"""What a person may type where a number is asked, and the sentence that answers everything else."""
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from metrologi.uttp.fields import AngkaField, baca_angka, tulis_angka

READ = [
    ("30", "30"), ("0,01", "0.01"), ("0.01", "0.01"), (",5", "0.5"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"),
    ("1.000.000", "1000000"), ("1,000,000", "1000000"), ("12500", "12500"), (" 1 500 ", "1500"), ("-0,25", "-0.25"),
    ("−2", "-2"), ("+3", "3"), ("0.001", "0.001"), ("10,005", "10.005"), ("1234.567", "1234.567"),
    ("1.000,000", "1000"),
]


@pytest.mark.parametrize(("teks", "nilai"), READ)
def test_comma_point_and_groups_are_read_exactly(teks, nilai):
    assert baca_angka(teks) == Decimal(nilai)


@pytest.mark.parametrize("teks", ["1.000", "15.000", "999.999", "-1.500"])
def test_a_point_before_three_digits_is_asked_back(teks):
    with pytest.raises(ValidationError, match="dua hal"):
        AngkaField().clean(teks)


def test_a_display_with_a_point_can_be_read_as_it_stands():
    assert AngkaField(titik_desimal=True).clean("1.000") == Decimal(1)


NONSENSE = ["tiga puluh", "30kg", "1e5", "NaN", "Infinity", "1,2,3", "1.2.3", "١٢", "--1", ".", "💥", "1_000"]


@pytest.mark.parametrize("teks", NONSENSE)
def test_letters_and_tricks_get_a_sentence(teks):
    with pytest.raises(ValidationError, match="Tulis angka"):
        AngkaField().clean(teks)


IMPOSSIBLE = [("9" * 10, "terlalu besar"), ("9" * 400, "terlalu panjang"), ("0,0000001", "di belakang koma"),
              ("1\x002", "Tulis ulang")]


@pytest.mark.parametrize(("teks", "pesan"), IMPOSSIBLE)
def test_impossible_numbers_are_refused_in_words(teks, pesan):
    with pytest.raises(ValidationError, match=pesan):
        AngkaField().clean(teks)


def test_bounds_are_named():
    with pytest.raises(ValidationError, match="Paling kecil 0,5"):
        AngkaField(min_value=Decimal("0.5")).clean("0,4")


def test_empty_is_none_or_asked():
    assert AngkaField(required=False).clean("  ") is None
    with pytest.raises(ValidationError, match="Isi angkanya"):
        AngkaField().clean("")


@pytest.mark.parametrize("nilai", ["0.010000", "1.000000", "30", "1500.5", "0", "-0.25", "100", "1E+3"])
def test_what_is_printed_can_be_typed_again(nilai):
    assert baca_angka(tulis_angka(Decimal(nilai))) == Decimal(nilai)
