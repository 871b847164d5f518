"""The tests: fast hashing, no manifest, mail kept in memory."""

from metrologi.settings.base import *  # noqa: F403

SECRET_KEY = "test-only-" + "x" * 50
ALLOWED_HOSTS = ["*"]
P12_ROUNDS = 2_000
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
STATIC_ROOT = None  # served from the sources; nothing is collected
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
WHITENOISE_MAX_AGE = 3600  # a journey takes longer than the minute that is usual
# Who signs in without a form leaves no try to count; the tests of signing in switch it on.
AXES_ENABLED = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Otherwise the server thread of the browser tests keeps a connection, and the database cannot be
# dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
