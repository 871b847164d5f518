"""What a person may type where a number is asked, and the sentence that answers everything else."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from metrologi.bkd.tulisan import baca_angka, tulis_angka
from metrologi.uttp.fields import AngkaField

READ = [
    ("30", "30"),
    ("0,01", "0.01"),
    ("0.01", "0.01"),
    (",5", "0.5"),
    ("1.234,5", "1234.5"),
    ("1,234.5", "1234.5"),
    ("1.000.000", "1000000"),
    ("1,000,000", "1000000"),
    ("12500", "12500"),
    (" 1 500 ", "1500"),
    ("-0,25", "-0.25"),
    ("−2", "-2"),
    ("+3", "3"),
    ("0.001", "0.001"),
    ("10,005", "10.005"),
    ("1234.567", "1234.567"),
    ("1.000,000", "1000"),
]


@pytest.mark.parametrize(("teks", "nilai"), READ)
def test_comma_point_and_groups_are_read_exactly(teks, nilai):
    assert baca_angka(teks) == Decimal(nilai)


@pytest.mark.parametrize("teks", ["1.000", "15.000", "999.999", "-1.500"])
def test_a_point_before_three_digits_is_asked_back(teks):
    with pytest.raises(ValidationError, match="dua hal"):
        AngkaField().clean(teks)


@pytest.mark.parametrize(
    ("teks", "terbesar", "langkah", "nilai"),
    [
        ("5.005", "60", None, "5.005"),
        ("5.000", "60", "0.005", "5"),
        ("5.000", "120000", "20", "5000"),
        ("1.500", "3000", None, None),
        ("5.005", "3", "0.01", None),
    ],
)
def test_a_point_is_read_as_the_only_thing_it_can_mean_on_this_scale(
    teks, terbesar, langkah, nilai
):
    field = AngkaField(
        terbesar=Decimal(terbesar), langkah=Decimal(langkah) if langkah else None, required=False
    )
    if nilai is None:
        with pytest.raises(ValidationError, match="dua hal"):
            field.clean(teks)
    else:
        assert field.clean(teks) == Decimal(nilai)


def test_the_largest_value_of_a_field_tells_too_what_a_point_means():
    assert AngkaField(max_value=100).clean("65.000") == Decimal(65)


def test_a_display_between_two_steps_of_its_scale_is_asked_about():
    with pytest.raises(ValidationError, match="Bukan kelipatan 0,01"):
        AngkaField(langkah=Decimal("0.01")).clean("5,005")


@pytest.mark.parametrize(
    "teks", ["12 5", "5000 5001", "1 5", "15 0", "0,0 5", "1 2 3", "1 0000", "<0,5"]
)
def test_blanks_stand_between_groups_of_three_digits_only(teks):
    with pytest.raises(ValidationError, match="Tulis angka saja"):
        AngkaField().clean(teks)


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("1 000", "1000"),
        ("12 500", "12500"),
        ("1 234,5", "1234.5"),
        ("1\u202f234.5", "1234.5"),
        ("\u202a12,5\u202c", "12.5"),
    ],
)
def test_groups_with_blanks_and_unseen_marks_are_read(teks, nilai):
    assert baca_angka(teks) == Decimal(nilai)


NONSENSE = [
    "tiga puluh",
    "30kg",
    "1e5",
    "NaN",
    "Infinity",
    "1,2,3",
    "1.2.3",
    "١٢",
    "--1",
    ".",
    "💥",
    "1_000",
]


@pytest.mark.parametrize("teks", NONSENSE)
def test_letters_and_tricks_get_a_sentence(teks):
    with pytest.raises(ValidationError, match="Tulis angka"):
        AngkaField().clean(teks)


IMPOSSIBLE = [
    ("9" * 10, "terlalu besar"),
    ("9" * 400, "terlalu panjang"),
    ("0,0000001", "di belakang koma"),
    ("1\x002", "Tulis ulang"),
]


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


@pytest.mark.parametrize(
    "nilai", ["0.010000", "1.000000", "30", "1500.5", "0", "-0.25", "100", "1E+3"]
)
def test_what_is_printed_can_be_typed_again(nilai):
    assert baca_angka(tulis_angka(Decimal(nilai))) == Decimal(nilai)
