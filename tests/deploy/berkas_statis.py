"""Settings that collect the static files as production does, but leave them uncompressed."""

from metrologi.settings.base import *  # noqa: F403
from metrologi.settings.base import STORAGES

SECRET_KEY = "test-only-" + "x" * 50
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
}
