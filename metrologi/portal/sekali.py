"""One sending of a form is carried out once, however often it arrives.

Every form that posts carries a key of its own (the tag `csrf_token`, see templatetags/sekali.py).
The first arrival does the work. A second click, or a try after a lost answer, waits for the first
and is led to the same place.

A page that sends by itself (static/portal/kirim.js) is told which key was stored and where it leads
to: only then does it forget what it kept of the form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone

from metrologi.portal.models import Kiriman

FIELD = "kiriman"
KEEP = timedelta(days=2)
# Waits where the same sending is being carried out, and inserts nothing where it was.
CLAIM = """
    INSERT INTO portal_kiriman (sidik, pada, alamat) VALUES (%s, %s, '')
    ON CONFLICT (sidik) DO NOTHING
"""


class Sekali:
    """Stands last in the list of middleware, so that it sees every exception of a view first.

    The claim is made in the transaction of the work itself: both are kept or neither is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as work:
            place = cast(Any, request)
            place.pekerjaan, place.sidik = work, ""
            response = self.get_response(request)
            if place.sidik:
                _settle(request, place.sidik, response)
        return _named(request, response)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        place = cast(Any, request)
        if request.method != "POST" or place.htmx or not (key := _key(request)):
            return None
        sidik = fingerprint(request, key)
        place.pekerjaan.enter_context(transaction.atomic())
        if not _claim(sidik):
            return HttpResponseRedirect(Kiriman.objects.get(sidik=sidik).alamat)
        place.sidik = sidik
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """The work is undone before a page of the error is made."""
        place = cast(Any, request)
        place.sidik = ""
        place.pekerjaan.__exit__(type(exception), exception, exception.__traceback__)


def _key(request: HttpRequest) -> str:
    """The key of the form; "" where there is none, or one that is not ours."""
    try:
        return UUID(request.POST.get(FIELD, "")).hex
    except ValueError:
        return ""


def fingerprint(request: HttpRequest, key: str) -> str:
    """Names this sending: who sent what to which address, under which key.

    A person who goes back, changes a word and sends again has therefore sent something new.
    """
    fields = [
        (name, values)
        for name, values in sorted(request.POST.lists())
        if name not in ("csrfmiddlewaretoken", FIELD)
    ]
    files = [(name, [_digest(f) for f in fs]) for name, fs in sorted(request.FILES.lists())]
    text = json.dumps([key, request.user.pk, request.get_full_path(), fields, files])
    return hashlib.sha256(text.encode()).hexdigest()


def _digest(file: UploadedFile) -> str:
    hashed = hashlib.sha256()
    for chunk in cast(Iterator[bytes], file.chunks()):
        hashed.update(chunk)
    file.seek(0)
    return f"{file.name} {hashed.hexdigest()}"


def _claim(sidik: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [sidik, timezone.now()])
        return bool(cursor.rowcount == 1)


def _named(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Where the work led to and the key that is stored, for a page that sends by itself."""
    if not isinstance(response, HttpResponseRedirect) or request.method != "POST":
        return response
    if not request.headers.get("Accept", "").startswith("application/json") or not _key(request):
        return response
    told = JsonResponse({"tersimpan": request.POST[FIELD], "alamat": response.url})
    told.cookies = response.cookies
    return told


def _settle(request: HttpRequest, sidik: str, response: HttpResponse) -> None:
    """Remember where the work led to.

    A page that is shown again may be sent again. An answer that changed the session is not
    remembered: the browser that never got it needs the change too.
    """
    own = Kiriman.objects.filter(sidik=sidik)
    if isinstance(response, HttpResponseRedirect) and not request.session.modified:
        own.update(alamat=response.url)
    else:
        own.delete()


def sweep() -> int:
    """Forget old sendings; returns how many."""
    gone, _ = Kiriman.objects.filter(pada__lt=timezone.now() - KEEP).delete()
    return gone
