"""Production: everything from the environment, and a refusal to start with anything unsafe."""

import os
import re
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

from metrologi.settings import penandatangan
from metrologi.settings.base import *  # noqa: F403
from metrologi.settings.base import PORTAL_URL

SECRET_KEY_LENGTH = 50
DIFFERENT_CHARACTERS = 10
HERE = {"localhost", "127.0.0.1", "::1"}
DIGITS = frozenset("0123456789")
RECIPIENT = re.compile("age1[0-9a-z]{58}")


def _here(host: str | None, env: dict[str, str]) -> bool:
    """Whether traffic to this host stays on this machine or on a network declared as closed."""
    closed = {name.strip() for name in env.get("PORTAL_INTERNAL_HOSTS", "").split(",")}
    return not host or host in HERE or host.startswith("/") or host in closed


def _repeats(secret: str) -> bool:
    """Whether the key is a shorter word said again and again."""
    return len(secret) > 1 and (secret + secret).find(secret, 1) < len(secret)


def _database_in_clear(address: str, env: dict[str, str]) -> bool:
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    if _here(options.get("host") or parts.hostname, env):
        return False
    return options.get("sslmode") not in ("verify-full", "verify-ca")


def _owner_of_the_same(owner: str, database: str) -> bool:
    """Whether both name one database, each by a role of its own."""
    one, other = urlsplit(owner), urlsplit(database)
    same = (one.hostname, one.port, one.path) == (other.hostname, other.port, other.path)
    return same and one.username != other.username


def _mail_in_clear(env: dict[str, str]) -> bool:
    safe = "1" in (env.get("EMAIL_USE_TLS"), env.get("EMAIL_USE_SSL"))
    return not safe and not _here(env.get("EMAIL_HOST"), env)


def _box_in_clear(env: dict[str, str]) -> bool:
    return env.get("PENGADUAN_IMAP_SSL", "1") != "1" and not _here(
        env.get("PENGADUAN_IMAP_HOST"), env
    )


def _unlike_recipients(env: dict[str, str]) -> bool:
    words = env.get("BACKUP_RECIPIENT", "").replace(",", " ").split()
    return not all(RECIPIENT.fullmatch(word) for word in words)


def _idle_minutes(text: str) -> bool:
    """Whether this is a sensible number of minutes, at most the whole working day."""
    return text.isascii() and text.isdecimal() and 5 <= int(text) <= 480


def problems(env: dict[str, str]) -> list[str]:
    """Why these environment variables are unfit for production.

    One sentence for each reason; empty if they are fit.
    """
    hosts = [host for host in env.get("ALLOWED_HOSTS", "").split(",") if host]
    secret = env.get("SECRET_KEY", "")
    database, owner = env.get("DATABASE_URL", ""), env.get("DATABASE_OWNER_URL", "")
    address = urlsplit(env.get("PORTAL_URL", ""))
    checks = [
        (
            len(secret) < SECRET_KEY_LENGTH,
            f"SECRET_KEY harus ada dan paling sedikit {SECRET_KEY_LENGTH} karakter.",
        ),
        (
            len(set(secret)) < DIFFERENT_CHARACTERS or _repeats(secret),
            "SECRET_KEY harus acak.",
        ),
        (
            secret.startswith(("demo-", "test-", "django-insecure")),
            "SECRET_KEY adalah kunci demo atau kunci uji.",
        ),
        (not hosts, "ALLOWED_HOSTS harus menyebut nama host portal."),
        (
            any("*" in host or host.startswith(".") for host in hosts),
            "ALLOWED_HOSTS menyebut nama lengkap; “*” dan awalan titik tidak boleh.",
        ),
        (
            address.scheme != "https" or not address.hostname,
            "PORTAL_URL harus alamat https:// portal.",
        ),
        (
            "@" in address.netloc or bool(address.path.strip("/") or address.query),
            "PORTAL_URL hanya memuat https:// dan nama host, tanpa nama pengguna dan jalur.",
        ),
        (
            bool(hosts) and bool(address.hostname) and address.hostname not in hosts,
            "Nama host PORTAL_URL harus tersebut di ALLOWED_HOSTS.",
        ),
        (
            address.hostname in HERE,
            "PORTAL_URL tercetak di dokumen, jadi tidak boleh menunjuk localhost.",
        ),
        (not database, "DATABASE_URL harus menunjuk PostgreSQL produksi."),
        (
            bool(owner) and not _owner_of_the_same(owner, database),
            "DATABASE_OWNER_URL harus menyebut basis data yang sama dengan DATABASE_URL dan nama"
            " pengguna lain.",
        ),
        ("portal-pg-" in database, "DATABASE_URL menunjuk PostgreSQL bawaan demo."),
        (
            not env.get("PORTAL_DATA"),
            "PORTAL_DATA harus menyebut direktori berkas yang dicadangkan.",
        ),
        (
            _database_in_clear(database, env) or _database_in_clear(owner, env),
            (
                "DATABASE_URL dan DATABASE_OWNER_URL ke mesin lain harus memakai "
                "sslmode=verify-full (atau sebut nama hostnya di PORTAL_INTERNAL_HOSTS bila "
                "jaringannya tertutup)."
            ),
        ),
        (
            _mail_in_clear(env),
            "EMAIL_HOST di mesin lain harus memakai EMAIL_USE_TLS=1 atau EMAIL_USE_SSL=1.",
        ),
        (
            _box_in_clear(env),
            "PENGADUAN_IMAP_HOST di mesin lain harus memakai PENGADUAN_IMAP_SSL=1.",
        ),
        (
            not set(env.get("TRUSTED_PROXIES", "1")) <= DIGITS
            or not env.get("TRUSTED_PROXIES", "1"),
            "TRUSTED_PROXIES harus bilangan bulat, nol atau lebih.",
        ),
        (
            _unlike_recipients(env),
            "BACKUP_RECIPIENT harus penerima age (age1…); jangan tulis kunci rahasianya di sini.",
        ),
        (
            not _idle_minutes(env.get("SESSION_IDLE_MINUTES", "60")),
            "SESSION_IDLE_MINUTES harus bilangan bulat dari 5 sampai 480.",
        ),
        (
            "SECOND_FACTOR_REQUIRED" in env,
            "SECOND_FACTOR_REQUIRED tidak dapat diatur: verifikasi dua langkah selalu diminta.",
        ),
        ("PORTAL_DEMO" in env, "PORTAL_DEMO tidak boleh ada di lingkungan produksi."),
        (not env.get("EMAIL_HOST"), "EMAIL_HOST harus menyebut server surel."),
        (
            "@" not in env.get("DEFAULT_FROM_EMAIL", ""),
            "DEFAULT_FROM_EMAIL harus alamat surel pengirim.",
        ),
    ]
    return [*[sentence for wrong, sentence in checks if wrong], *penandatangan.problems(env)]


if _found := problems(dict(os.environ)):
    _list = "\n- ".join(_found)
    raise ImproperlyConfigured(
        f"Portal tidak dijalankan karena pengaturan produksi belum aman:\n- {_list}"
    )

DEBUG = False
DEMO = False
SECOND_FACTOR_REQUIRED = True
# Web and worker do not start as the owner of the tables; for a restore in need it may be allowed.
DATABASE_ROLE_CHECKED = os.environ.get("PORTAL_IZINKAN_PEMILIK", "") != "1"
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]

# The proxy in front ends TLS; it must set this header itself and drop one sent by a client.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies stand in front, each adding one address to X-Forwarded-For; tries are counted per
# visitor behind them.
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "1"))
SECURE_SSL_REDIRECT = True
# Programs ask for these: monitors over plain http from inside; a calendar that asks in clear is
# refused by its view.
SECURE_REDIRECT_EXEMPT = [r"^sehat/$", r"^tempat_pakai/kalender/[^/]+\.ics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
# A browser takes these names only over TLS, from this very host, for all its paths.
SESSION_COOKIE_NAME = "__Host-sesi"
DEVICE_COOKIE_NAME = "__Host-perangkat"
CSRF_COOKIE_NAME = "__Host-csrf"
