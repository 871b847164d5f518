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
# Former keys: what they closed or signed is still read.
SECRET_KEY_FALLBACKS = [k for k in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if k]
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
    # What tells browsers stands before whatever may answer: files and refusals say it too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "metrologi.portal.middleware.BrowserPolicy",
    # Before WhiteNoise, so that files without a compressed twin (demo, tests) are sent compressed
    # too.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "metrologi.portal.catatan_keamanan.SecurityLog",
    "metrologi.portal.middleware.FriendlyErrors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "metrologi.accounts.middleware.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "metrologi.workflow.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
    "metrologi.portal.throttle.Pembatas",
    "metrologi.portal.sekali.Sekali",
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
            "builtins": ["metrologi.portal.templatetags.sekali"],
        },
    }
]


def database(url: str) -> dict:
    """Django's connection settings for a postgresql:// address.

    Raises ValueError for another scheme or an invalid threshold.
    """
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
        # Prepared statements make a page up to a third faster. A pooler needs
        # `prepare_threshold=none`.
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": None if prepare == "none" else int(prepare),
            **query,
        },
    }


def runtime_role(env: dict[str, str]) -> tuple[str, str] | None:
    """Name and password of the role that web and worker use; None where there is only one role."""
    if not env.get("DATABASE_OWNER_URL"):
        return None
    chosen = database(env.get("DATABASE_URL", ""))
    return chosen["USER"], chosen["PASSWORD"]


# Who changes tables works as their owner: migrate, pulihkan. Web and worker are not given it.
DATABASES = {
    "default": database(
        os.environ.get("DATABASE_OWNER_URL")
        or os.environ.get("DATABASE_URL")
        or "postgresql:///portal"
    )
}
DATABASE_RUNTIME_ROLE = runtime_role(dict(os.environ))
# Whether web and worker refuse a role that may do too much.
DATABASE_ROLE_CHECKED = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "metrologi.accounts.backends.UsernamePhoneEmailBackend",
    "metrologi.accounts.backends.FaktorBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Rounds of PBKDF2 between the passphrase of a signing key and the key that is kept (OWASP, 2023).
P12_ROUNDS = 600_000
# Length and what others know count; which signs a password is made of does not.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "nama", "email", "phone", "nip")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "metrologi.accounts.sandi.SandiBocor"},
    {"NAME": "metrologi.accounts.sandi.KataKantor"},
]
# Whoever signs papers, handles money or opens accounts gives a second factor; only the demo does
# not ask (a system check sees to it).
SECOND_FACTOR_REQUIRED = True
# The secret of the demo's account that shows a second factor; a code of it is told on the page.
DEMO_TOTP = ""
LOGIN_URL = reverse_lazy("accounts:masuk")
LOGIN_REDIRECT_URL = reverse_lazy("portal:tugas")
LOGOUT_REDIRECT_URL = reverse_lazy("portal:beranda")
# Tells which accounts were opened in a browser before (metrologi/accounts/perangkat.py).
DEVICE_COOKIE_NAME = "perangkat"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# A wrong try is kept with what was posted; these fields are blotted out.
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "ip_address",
    "jawaban",
    "lama",
    "otp",
    "passphrase",
    "passphrase_lama",
    "password",
    "sandi",
    "ulangi",
]
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
# Recipients of age (age1…), one or more, for whom backups are locked; with none they stay open.
BACKUP_RECIPIENT = os.environ.get("BACKUP_RECIPIENT", "").replace(",", " ").split()
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
EMAIL_USE_SSL = os.environ.get("EMAIL_USE_SSL", "") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "portal@localhost")
# The mailbox of complaints; not read while no host is named.
PENGADUAN_IMAP_HOST = os.environ.get("PENGADUAN_IMAP_HOST", "")
PENGADUAN_IMAP_PORT = int(os.environ.get("PENGADUAN_IMAP_PORT", "993"))
PENGADUAN_IMAP_SSL = os.environ.get("PENGADUAN_IMAP_SSL", "1") == "1"
PENGADUAN_IMAP_USER = os.environ.get("PENGADUAN_IMAP_USER", "")
PENGADUAN_IMAP_PASSWORD = os.environ.get("PENGADUAN_IMAP_PASSWORD", "")
PENGADUAN_IMAP_FOLDER = os.environ.get("PENGADUAN_IMAP_FOLDER", "INBOX")
# Where the portal serves several offices: whose complaints an address takes, for addresses that all
# lead to this mailbox. "muba=pengaduan@muba.example.go.id, oki=pengaduan@oki.example.go.id"
PENGADUAN_ALAMAT = os.environ.get("PENGADUAN_ALAMAT", "")

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
        # Pages that may be framed by ours say so (`metrologi.web.framed`).
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
# Messages name people and papers: they stay on the server, in the session.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "metrologi.accounts.simpanan_sesi"
# A working day, counted from signing in; no use makes it longer.
SESSION_COOKIE_AGE = 8 * 3600
# An officer's session ends when nobody used it for so long. A test at a petrol station takes half
# an hour between two pages, so less would sign out people at work; the counter computer is shared,
# so more would leave it open to the next person. What is typed comes back after signing in again.
SESSION_IDLE_MINUTES = int(os.environ.get("SESSION_IDLE_MINUTES", "60"))
CSRF_FAILURE_VIEW = "metrologi.portal.errors.csrf"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# Files above this never reach a form; the page for 413 says the limit.
UPLOAD_MAX_BYTES = 10 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "metrologi.log.Line"}},
    "filters": {"no_secret_address": {"()": "metrologi.log.NoSecretAddress"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_secret_address"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "metrologi.keamanan": {"level": "INFO"},
        # Refusals are told by `metrologi.portal.catatan_keamanan`, with who was refused.
        "django.request": {"level": "ERROR"},
        # It writes the name that was typed at the sign-in; our own log writes the account.
        "axes": {"level": "ERROR"},
    },
}

# Sign through BSrE if BSRE_URL names the office's Esign Client gateway; else with the signer's own
# PKCS#12 key.
BSRE_URL = os.environ.get("BSRE_URL", "")
BSRE_USER, BSRE_PASSWORD = os.environ.get("BSRE_USER", ""), os.environ.get("BSRE_PASSWORD", "")
BSRE_TIMEOUT = 60
if BSRE_URL:
    TTE_ADAPTER = "metrologi.documents.signing.bsre.BsreSigner"
