"""What every test may use: the small office, a folder of its own for issued papers, and blank sheets where nobody reads."""
import datetime as dt
import gc
import io
import itertools
import os
from contextlib import contextmanager
from uuid import uuid4

import pikepdf
import psycopg
import pytest
import segno
from django.apps import apps
from django.conf import settings as project
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.template.base import Template
from django.test import Client, TestCase, TransactionTestCase
from psycopg._preparing import PrepareManager

from metrologi.documents import issuing, render
from metrologi.documents.signing import pades, pkcs12
from tests import anggaran
from tests.salinan import NOT_OURS

BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
PAINT, SIGN, SIGNED = render._paint, pades.sign, {}
OPEN, OPENED = pkcs12.open_p12, {}
CHECK, CHECKED = issuing.signed_whole, {}
FLUSH = TransactionTestCase._fixture_teardown
PLACE = {}
# What PostgreSQL answers after a command that may change tables and types.
TABLES = (b"DROP", b"ALTER", b"DISCARD", b"DEALLOCATE ALL")
# Folders with tests of many seconds come first, so that no worker begins one when the others are done.
LONG = {"pages", "workflow", "demo", "deploy"}
# Folders whose tests are about papers; elsewhere the mark `naskah` names a test that reads what it issued.
ABOUT_PAPERS = {"documents", "papers", *(["e2e"] if os.environ.get("E2E_PICTURES") else [])}


def pytest_configure(config):
    """`PADA=2026-12-31T23:57+07:00 bin/test …` runs as if it were then; the clock goes on from there."""
    if moment := os.environ.get("PADA"):
        import time_machine

        then = time_machine.travel(dt.datetime.fromisoformat(moment), tick=True)
        then.start()
        config.add_cleanup(then.stop)


def pytest_collection_finish():
    """What is imported by now lives as long as the run; sorting through it again and again costs every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name in ABOUT_PAPERS:
            item.add_marker("naskah")
    items.sort(key=lambda item: item.path.parent.name not in LONG)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_keepdb, django_db_createdb,
                                 django_db_blocker):
    """Migrating takes as long as two hundred tests, so each worker copies a database that was migrated once."""
    if django_db_keepdb and not django_db_createdb:
        return
    from tests import acuan

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"] |= {"TEMPLATE": acuan.siapkan(), "MIGRATE": False}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    from tests.kantor import kantor

    with kantor(django_db_blocker) as PLACE["use"]:
        PLACE["use"](PLACE["item"])  # the test that asked for a database first
        yield
    PLACE.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    PLACE["item"] = item
    if "use" in PLACE:
        PLACE["use"](item)


@pytest.fixture(scope="session", autouse=True)
def only_the_page_is_read(django_test_environment):
    """No test reads the context behind a page, so nobody is told of every template that is filled in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", lambda template, context: template.nodelist.render(context))
        yield


@pytest.fixture(scope="session", autouse=True)
def every_page_keeps_the_mark_of_queries():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "get", anggaran.get)
        yield


@pytest.fixture(scope="session", autouse=True)
def whoever_is_signed_in_has_a_session_and_no_more():
    """Tests of signing in itself use the form; for the others its nine questions to the database are one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", bring_session)
        yield


def bring_session(client, user, backend=BACKEND):
    kept = {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: backend, HASH_SESSION_KEY: user.get_session_auth_hash()}
    key, store = uuid4().hex, SessionStore()
    Session(session_key=key, session_data=store.encode(kept), expire_date=store.get_expiry_date()).save(force_insert=True)
    client.cookies[project.SESSION_COOKIE_NAME] = key


@pytest.fixture(scope="session", autouse=True)
def one_connection_serves_all_tests():
    """Django closes it after each class of tests, and here every test is one: PostgreSQL would learn the tables anew."""
    ended = itertools.count(1)

    def rolled_back(cls):
        if cls._databases_support_transactions():
            cls._rollback_atomics(cls.cls_atomics)
        super(TestCase, cls).tearDownClass()
        if not connection.in_atomic_block and next(ended) % 40 == 0:
            sweep()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestCase, "tearDownClass", classmethod(rolled_back))
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


@pytest.fixture(scope="session", autouse=True)
def what_is_prepared_outlives_a_test():
    """psycopg forgets every prepared statement on ROLLBACK, for a type might be gone; what tests undo are rows."""
    def changed(manager, prep, results):
        ended = [result.command_status or b"" for result in results if result.status == psycopg.pq.ExecStatus.COMMAND_OK]
        return any(status.startswith(TABLES) for status in ended) and forget(manager)

    forget = PrepareManager.clear
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PrepareManager, "clear", lambda manager: False)
        patch.setattr(PrepareManager, "_should_discard", changed)
        patch.setattr(PrepareManager, "prepared_max", 1000)
        yield


def sweep():
    """What was rolled back still lies in the tables, and every check of a foreign key reads past it."""
    with connection.cursor() as cursor:
        cursor.execute("""SELECT string_agg(format('%I', relname), ', ') FROM pg_class
                          WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 200000""")
        if swollen := cursor.fetchone()[0]:
            cursor.execute(f"VACUUM {swollen}")


def emptied(case):
    """What Django does after a test over real connections, for the tables that hold something; its own stay as they were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            FLUSH(case)
        else:
            # No trigger is asked: neither the keys nor those of the ledgers, from which nothing is ever deleted.
            with transaction.atomic():
                cursor.execute("SET LOCAL session_replication_role = replica")
                for table in holding(cursor):
                    cursor.execute(f'DELETE FROM "{table}"')
        cursor.execute("DELETE FROM procrastinate_jobs")  # the tables of the queue are not Django's


def holding(cursor):
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    ours = [table for table in tables if not table.startswith(NOT_OURS)]
    cursor.execute("SELECT " + ", ".join(f'EXISTS (SELECT FROM "{table}")' for table in ours))
    return [table for table, full in zip(ours, cursor.fetchone(), strict=True) if full]


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    return tmp_path_factory.mktemp("berkas")


@pytest.fixture(autouse=True)
def own_folder(settings, folders):
    """Issued papers and photographs of tests never reach the office's folder; most tests write none."""
    settings.MEDIA_ROOT = folders / uuid4().hex


@pytest.fixture(autouse=True)
def blank_papers(request, monkeypatch):
    """A test that does not read its papers fills them in as ever, and gets blank sheets; `naskah` marks those that read."""
    if not request.node.get_closest_marker("naskah"):
        leave_blank(monkeypatch)


def leave_blank(patch):
    patch.setattr(render, "_paint", lambda *args, **kwargs: BLANK)
    patch.setattr(pades, "sign", signed_once)
    patch.setattr(pkcs12, "open_p12", opened_once)
    patch.setattr(issuing, "signed_whole", checked_once)
    patch.setattr(segno, "make", lambda *args, **kwargs: CODE)


@contextmanager
def painted():
    """Where a test reads the one sheet it asked for, and none of those that led there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "_paint", PAINT)
        yield


def blank():
    kept = io.BytesIO()
    with pikepdf.new() as sheet:
        sheet.add_blank_page()
        sheet.save(kept)
    return kept.getvalue()


def signed_once(pdf, opened, **words):
    """What a key makes of one and the same sheet."""
    key = pdf, opened.fingerprint
    if key not in SIGNED:
        SIGNED[key] = SIGN(pdf, opened, **words)
    return SIGNED[key]


def opened_once(content, passphrase):
    """What a right passphrase opens; a wrong one is tried each time."""
    key = content, passphrase
    if key not in OPENED:
        OPENED[key] = OPEN(content, passphrase)
    return OPENED[key]


def checked_once(result):
    if result not in CHECKED:
        CHECKED[result] = CHECK(result)
    return CHECKED[result]


BLANK, CODE = blank(), segno.make("tidak dibaca")


@pytest.fixture
def office(db):
    """The office with people, owner and standards; see tests/office.py."""
    from tests.kantor import office_here

    return office_here()
