"""Browsers of people who look at every page, and a stage that a module sets once."""

import logging
from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import override_settings

from tests.anggaran import Client
from tests.office import Office

BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Thousands of refusals are what these tests ask for.

    Their log lines would bury the one that matters.
    """
    caplog.set_level(logging.ERROR, "django.request")
    caplog.set_level(logging.ERROR, "django.security")


@pytest.fixture
def masuk():
    """`masuk(user)`: a browser of that person.

    A mistake of ours comes back as a page, not as an exception.
    """

    def sign_in(user=None, **options):
        client = Client(raise_request_exception=False, **options)
        if user:
            client.force_login(user, backend=BACKEND)
        return client

    return sign_in


@pytest.fixture(scope="module")
def panggung(request, django_db_setup, django_db_blocker, tmp_path_factory, unpainted):
    """What the module's `panggung_isi(office)` makes, once.

    Its tests run inside the same transaction and undo their own.
    """
    folder = tmp_path_factory.mktemp("panggung")
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(MEDIA_ROOT=folder),
    ):
        yield SimpleNamespace(folder=folder, **request.module.panggung_isi(Office()))
        transaction.set_rollback(True)


@pytest.fixture
def dari_panggung(panggung, settings):
    """`dari_panggung(name)`: a copy of one thing of the stage, for this test alone."""
    settings.MEDIA_ROOT = panggung.folder
    return lambda name: deepcopy(getattr(panggung, name))
