"""Which passwords are taken, and how the boxes for them behave."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from metrologi.accounts.checks import all_views
from metrologi.accounts.models import Uml, User
from metrologi.accounts.sandi import known
from metrologi.portal.errors import SECRET
from tests.kode.sumber import ROOT

KNOWN = [
    "1q2w3e4r5t",
    "starwars123",
    "zghjcnjcegth",
    "password123",
    "!!Sayang2026",
    "QWERTYUIOP",
    "iloveyou12345",
]
OFFICE = [
    "metrologi2026",
    "UPTDMetrologiLegal",
    "penera-tera-ulang",
    "sekayu123456",
    "admin.portal!",
]
TAKEN = [
    "kuda hijau di loteng",
    "8305716294",
    "............q",
    "ÄÖÜ漢字 emoji 🐟🐟",
    "x7" * 32,
    "timbangan adik miring",
]


def officer():
    unit = Uml(nama="UPTD Metrologi Legal Sekayu", kota="Sekayu", kode="muba")
    return User(username="siti.aminah", nama="Siti Aminah", nip="198701012010012001", uml=unit)


@pytest.mark.parametrize("sandi", KNOWN)
def test_a_password_known_from_breaches_is_refused(sandi):
    with pytest.raises(ValidationError) as said:
        validate_password(sandi, officer())
    assert any("bocor" in text or "umum" in text for text in said.value.messages)


@pytest.mark.parametrize("sandi", OFFICE)
def test_the_words_of_the_office_make_no_password(sandi):
    with pytest.raises(ValidationError, match="kantor"):
        validate_password(sandi, officer())


def test_a_short_password_is_refused():
    with pytest.raises(ValidationError, match="10"):
        validate_password("kuda hij9", officer())


@pytest.mark.django_db
def test_a_password_does_not_grow_old(client):
    andi = User.objects.create_user("andi", "andi@contoh.id", TAKEN[0], nama="Andi")
    with time_machine.travel(timezone.now() + timedelta(days=3 * 365)):
        client.post("/akun/masuk/", {"username": "andi", "password": TAKEN[0]})
        assert client.session["_auth_user_id"] == str(andi.pk)


def test_ones_own_number_is_no_password():
    with pytest.raises(ValidationError, match="mirip"):
        validate_password("198701012010012001", officer())


@pytest.mark.parametrize("sandi", TAKEN, ids=ascii)
def test_any_signs_make_a_password(sandi):
    validate_password(sandi, officer())


def test_the_list_of_breaches_is_whole():
    assert len(known()) > 49_000 and {"sayang", "bismillah"} <= known()


def test_three_thousand_of_the_commonest_that_fit_the_rule_are_known():
    lists = known() | CommonPasswordValidator().passwords
    assert sum(len(sandi) >= 10 for sandi in lists) > 3_000


def every_form(base=forms.BaseForm):
    for form in base.__subclasses__():
        yield form
        yield from every_form(form)


def secret_boxes():
    """Form and name of each field that hides what is typed; the pages import all forms."""
    assert all_views()
    return sorted(
        {
            (f"{form.__module__}.{form.__name__}", name, field.widget)
            for form in every_form()
            for name, field in getattr(form, "base_fields", {}).items()
            if isinstance(field.widget, forms.PasswordInput)
            and not form.__module__.startswith("django.")
        },
        key=lambda box: box[:2],
    )


def test_what_a_hidden_box_holds_never_comes_back_in_a_page_nor_loses_a_sign():
    """`SECRET` is how the middleware and the error pages know such a box."""
    boxes = secret_boxes()
    assert len(boxes) >= 12
    assert [(form, name) for form, name, _ in boxes if not SECRET.search(name)] == []


def test_a_password_is_hidden_and_managers_may_fill_it():
    for form, name, widget in secret_boxes():
        assert widget.input_type == "password", form
        assert widget.attrs.get("autocomplete"), (form, name)
        assert not widget.render_value, (form, name)


def test_no_page_forbids_to_paste():
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static").rglob("*.js")]
    ours = [path for path in files if "vendor" not in path.parts]
    assert [p for p in ours if re.search(r"onpaste|[\"']paste[\"']", p.read_text())] == []
