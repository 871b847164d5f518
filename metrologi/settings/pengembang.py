"""Development: the demo with Django's error page, on this machine only, never with real data."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from metrologi.settings.demo import *  # noqa: F403
from metrologi.settings.demo import PORTAL_URL

# Django's error page shows settings and data, so nobody else may see it.
HERE = ["localhost", "127.0.0.1", "[::1]"]


def problems(env: dict[str, str], portal_url: str) -> list[str]:
    """What speaks against development here, a sentence each; an empty list means nothing does."""
    address = urlsplit(portal_url)
    checks = [
        (
            address.scheme == "https" or address.hostname not in {"localhost", "127.0.0.1", "::1"},
            "PORTAL_URL menunjuk portal yang dipakai orang lain.",
        ),
        (
            env.get("HOST", "127.0.0.1") not in {"localhost", "127.0.0.1", "::1"},
            "HOST harus alamat mesin ini sendiri.",
        ),
        (
            bool(env.get("EMAIL_HOST") or env.get("BSRE_URL") or env.get("PENGADUAN_IMAP_HOST")),
            "Server surel, BSrE dan kotak surat tidak dipakai dalam pengembangan.",
        ),
    ]
    return [sentence for wrong, sentence in checks if wrong]


if _found := problems(dict(os.environ), PORTAL_URL):
    _list = "\n- ".join(_found)
    raise ImproperlyConfigured(
        f"Pengaturan pengembangan tidak dijalankan di lingkungan produksi:\n- {_list}"
    )

DEBUG = True
ALLOWED_HOSTS = HERE
# Files of static/ are read anew at every request.
WHITENOISE_AUTOREFRESH = True
