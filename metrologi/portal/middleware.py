"""Stops requests that no view should see, and turns a lost database or a lost session into a page people can use."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from metrologi.portal import errors

Response = Callable[[HttpRequest], HttpResponse]
# Boundaries and the other fields of a form that carries one file of the largest size.
OVERHEAD = 256 * 1024
# A browser shows no answer while it is still sending; so much of a refused body is read and thrown away.
DRAIN = 80 * 1024 * 1024
CHUNK = 256 * 1024
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
LOST_DATABASE = (OperationalError, InterfaceError)


class FriendlyErrors:
    """413 before a body is parsed, 400 for NUL bytes, 503 without a database; words survive a lost session."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if too_large(request):
            drain(request)
            return errors.too_large(request)
        if has_nul(request):
            return errors.bad_request(request)
        if request.method == "POST" and needs_login(view) and not request.user.is_authenticated:
            return errors.session_ended(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.unavailable(request) if isinstance(exception, LOST_DATABASE) else None


class PermissionsPolicy:
    """Says which powers of the device the pages use: the camera, to scan a code and photograph a plate."""

    POLICY = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.POLICY)
        return response


def needs_login(view: Any) -> bool:
    return getattr(view, "access", ("public",))[0] != "public"


def too_large(request: HttpRequest) -> bool:
    raw = request.META.get("CONTENT_LENGTH") or "0"
    return not raw.isdecimal() or int(raw) > settings.UPLOAD_MAX_BYTES + OVERHEAD


def drain(request: HttpRequest) -> None:
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
        return _dirty(request.POST) or any("\0" in (f.name or "") for fs in request.FILES.lists() for f in fs[1])
    return b"\0" in request.body or b"\\u0000" in request.body


def _dirty(data: Any) -> bool:
    return any("\0" in name or any("\0" in value for value in values) for name, values in data.lists())
