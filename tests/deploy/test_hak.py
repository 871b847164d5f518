"""The role that web and worker use: all of the work, and no way around the guards of the database.

Each test works as that role, on the real PostgreSQL.
"""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.urls import reverse

from metrologi.accounts.models import User
from metrologi.basis import hak, pelayan
from metrologi.workflow import registry
from metrologi.workflow.models import Jejak
from tests.e2e.people import the_worker_delivers
from tests.office import PASSWORD, Office

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
# Roles belong to the whole server, where tests may run side by side.
ROLE = f"portal_uji_jalan{os.environ.get('PYTEST_XDIST_WORKER', '')}"
WORD = "kata-sandi-peran-uji"


@pytest.fixture
def owner(db):
    """Work as the owner, after the role of web and worker was made and given its rights."""
    hak.beri(ROLE, WORD)
    return connection.settings_dict["USER"], connection.settings_dict["PASSWORD"]


@pytest.fixture
def runtime(owner):
    """Django works as that role until the test has ended."""
    _work_as(ROLE, WORD)
    yield
    _work_as(*owner)


def _work_as(user, password):
    connection.close()
    connection.settings_dict["USER"], connection.settings_dict["PASSWORD"] = user, password


def ends(machine):
    return [code for code, state in machine.states.items() if state.final][:1]


def address(user):
    """DATABASE_URL of the test's own database for this user."""
    told = connection.settings_dict
    place = {"host": told["HOST"], "port": told["PORT"], "sslmode": told["OPTIONS"].get("sslmode")}
    words = "&".join(f"{key}={value}" for key, value in place.items() if value and key != "port")
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"postgresql://{user}:{WORD}@{port}/{told['NAME']}?{words}"


def test_cases_of_every_procedure_are_walked_to_their_end(owner, settings):
    office = Office()
    try:
        _work_as(ROLE, WORD)
        for machine in registry.all_machines():
            for state in ends(machine):
                office.case_in(machine, state)
    finally:
        _work_as(*owner)
    assert Jejak.objects.exists()
    call_command("periksa_jejak", verbosity=0)


def test_pages_sign_in_and_the_worker_do_their_work(owner, client, settings):
    office = Office()
    settings.AXES_ENABLED = True
    try:
        _work_as(ROLE, WORD)
        form = {"username": "administrasi", "password": PASSWORD}
        assert client.post(reverse("accounts:masuk"), form).status_code == 302
        assert client.get(reverse("portal:tugas")).status_code == 200
        assert client.get("/sehat/").status_code == 200
        the_worker_delivers()
    finally:
        _work_as(*owner)
    assert User.objects.get(username="administrasi").last_login and office.uml


def test_a_backup_needs_no_more(owner, tmp_path, settings):
    Office().konsep()
    try:
        _work_as(ROLE, WORD)
        call_command("cadangkan", str(tmp_path))
    finally:
        _work_as(*owner)
    assert len(list(tmp_path.glob("portal-*.zip"))) == 1


AROUND = tomllib.loads(Path(__file__).with_name("jalan_belakang.toml").read_text())


@pytest.mark.parametrize("what", AROUND)
def test_the_database_refuses_what_leads_around_its_guards(runtime, what):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError) as told:
        cursor.execute(AROUND[what])
    assert isinstance(told.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_every_table_is_open_for_the_work_and_no_log_for_more_than_new_rows(runtime):
    told = hak.tabel()
    assert told["workflow_jejak"] == told["cerapan_pengujian"] == "SELECT, INSERT"
    assert told["uttp_riwayatuttp"] == "SELECT, INSERT"
    assert told["orders_order"] == "SELECT, INSERT, UPDATE, DELETE"
    ask = "SELECT has_table_privilege(%s, %s)"
    with connection.cursor() as cursor:
        for table, allowed in told.items():
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER"):
                cursor.execute(ask, [table, right])
                assert cursor.fetchone() == (right in allowed.split(", "),), (table, right)
    assert hak.berlebih() == []


def test_every_guard_against_change_is_known_by_its_name(db):
    """A trigger that lets only new rows pass bears the name by which rights are given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND p.prosrc ~ '^\\s*BEGIN\\s+RAISE EXCEPTION'"
        )
        guarded = {name for (name,) in cursor.fetchall()}
    assert guarded
    assert {name: hak.tabel()[name] for name in guarded} == dict.fromkeys(guarded, "SELECT, INSERT")


def test_a_table_that_comes_later_is_open_at_once(owner):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE datang_kemudian (id serial PRIMARY KEY)")
    try:
        _work_as(ROLE, WORD)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO datang_kemudian DEFAULT VALUES")
    finally:
        _work_as(*owner)
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE datang_kemudian")


def test_migrate_gives_the_rights_and_may_be_repeated(owner, settings):
    settings.DATABASE_RUNTIME_ROLE = ROLE, WORD
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {ROLE}")
        cursor.execute(f"GRANT TRUNCATE ON orders_order TO {ROLE}")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)
    try:
        _work_as(ROLE, WORD)
        assert User.objects.count() == 0
        assert hak.berlebih() == []
    finally:
        _work_as(*owner)


def test_the_owner_is_too_strong_for_the_web(owner, settings):
    assert {"superuser", "memiliki tabel"} & set(hak.berlebih())
    assert pelayan.peran() == "baik"  # demo and tests ask nobody
    settings.DATABASE_ROLE_CHECKED = True
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL"):
        pelayan.tolak_peran_berlebih()


def test_a_portal_that_works_as_the_owner_is_not_healthy(owner, client, settings):
    settings.DATABASE_ROLE_CHECKED = True
    answer = client.get("/sehat/")
    assert answer.status_code == 503 and "berlebih" in answer.json()["peran_basis_data"]


def started(url, **environment):
    """What the web's entry does with production settings and this address."""
    from tests.deploy.test_production import environment as production

    words = production(
        DATABASE_URL=url, PORTAL_INTERNAL_HOSTS="db", PYTHONWARNINGS="", **environment
    )
    return subprocess.run(
        [sys.executable, "-c", "import metrologi.wsgi"],
        cwd=ROOT, env=words, capture_output=True, text=True,
    )  # fmt: skip


def test_production_starts_as_the_role_that_owns_nothing_and_not_as_the_owner(owner):
    # The embedded server's folder of sockets is refused in production, so it gets another name.
    place = Path(connection.settings_dict["HOST"])
    other = place.with_name(place.name.replace("portal-pg-", "pg-uji-"))
    own = place.is_absolute() and "portal-pg-" in place.name
    if own:
        other.symlink_to(place)
    try:
        for user, allowed, code in (
            (ROLE, {}, 0),
            (owner[0], {}, 1),
            (owner[0], {"PORTAL_IZINKAN_PEMILIK": "1"}, 0),
        ):
            url = address(user).replace(str(place), str(other)) if own else address(user)
            done = started(url, PORTAL_DATA=os.environ.get("TMPDIR", "/tmp"), **allowed)
            assert done.returncode == code, done.stderr
            assert code == 0 or "Portal tidak dijalankan: peran basis data" in done.stderr
    finally:
        if own:
            other.unlink()
