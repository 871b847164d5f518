"""Telephone numbers in every spelling become one."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from metrologi.accounts.telepon import normal, samar, tampil


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "6281234567890",
        "+6281234567890",
        "+62 812-3456-7890",
        " 81234567890 ",
        "(0812) 3456.7890",
        "0812\u20113456\u20117890",
        "\u202a+62 812-3456-7890\u202c",
        "\u2066081234567890\u2069",
        "+62\u200b81234567890",
        "\ufeff081234567890",
        "tel:+6281234567890",
        "0062 812 3456 7890",
    ],
)
def test_every_spelling_is_one_number(text):
    assert normal(text) == "+6281234567890"


def test_a_short_number_with_the_country_code_is_no_landline():
    assert normal("62811443012") == "+62811443012"


def test_a_landline_is_a_number_too():
    assert normal("(0714) 322447") == "+62714322447"


def test_nothing_stays_nothing():
    assert normal("") == normal("   ") == ""


@pytest.mark.parametrize(
    "text", ["12", "telepon", "0812", "+62", "08123456789012345678", "0812345678a"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValidationError):
        normal(text)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_a_clear_refusal(text):
    try:
        number = normal(text)
    except ValidationError as error:
        assert "telepon" in error.messages[0]
    else:
        assert number == "" or normal(number) == number


def test_a_number_is_shown_the_national_way_and_hidden_in_lists():
    assert tampil("+6281234567890") == "0812-3456-7890"
    assert samar("+6281234567890") == "+62812****7890"
    assert samar("") == ""


@pytest.mark.parametrize("text", ["0812 3456 7890 (Budi)", "kantor 0714", "112", ""])
def test_what_is_no_number_is_shown_as_it_was_typed(text):
    assert tampil(text) == text
