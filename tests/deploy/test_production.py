"""Production settings: what they refuse, and that what they accept passes Django's own deployment
check.
"""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from metrologi.accounts.checks import all_views
from metrologi.settings.base import database

ROOT = Path(__file__).resolve().parents[2]
PLAIN = "postgresql://portal:rahasia@db:5432/portal"
FIT = {
    "SECRET_KEY": "k7Qm2vX9sLw4Rz8TnB3yHc6JdF1gPa5Ee0UoIiVbNqMxZtSrWuYh",
    "ALLOWED_HOSTS": "metrologi.example.go.id",
    "PORTAL_URL": "https://metrologi.example.go.id",
    "DATABASE_URL": "postgresql://portal:rahasia@db:5432/portal?sslmode=verify-full",
    "PORTAL_DATA": "/data",
    "EMAIL_HOST": "mail.example.go.id",
    "EMAIL_USE_TLS": "1",
    "DEFAULT_FROM_EMAIL": "metrologi@example.go.id",
    "SESSION_IDLE_MINUTES": "60",
}
OWNER = FIT["DATABASE_URL"].replace("//portal:", "//pemilik:")
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
    ("SECRET_KEY", "abcdefghij" * 6, "acak"),
    ("ALLOWED_HOSTS", ".", "ALLOWED_HOSTS"),
    ("ALLOWED_HOSTS", ".example.go.id", "ALLOWED_HOSTS"),
    ("PORTAL_URL", "https://admin:rahasia@metrologi.example.go.id", "nama pengguna"),
    ("PORTAL_URL", "https://metrologi.example.go.id/portal", "jalur"),
    ("PORTAL_URL", "https://lain.example.go.id", "ALLOWED_HOSTS"),
    ("DATABASE_URL", "postgresql://portal:rahasia@db:5432/portal", "sslmode=verify-full"),
    ("DATABASE_URL", "postgresql://portal@db/portal?sslmode=disable", "sslmode=verify-full"),
    ("DATABASE_URL", "postgresql://portal@db/portal?sslmode=require", "sslmode=verify-full"),
    ("DATABASE_URL", "postgresql://portal@/portal?host=db", "sslmode=verify-full"),
    ("EMAIL_USE_TLS", None, "EMAIL_USE_TLS"),
    ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES"),
    ("TRUSTED_PROXIES", "dua", "TRUSTED_PROXIES"),
    ("TRUSTED_PROXIES", "", "TRUSTED_PROXIES"),
    ("SECOND_FACTOR_REQUIRED", "0", "selalu diminta"),
    ("SESSION_IDLE_MINUTES", "4", "SESSION_IDLE_MINUTES"),
    ("SESSION_IDLE_MINUTES", "481", "SESSION_IDLE_MINUTES"),
    ("SESSION_IDLE_MINUTES", "lama", "SESSION_IDLE_MINUTES"),
    ("BACKUP_RECIPIENT", "age1pendek", "BACKUP_RECIPIENT"),
    ("DATABASE_OWNER_URL", FIT["DATABASE_URL"], "nama pengguna lain"),
    ("DATABASE_OWNER_URL", OWNER.partition("?")[0], "sslmode=verify-full"),
    ("DATABASE_OWNER_URL", OWNER.replace("/portal", "/lain"), "basis data yang sama"),
    ("BACKUP_RECIPIENT", "AGE-SECRET-KEY-1" + "Q" * 58, "kunci rahasianya"),
]
SAFE = [
    {"DATABASE_OWNER_URL": OWNER},
    {"DATABASE_URL": "postgresql://portal@127.0.0.1/portal"},
    {"DATABASE_URL": "postgresql://portal@/portal?host=/run/postgresql"},
    {"DATABASE_URL": "postgresql://portal@db/portal", "PORTAL_INTERNAL_HOSTS": "db, mail"},
    {"EMAIL_USE_TLS": None, "EMAIL_USE_SSL": "1"},
    {"EMAIL_USE_TLS": None, "EMAIL_HOST": "localhost"},
    {"PENGADUAN_IMAP_SSL": "0"},
    {"PENGADUAN_IMAP_SSL": "0", "PENGADUAN_IMAP_HOST": "127.0.0.1"},
    {"TRUSTED_PROXIES": "0"},
    {"SESSION_IDLE_MINUTES": "15"},
    {"BACKUP_RECIPIENT": f"age1{'q' * 58}, age1{'z' * 58}"},
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


@pytest.mark.parametrize(
    ("asked", "threshold"),
    [("", 5), ("?prepare_threshold=2", 2), ("?prepare_threshold=none", None)],
)
def test_statements_are_prepared_unless_the_address_says_otherwise(asked, threshold):
    options = database(PLAIN + asked)["OPTIONS"]
    assert options == {"server_side_binding": True, "prepare_threshold": threshold}


def test_a_threshold_that_is_no_number_is_refused_by_name():
    with pytest.raises(ValueError, match="prepare_threshold"):
        database(PLAIN + "?prepare_threshold=sering")


@pytest.mark.parametrize(("name", "value", "said"), UNFIT)
def test_an_unsafe_value_is_refused_by_name(problems, name, value, said):
    found = problems(environment(**{name: value}))
    assert len(found) >= 1
    assert any(said in sentence for sentence in found)


def test_a_mailbox_elsewhere_is_read_over_tls(problems):
    clear = {"PENGADUAN_IMAP_SSL": "0", "PENGADUAN_IMAP_HOST": "imap.example.go.id"}
    assert any("PENGADUAN_IMAP_SSL" in sentence for sentence in problems(environment(**clear)))


@pytest.mark.parametrize("changes", SAFE)
def test_what_stays_on_this_machine_needs_no_tls(problems, changes):
    assert problems(environment(**changes)) == []


def test_safe_values_are_accepted(problems):
    assert problems(environment()) == []


def test_nothing_starts_on_unsafe_values():
    command = [sys.executable, "-c", "import metrologi.wsgi"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(SECRET_KEY=None), capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "SECRET_KEY harus ada" in done.stderr


def test_the_deployment_check_of_django_finds_nothing(tmp_path):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"]
    environ = environment(PORTAL_DATA=str(tmp_path))
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_only_pages_for_people_lead_from_http_to_https(problems):
    """A program that asks in clear would go on doing so unnoticed (ASVS 4.1.2)."""
    exempt = importlib.import_module("metrologi.settings.production").SECURE_REDIRECT_EXEMPT
    led_on = {
        page.name
        for page in all_views()
        if page.ours
        and not any(re.search(one, re.sub("<[^>]+>", "x", page.route)) for one in exempt)
    }
    assert not {"portal:sehat", "workflow:tempat_pakai-ical"} & led_on
    assert "accounts:masuk" in led_on and len(led_on) > 100


def test_production_is_never_a_demo_and_never_in_debug(problems):
    production = importlib.import_module("metrologi.settings.production")
    assert production.DEBUG is False
    assert production.DEMO is False
    assert production.SESSION_COOKIE_SECURE
    assert production.CSRF_COOKIE_SECURE
    assert production.SECURE_HSTS_SECONDS >= 31536000


def test_passwords_are_kept_as_argon2(problems):
    production = importlib.import_module("metrologi.settings.production")
    assert production.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_cookies_bind_themselves_to_this_host_and_to_tls(problems):
    """A browser takes `__Host-` only with Secure, for the whole host and no other one."""
    production = importlib.import_module("metrologi.settings.production")
    for name in ("SESSION", "CSRF"):
        assert getattr(production, f"{name}_COOKIE_NAME").startswith("__Host-")
        assert getattr(production, f"{name}_COOKIE_HTTPONLY")
        assert getattr(production, f"{name}_COOKIE_SAMESITE", "Lax") == "Lax"
        assert not hasattr(production, f"{name}_COOKIE_DOMAIN")
    assert production.DEVICE_COOKIE_NAME.startswith("__Host-")
