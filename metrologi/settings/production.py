"""Production: everything from the environment, and a refusal to start with anything unsafe."""
import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from metrologi.settings import penandatangan
from metrologi.settings.base import *  # noqa: F403
from metrologi.settings.base import PORTAL_URL

SECRET_KEY_LENGTH = 50
DIFFERENT_CHARACTERS = 10
HERE = {"localhost", "127.0.0.1", "::1"}


def problems(env: dict[str, str]) -> list[str]:
    """What in these environment variables is unfit for production, a sentence each; an empty list means fit."""
    hosts = [host for host in env.get("ALLOWED_HOSTS", "").split(",") if host]
    secret = env.get("SECRET_KEY", "")
    database = env.get("DATABASE_URL", "")
    address = urlsplit(env.get("PORTAL_URL", ""))
    checks = [
        (len(secret) < SECRET_KEY_LENGTH, f"SECRET_KEY harus ada dan paling sedikit {SECRET_KEY_LENGTH} karakter."),
        (len(set(secret)) < DIFFERENT_CHARACTERS, "SECRET_KEY harus acak."),
        (secret.startswith(("demo-", "test-", "django-insecure")), "SECRET_KEY adalah kunci demo atau kunci uji."),
        (not hosts, "ALLOWED_HOSTS harus menyebut nama host portal."),
        (any("*" in host for host in hosts), "ALLOWED_HOSTS tidak boleh memuat “*”."),
        (address.scheme != "https" or not address.hostname, "PORTAL_URL harus alamat https:// portal."),
        (address.hostname in HERE, "PORTAL_URL tercetak di dokumen, jadi tidak boleh menunjuk localhost."),
        (not database, "DATABASE_URL harus menunjuk PostgreSQL produksi."),
        ("portal-pg-" in database, "DATABASE_URL menunjuk PostgreSQL bawaan demo."),
        (not env.get("PORTAL_DATA"), "PORTAL_DATA harus menyebut direktori berkas yang dicadangkan."),
        ("PORTAL_DEMO" in env, "PORTAL_DEMO tidak boleh ada di lingkungan produksi."),
        (not env.get("EMAIL_HOST"), "EMAIL_HOST harus menyebut server surel."),
        ("@" not in env.get("DEFAULT_FROM_EMAIL", ""), "DEFAULT_FROM_EMAIL harus alamat surel pengirim."),
    ]
    return [*[sentence for wrong, sentence in checks if wrong], *penandatangan.problems(env)]


if _found := problems(dict(os.environ)):
    _list = "\n- ".join(_found)
    raise ImproperlyConfigured(f"Portal tidak dijalankan karena pengaturan produksi belum aman:\n- {_list}")

DEBUG = False
DEMO = False
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]

# The proxy in front ends TLS; it must set this header itself and drop one sent by a client.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies stand in front, each adding one address to X-Forwarded-For; tries are counted per visitor behind them.
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "1"))
SECURE_SSL_REDIRECT = True
# Monitors and container health checks ask over plain http from inside.
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
