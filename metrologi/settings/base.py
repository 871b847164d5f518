"""Settings shared by demo, test and production; each of those says only what differs."""
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.urls import reverse_lazy

ROOT = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("PORTAL_DATA", ROOT / "var"))

DEMO = False
DEBUG = False
SECRET_KEY = os.environ.get("SECRET_KEY", "")
ALLOWED_HOSTS = [h for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]
# The address printed in QR codes and e-mails; a paper outlives the request that made it.
PORTAL_URL = os.environ.get("PORTAL_URL", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "metrologi.clock",
    "metrologi.accounts",
    "metrologi.uttp",
    "metrologi.cerapan",
    "metrologi.documents",
    "metrologi.notifications",
    "metrologi.workflow",
    "metrologi.pengujian",
    "metrologi.perlengkapan",
    "metrologi.portal",
    "skhp",
    "orders",
    "tempat_pakai",
    "sidang",
    "pengaduan",
    "banding",
    "kompensasi",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before WhiteNoise, so that files without a compressed twin (demo, tests) travel compressed too.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "metrologi.portal.middleware.FriendlyErrors",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "metrologi.portal.middleware.PermissionsPolicy",
    "metrologi.workflow.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "metrologi.urls"
WSGI_APPLICATION = "metrologi.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "metrologi.portal.context.portal",
            ],
        },
    }
]


def database(url: str) -> dict:
    """Django's connection settings of a postgresql:// address; ValueError for another scheme or a strange threshold."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL harus berawalan postgresql://")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    prepare = query.pop("prepare_threshold", "5")
    if prepare != "none" and not prepare.isdecimal():
        raise ValueError("prepare_threshold pada DATABASE_URL harus angka atau none")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Planned once and executed often: a page needs up to a third less time. A pooler needs `prepare_threshold=none`.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": None if prepare == "none" else int(prepare), **query},
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL") or "postgresql:///portal")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "metrologi.accounts.backends.UsernamePhoneEmailBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"user_attributes": ("username", "nama", "email", "phone")}
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}
LOGIN_URL = reverse_lazy("accounts:masuk")
LOGIN_REDIRECT_URL = reverse_lazy("portal:tugas")
LOGOUT_REDIRECT_URL = reverse_lazy("portal:beranda")
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "metrologi.accounts.lockout.identity"
AXES_CLIENT_IP_CALLABLE = "metrologi.accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "metrologi.accounts.lockout.too_many"
PASSWORD_RESET_TIMEOUT = 3 * 3600

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_ROOT = DATA_DIR / "berkas"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "portal@localhost")
# The mailbox of complaints; not read while no host is named.
PENGADUAN_IMAP_HOST = os.environ.get("PENGADUAN_IMAP_HOST", "")
PENGADUAN_IMAP_PORT = int(os.environ.get("PENGADUAN_IMAP_PORT", "993"))
PENGADUAN_IMAP_SSL = os.environ.get("PENGADUAN_IMAP_SSL", "1") == "1"
PENGADUAN_IMAP_USER = os.environ.get("PENGADUAN_IMAP_USER", "")
PENGADUAN_IMAP_PASSWORD = os.environ.get("PENGADUAN_IMAP_PASSWORD", "")
PENGADUAN_IMAP_FOLDER = os.environ.get("PENGADUAN_IMAP_FOLDER", "INBOX")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "manifest-src": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "metrologi.accounts.sesi"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_FAILURE_VIEW = "metrologi.portal.errors.csrf"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# Files above this never reach a form; the page for 413 says the limit.
UPLOAD_MAX_BYTES = 10 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# Signing through BSrE where BSRE_URL names the office's Esign Client gateway; else with each signer's own PKCS#12 key.
BSRE_URL = os.environ.get("BSRE_URL", "")
BSRE_USER, BSRE_PASSWORD = os.environ.get("BSRE_USER", ""), os.environ.get("BSRE_PASSWORD", "")
BSRE_TIMEOUT = 60
if BSRE_URL:
    TTE_ADAPTER = "metrologi.documents.signing.bsre.BsreSigner"
