"""Production settings: what they refuse, and that what they accept passes Django's own deployment check."""
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from metrologi.settings.base import database

ROOT = Path(__file__).resolve().parents[2]
FIT = {
    "SECRET_KEY": "k7Qm2vX9sLw4Rz8TnB3yHc6JdF1gPa5Ee0UoIiVbNqMxZtSrWuYh",
    "ALLOWED_HOSTS": "metrologi.example.go.id",
    "PORTAL_URL": "https://metrologi.example.go.id",
    "DATABASE_URL": "postgresql://portal:rahasia@db:5432/portal",
    "PORTAL_DATA": "/data",
    "EMAIL_HOST": "mail.example.go.id",
    "DEFAULT_FROM_EMAIL": "metrologi@example.go.id",
}
UNFIT = [
    ("SECRET_KEY", None, "SECRET_KEY"),
    ("SECRET_KEY", "pendek", "paling sedikit"),
    ("SECRET_KEY", "x" * 60, "acak"),
    ("SECRET_KEY", "demo-" + FIT["SECRET_KEY"], "kunci demo"),
    ("SECRET_KEY", "test-" + FIT["SECRET_KEY"], "kunci uji"),
    ("ALLOWED_HOSTS", None, "ALLOWED_HOSTS"),
    ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS"),
    ("ALLOWED_HOSTS", "metrologi.example.go.id,*", "ALLOWED_HOSTS"),
    ("PORTAL_URL", None, "PORTAL_URL"),
    ("PORTAL_URL", "http://metrologi.example.go.id", "https://"),
    ("PORTAL_URL", "https://localhost:8000", "localhost"),
    ("DATABASE_URL", None, "DATABASE_URL"),
    ("DATABASE_URL", "postgresql://postgres@/portal?host=%2Ftmp%2Fportal-pg-abc", "bawaan demo"),
    ("PORTAL_DATA", None, "PORTAL_DATA"),
    ("PORTAL_DEMO", "1", "PORTAL_DEMO"),
    ("EMAIL_HOST", None, "EMAIL_HOST"),
    ("DEFAULT_FROM_EMAIL", None, "DEFAULT_FROM_EMAIL"),
]


def environment(**changes):
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG"}}
    merged = {**kept, **FIT, "DJANGO_SETTINGS_MODULE": "metrologi.settings.production", **changes}
    return {key: value for key, value in merged.items() if value is not None}


@pytest.fixture
def problems(monkeypatch):
    for key, value in FIT.items():
        monkeypatch.setenv(key, value)
    return importlib.import_module("metrologi.settings.production").problems


@pytest.mark.parametrize(("asked", "threshold"), [("", 5), ("?prepare_threshold=2", 2), ("?prepare_threshold=none", None)])
def test_statements_are_prepared_unless_the_address_says_otherwise(asked, threshold):
    options = database(FIT["DATABASE_URL"] + asked)["OPTIONS"]
    assert options == {"server_side_binding": True, "prepare_threshold": threshold}


def test_a_threshold_that_is_no_number_is_refused_by_name():
    with pytest.raises(ValueError, match="prepare_threshold"):
        database(FIT["DATABASE_URL"] + "?prepare_threshold=sering")


@pytest.mark.parametrize(("name", "value", "said"), UNFIT)
def test_an_unsafe_value_is_refused_by_name(problems, name, value, said):
    found = problems(environment(**{name: value}))
    assert len(found) >= 1
    assert any(said in sentence for sentence in found)


def test_safe_values_are_accepted(problems):
    assert problems(environment()) == []


def test_nothing_starts_on_unsafe_values():
    command = [sys.executable, "-c", "import metrologi.wsgi"]
    done = subprocess.run(command, cwd=ROOT, env=environment(SECRET_KEY=None), capture_output=True, text=True)
    assert done.returncode != 0
    assert "SECRET_KEY harus ada" in done.stderr


def test_the_deployment_check_of_django_finds_nothing(tmp_path):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"]
    environ = environment(PORTAL_DATA=str(tmp_path))
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_production_is_never_a_demo_and_never_in_debug(problems):
    production = importlib.import_module("metrologi.settings.production")
    assert production.DEBUG is False
    assert production.DEMO is False
    assert production.SESSION_COOKIE_SECURE
    assert production.CSRF_COOKIE_SECURE
    assert production.SECURE_HSTS_SECONDS >= 31536000
