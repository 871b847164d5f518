"""Every form declares the boxes that a person has looked at: order, words, limits, refusals.

`kolom/<app>.txt` holds them. What a form adds for a case at hand is asked by the tests of its app.
"""

import os
from pathlib import Path

import pytest
from django.apps import apps

from tests.kode.sumber import PACKAGES
from tests.pages.kotak_isian import columns, every_form

FOLDER = Path(__file__).with_name("kolom")
RENEW = "UBAH_KOLOM=1 bin/test tests/pages/test_kolom.py"
FORMS = every_form(PACKAGES)
NAMES = [config.name for config in apps.get_app_configs()]


def app_of(name):
    """The longest name of an app that the dotted name of a class begins with."""
    return max((app for app in NAMES if name.startswith(f"{app}.")), key=len)


APPS = sorted({app_of(name) for name in FORMS})


@pytest.mark.parametrize("app", APPS)
def test_the_forms_of_an_app_declare_what_was_looked_at(app):
    now = [line for name, form in FORMS.items() if app_of(name) == app for line in columns(form)]
    file = FOLDER / f"{app}.txt"
    if os.environ.get("UBAH_KOLOM"):
        file.write_text("\n".join(now) + "\n")
    kept = file.read_text().splitlines() if file.exists() else []
    assert now == kept, f"wanted? then `{RENEW}`, and read the diff"


def test_no_file_is_kept_of_an_app_without_forms():
    assert sorted(file.stem for file in FOLDER.glob("*.txt")) == APPS
