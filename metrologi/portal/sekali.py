"""One sending of a form is carried out once, however often it arrives.

Every form that posts carries a key of its own (the tag `csrf_token`, see templatetags/sekali.py).
The first arrival does the work. A second click, or a try after a lost answer, waits for the first
and is led to the same place.

A form that opens a case keeps the key of the case too, also over a lost answer and the way back. If
it comes again with other words, the first case would be given back and the new words be lost: such
a sending is answered with what is stored and the offer to send the words as a new case.

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

from metrologi.portal import errors
from metrologi.portal.models import Kiriman

FIELD = Kiriman.KOTAK
# The key of the case that a form opens, or of the row that it fills.
OF_A_CASE = "kunci"
NOT_TYPED = ("csrfmiddlewaretoken", FIELD, OF_A_CASE)
# A draft may lie on a device for a journey of several days.
KEEP = timedelta(days=14)
# Waits where the same sending is being carried out, and inserts nothing where it was.
CLAIM = """
    INSERT INTO portal_kiriman (sidik, isi, pada, alamat) VALUES (%s, %s, %s, '')
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
            place.pekerjaan, place.sidik = work, []
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
        place.pekerjaan.enter_context(transaction.atomic())
        typed = _typed(request)
        sidik = _hashed(key, request.user.pk, request.get_full_path(), typed)
        if not _claim(sidik):
            return HttpResponseRedirect(Kiriman.objects.get(sidik=sidik).alamat)
        place.sidik = [sidik]
        return _of_the_case(request, _hashed(typed))

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """The work is undone before a page of the error is made."""
        place = cast(Any, request)
        place.sidik = []
        place.pekerjaan.__exit__(type(exception), exception, exception.__traceback__)


def _key(request: HttpRequest, name: str = FIELD) -> str:
    """The key of the form; "" where there is none, or one that is not ours."""
    try:
        return UUID(request.POST.get(name, "")).hex
    except ValueError:
        return ""


def _typed(request: HttpRequest) -> list[Any]:
    """All that was sent, without the keys that the page made.

    A person who goes back, changes a word and sends again has therefore sent something new.
    """
    fields = [
        (name, values) for name, values in sorted(request.POST.lists()) if name not in NOT_TYPED
    ]
    return [
        fields,
        [(name, [_digest(f) for f in fs]) for name, fs in sorted(request.FILES.lists())],
    ]


def _hashed(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _of_the_case(request: HttpRequest, isi: str) -> HttpResponse | None:
    """The answer where the key of the case was used before; None where its work is still to do."""
    key = _key(request, OF_A_CASE)
    if not key:
        return None
    sidik = _hashed(OF_A_CASE, key, request.user.pk)
    if _claim(sidik, isi):
        cast(Any, request).sidik.append(sidik)
        return None
    stored = Kiriman.objects.get(sidik=sidik)
    if stored.isi == isi:
        return HttpResponseRedirect(stored.alamat)
    return errors.stored_before(request, stored.alamat)


def _digest(file: UploadedFile) -> str:
    hashed = hashlib.sha256()
    for chunk in cast(Iterator[bytes], file.chunks()):
        hashed.update(chunk)
    file.seek(0)
    return f"{file.name} {hashed.hexdigest()}"


def _claim(sidik: str, isi: str = "") -> bool:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [sidik, isi, timezone.now()])
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


def _settle(request: HttpRequest, sidik: list[str], response: HttpResponse) -> None:
    """Remember where the work led to.

    A page that is shown again may be sent again. An answer that changed the session is not
    remembered: the browser that never got it needs the change too. The key of a case is remembered
    of whoever is signed in, for they find the case without a session.
    """
    if not isinstance(response, HttpResponseRedirect):
        kept = []
    elif not request.session.modified:
        kept = sidik
    else:
        kept = sidik[1:] if request.user.is_authenticated else []
    Kiriman.objects.filter(sidik__in=set(sidik).difference(kept)).delete()
    Kiriman.objects.filter(sidik__in=kept).update(alamat=response.headers.get("Location", ""))


def sweep() -> int:
    """Forget old sendings; returns how many."""
    gone, _ = Kiriman.objects.filter(pada__lt=timezone.now() - KEEP).delete()
    return gone
