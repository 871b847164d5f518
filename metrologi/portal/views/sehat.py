"""Health checks for monitors: database, writable files, worker, certificates that expire soon."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from metrologi.accounts import access
from metrologi.basis.pelayan import peran
from metrologi.clock.now import now
from metrologi.documents.models import KunciTandaTangan

GOOD = "baik"
SILENT = timedelta(minutes=2)
# Days before the end at which a certificate is reported.
SOON = 30


def database() -> str:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return GOOD


def storage() -> str:
    """Whether the folder of stored files can be written."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=root) as probe:
        probe.write(b"sehat")
    return GOOD


def worker() -> str:
    """procrastinate's workers write a heartbeat; the freshest one counts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        last = cursor.fetchone()[0]
    return GOOD if last and now() - last < SILENT else "tidak berdetak"


def certificates() -> str:
    """The signing keys in use; a key that ends soon stops every letter of its owner."""
    last = (
        KunciTandaTangan.objects.filter(aktif=True, user__is_active=True)
        .order_by("not_after")
        .first()
    )
    if last is None:
        return "belum ada kunci"
    days = (last.not_after - now()).days
    return GOOD if days > SOON else f"berakhir dalam {max(days, 0)} hari"


VITAL: dict[str, Callable[[], str]] = {
    "basis_data": database,
    "penyimpanan": storage,
    "peran_basis_data": peran,
}
REPORTED: dict[str, Callable[[], str]] = {"pekerja": worker, "sertifikat": certificates}


@access.public
@never_cache
def sehat(request: HttpRequest) -> JsonResponse:
    """200 if the portal can serve people, else 503.

    A worker that gives no sign of life is reported, but pages work without it.
    """
    vital = {name: _answer(check) for name, check in VITAL.items()}
    well = all(answer == GOOD for answer in vital.values())
    rest = {name: _answer(check) for name, check in REPORTED.items()} if well else {}
    return JsonResponse({"sehat": well, **vital, **rest}, status=200 if well else 503)


def _answer(check: Callable[[], str]) -> str:
    try:
        return check()
    except (Error, OSError) as error:
        return f"gagal ({type(error).__name__})"
