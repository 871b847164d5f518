"""The demo: loud in every page, its secret made per data directory, never fit for real work."""

import os
import secrets
import tempfile
from pathlib import Path

from metrologi.portal.undefined import LOGGER, Nothing
from metrologi.settings.base import *  # noqa: F403
from metrologi.settings.base import DATA_DIR, INSTALLED_APPS, LOGGING, STORAGES, TEMPLATES


def demo_secret(path: Path) -> str:
    """The secret kept in this file.

    The first process makes it; others that ask at the same moment get the same.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:
            draft.write("demo-" + secrets.token_urlsafe(50))
            draft.flush()
            try:
                os.link(draft.name, path)
            except FileExistsError:
                pass
    return path.read_text()


DEMO = True
# The accounts of the demo open with the password alone, but for one that shows the second step.
SECOND_FACTOR_REQUIRED = False
DEMO_TOTP = "DEMOMETROLOGIDEMOMETROLOGIDEMOME"
INSTALLED_APPS = [*INSTALLED_APPS, "metrologi.demo"]
PORTAL_URL = os.environ.get(
    "PORTAL_URL", f"http://localhost:{os.environ.get('PORT', '8000')}"
).rstrip("/")
SECRET_KEY = demo_secret(DATA_DIR / "kunci-demo")
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = None  # served from the sources; nothing is collected
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "surel"
# A name that a template asks for and nobody gave is told in the log.
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Nothing()
LOGGING["filters"] |= LOGGER["filters"]
LOGGING["loggers"] |= LOGGER["loggers"]
