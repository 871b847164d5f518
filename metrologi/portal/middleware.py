"""Stops requests that no view should see; a lost database or session gets a plain page."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.utils.cache import add_never_cache_headers

from metrologi.portal import errors, kuota
from metrologi.web import account_of, whole_number

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

log = logging.getLogger(__name__)
Response = Callable[[HttpRequest], HttpResponse]
# Boundaries and the other fields of a form that carries one file of the largest size.
OVERHEAD = 256 * 1024
# A browser shows no answer while it is still sending; so much of a refused body is read and thrown
# away.
DRAIN = 80 * 1024 * 1024
CHUNK = 256 * 1024
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
METHODS = ("GET", "HEAD", "POST")
# C0 and C1 controls except tab and line ends; soft hyphen, zero-width and direction marks, byte
# order mark.
INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff]"
)
LOST_DATABASE = (OperationalError, InterfaceError)


class FriendlyErrors:
    """Refuses requests before a view sees them.

    Methods that no page has get 405. Before a body is parsed, one that is too large gets 413 and
    one that exceeds the quota of the day 429; then NUL bytes get 400.

    A lost database is 503, a full disk 507, a row that somebody else kept at the same moment 409.
    What the person typed survives each of them but 413.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if too_large(request):
            drain(request)
            return errors.too_large(request)
        if door := kuota.over(request):
            return errors.over_quota(kuota.without_files(request), door.seconds_left())
        if has_nul(request):
            return errors.bad_request(request)
        drop_controls(request)
        if request.method == "POST" and needs_login(view) and not request.user.is_authenticated:
            return errors.session_ended(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if errors.no_room(exception):
            return errors.full(request)
        if errors.twin(exception):
            log.warning("Refused at %s: %s", request.path, exception)
            return errors.kept_already(request)
        return errors.unavailable(request) if isinstance(exception, LOST_DATABASE) else None


class BrowserPolicy:
    """Tells browsers which devices the pages use, what no other site may load and what none keeps.

    The camera scans codes and photographs plates. The next person at a shared counter computer must
    not leaf back into this one's pages.
    """

    HEADERS: ClassVar[dict[str, str]] = {
        "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=(),"
        " interest-cohort=()",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response.headers.setdefault(name, value)
        if account_of(request) and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


def needs_login(view: Callable[..., HttpResponseBase]) -> bool:
    """Whether only people who signed in may open this view."""
    return getattr(view, "access", ("public",))[0] != "public"


def too_large(request: HttpRequest) -> bool:
    """Whether the body is larger than the portal takes, by what its header says."""
    size = whole_number(request.META.get("CONTENT_LENGTH") or "0")
    return size is None or size > settings.UPLOAD_MAX_BYTES + OVERHEAD


def drain(request: HttpRequest) -> None:
    """Read the body to its end, so that the browser shows the refusal."""
    left = DRAIN
    while left > 0 and (chunk := request.read(CHUNK)):
        left -= len(chunk)


def has_nul(request: HttpRequest) -> bool:
    """PostgreSQL stores no NUL; no honest form or address carries one."""
    if "\0" in request.path or _dirty(request.GET):
        return True
    if request.method != "POST":
        return False
    if request.content_type in FORM_TYPES:
        return _dirty(request.POST) or any(
            "\0" in (f.name or "") for fs in request.FILES.lists() for f in fs[1]
        )
    return b"\0" in request.body or b"\\u0000" in request.body


def drop_controls(request: HttpRequest) -> None:
    """Remove control characters and invisible marks of pasted text from every text."""
    for name in ("GET", "POST"):
        given = getattr(request, name)
        if _invisible(given):
            setattr(request, name, _visible(given))


def _invisible(given: QueryDict) -> bool:
    return any(
        INVISIBLE.search(value)
        for name, values in given.lists()
        if not errors.SECRET.search(name)
        for value in values
    )


def _visible(given: QueryDict) -> QueryDict:
    """The same words without them; a passphrase stays as it was typed."""
    cleaned = given.copy()
    for name, values in given.lists():
        if not errors.SECRET.search(name):
            cleaned.setlist(name, [INVISIBLE.sub("", value) for value in values])
    cleaned._mutable = False
    return cleaned


def _dirty(data: QueryDict) -> bool:
    return any(
        "\0" in name or any("\0" in value for value in values) for name, values in data.lists()
    )
