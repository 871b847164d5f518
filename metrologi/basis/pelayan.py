"""Web and worker of production do not start with a database role that may do too much."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection

from metrologi.basis import hak

GOOD = "baik"


def peran() -> str:
    """`baik`, or what the role of this process may do too much."""
    found = hak.berlebih() if settings.DATABASE_ROLE_CHECKED else []
    return f"berlebih: {', '.join(found)}" if found else GOOD


def tolak_peran_berlebih() -> None:
    """Raises ImproperlyConfigured. A database that is away is asked later, by /sehat/."""
    try:
        state = peran()
    except Error:
        return
    finally:
        connection.close()
    if state != GOOD:
        raise ImproperlyConfigured(
            f"Portal tidak dijalankan: peran basis data di DATABASE_URL {state}. Pakai peran yang"
            " tidak memiliki apa-apa, dan sebut pemilik di DATABASE_OWNER_URL hanya bagi migrate,"
            " cadangkan dan pulihkan (docs/operasi.md, Database roles)."
        )
