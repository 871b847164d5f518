"""The demo: loud in every page, on this machine only."""
from metrologi.settings.base import *  # noqa: F403

DEMO = True
SECRET_KEY = "demo-only-" + "x" * 50
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "surel"  # noqa: F405
