"""The office of the last release, restored and migrated once; each test undoes what it does."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction

from metrologi.clock.now import at
from tests.acuan import connected_to
from tests.migrasi import kantor_lama


@pytest.fixture(scope="module")
def pindahan(django_db_blocker, tmp_path_factory):
    """The backup in a database of its own, moved on by the real `migrate`; Django works in it.

    `sebelum` and `sesudah` are the rows of all tables before and after.
    """
    folder = tmp_path_factory.mktemp("pindah")
    with (
        django_db_blocker.unblock(),
        kantor_lama.basis_kosong() as name,
        connected_to(name),
    ):
        kantor_lama.kembalikan_basis(folder)
        before = kantor_lama.isi_tabel()
        call_command("migrate", verbosity=0, interactive=False)
        yield SimpleNamespace(
            nama=name, folder=folder, sebelum=before, sesudah=kantor_lama.isi_tabel()
        )


@pytest.fixture
def kantor(pindahan, settings):
    """The people and cases of that office at the moment of its backup, with the files in it."""
    kantor_lama.keluarkan_berkas(settings.MEDIA_ROOT)
    with at(kantor_lama.saat()), transaction.atomic():
        yield kantor_lama.KantorLama()
        transaction.set_rollback(True)
