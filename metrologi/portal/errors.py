"""The pages of what went wrong: in plain words, with what to do next, and without losing what was typed."""
from __future__ import annotations

import re
import sys
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

# Fields that are never written back into a page.
SECRET = re.compile(r"pass|sandi|secret|rahasia|token|otp|\bpin\b", re.I)
RETRY_AFTER = 30


def page(request: HttpRequest, status: int, pesan: str = "", **context: Any) -> HttpResponse:
    """The page of `status`; a program that asks for JSON gets the sentence alone."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"pesan": pesan or f"Kesalahan {status}"}, status=status)
    return render(request, f"errors/{status}.html", {"pesan": pesan, **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403, str(exception or ""))


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
    return page(request, 413, f"Kiriman paling besar {limit} MB.", kembali=same_site_referer(request))


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    response = page(request, 429, menit=max(1, round(seconds / 60)))
    response["Retry-After"] = str(seconds)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """The page of 500, or of 503 when the database was what failed; it needs neither database nor session."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return unavailable(request)
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(render_to_string("errors/503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token was too old. Its own site's words come back, ready to be sent again."""
    return render(request, "errors/csrf.html", resend(request), status=403)


def session_ended(request: HttpRequest) -> HttpResponse:
    """Posted after the session ended: the words wait here while the person signs in in another tab."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"pesan": "Sesi Anda sudah berakhir. Silakan masuk lagi."}, status=401)
    if request.headers.get("HX-Request"):
        # A fragment cannot show the page; the words stay where they were typed, and portal.js says why.
        return HttpResponse(status=401)
    return render(request, "errors/sesi.html", {"masuk": settings.LOGIN_URL, **resend(request)}, status=403)


def resend(request: HttpRequest) -> dict[str, Any]:
    """What may be sent again; nothing when the form came from another site, which is what the token guards against."""
    if request.method != "POST" or not from_here(request):
        return {"fields": []}
    pairs = [(k, v) for k, vs in request.POST.lists() for v in vs if k != "csrfmiddlewaretoken"]
    fields = [(k, v) for k, v in pairs if not SECRET.search(k)]
    return {"fields": fields, "ulangi": True, "rahasia": len(fields) < len(pairs), "berkas": bool(request.FILES)}


def from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" and (
        urlsplit(origin).netloc == request.get_host())


def same_site_referer(request: HttpRequest) -> str:
    """The path of the page that the person came from, when it is one of ours."""
    parts = urlsplit(request.headers.get("Referer", ""))
    return parts.path if parts.netloc == request.get_host() and parts.path.startswith("/") else ""
