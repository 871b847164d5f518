"""What Django itself has to say of the project, and that every change of a model has its
migration.
"""

from io import StringIO

import pytest
from django.core.management import call_command


def test_the_checks_of_django_and_of_ours_find_nothing():
    told = StringIO()
    call_command("check", stdout=told, fail_level="INFO")
    assert "no issues" in told.getvalue()


@pytest.mark.django_db
def test_no_model_waits_for_a_migration():
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told)
    except SystemExit:
        pytest.fail(told.getvalue())
