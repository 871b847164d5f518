"""Error pages: they say plainly what to do next, and keep what the person has typed."""

from __future__ import annotations

import errno
import re
import sys
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from psycopg.errors import DiskFull, UniqueViolation

from metrologi.portal.models import Kiriman

# Fields that are never written back into a page; whether a complaint is confidential is no secret.
SECRET = re.compile(r"pass|sandi|secret|(?<!ke)rahasia|token|otp|\b(pin|lama|ulangi)\b", re.I)
# What each form that is drawn gets anew.
OF_THE_FORM = ("csrfmiddlewaretoken", Kiriman.KOTAK)
# Keys of cases and of their rows, made by the page.
CASE_KEY = re.compile(r"(^|-)kunci$")
RETRY_AFTER = 30
HOUR = 60


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks, or a page that sends its form by itself."""
    return request.headers.get("Accept", "").startswith("application/json")


def page(request: HttpRequest, status: int, pesan: str = "", **context: Any) -> HttpResponse:
    """The page of `status`; a program that asks for JSON gets the sentence alone."""
    if wants_json(request):
        return JsonResponse({"pesan": pesan or f"Kesalahan {status}"}, status=status)
    return render(request, f"errors/{status}.html", {"pesan": pesan, **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for 400."""
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for 403, with the sentence of the refusal."""
    return page(request, 403, str(exception or ""))


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for 404."""
    return page(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """The page for 413: files or fields that are larger than the portal takes."""
    limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
    return page(
        request, 413, f"Kiriman paling besar {limit} MB.", kembali=same_site_referer(request)
    )


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """So many tries were counted that this one is not made; what was typed comes back."""
    response = page(
        request,
        429,
        f"Terlalu banyak percobaan. Coba lagi {lama(seconds)} lagi.",
        **resend(request),
    )
    response["Retry-After"] = str(seconds)
    return response


def lama(seconds: int) -> str:
    """How long to wait, as people say it."""
    minutes = max(1, round(seconds / 60))
    return f"{minutes} menit" if minutes < HOUR else f"kira-kira {round(minutes / HOUR)} jam"


def over_quota(request: HttpRequest, seconds: int) -> HttpResponse:
    """So much was uploaded today that no file is taken; what was typed comes back."""
    response = render(
        request,
        "errors/kuota.html",
        {"jam": max(1, round(seconds / 3600)), **resend(request)},
        status=429,
    )
    response["Retry-After"] = str(seconds)
    return response


def no_room(exception: BaseException | None) -> bool:
    """Whether this is a full disk, of ours or of the database."""
    if isinstance(exception, OSError):
        return exception.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(getattr(exception, "__cause__", None), DiskFull)


def twin(exception: BaseException | None) -> bool:
    """Whether somebody else kept the same just before."""
    return isinstance(getattr(exception, "__cause__", None), UniqueViolation)


def kept_already(request: HttpRequest) -> HttpResponse:
    """What was sent exists since a moment ago; the words come back and may be looked at."""
    return render(request, "errors/kembar.html", resend(request), status=409)


def stored_before(request: HttpRequest, alamat: str) -> HttpResponse:
    """Other words came under the key of a case that exists at `alamat`; they may be sent as new."""
    if wants_json(request):
        told = (
            "Formulir ini sudah tersimpan dengan isian sebelumnya; isian yang baru belum disimpan."
        )
        return JsonResponse({"pesan": told, "tersimpan_di": alamat}, status=409)
    again = resend(request)
    again["fields"] = [(k, str(uuid4()) if CASE_KEY.search(k) else v) for k, v in again["fields"]]
    context = {**again, "tersimpan_di": alamat, "label": "Kirim sebagai yang baru"}
    return render(request, "errors/tersimpan.html", context, status=409)


def full(request: HttpRequest) -> HttpResponse:
    """No room on the disk: nothing was kept, and what was typed comes back."""
    return render(request, "errors/507.html", resend(request), status=507)


def broken(request: HttpRequest) -> HttpResponse:
    """The page for 500, and for 503 and 507 when database or disk failed.

    It needs neither database nor session.
    """
    if no_room(sys.exc_info()[1]):
        return HttpResponse(render_to_string("errors/penuh.html"), status=507)
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return unavailable(request)
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The page for 503: the database does not answer."""
    response = HttpResponse(render_to_string("errors/503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token was too old. Its own site's words come back, ready to be sent again."""
    if wants_json(request):
        told = "Formulir ini sudah kedaluwarsa. Muat ulang halaman ini, lalu kirim lagi."
        return JsonResponse({"pesan": told, "segarkan": True}, status=403)
    return render(request, "errors/csrf.html", resend(request), status=403)


def session_ended(request: HttpRequest) -> HttpResponse:
    """The page for a form that was sent after the session ended.

    It holds what was typed while the person signs in in another tab.
    """
    if wants_json(request):
        told = "Sesi Anda sudah berakhir. Silakan masuk lagi."
        return JsonResponse({"pesan": told, "masuk": resolve_url(settings.LOGIN_URL)}, status=401)
    if request.headers.get("HX-Request"):
        # A fragment cannot show the page; what was typed stays in its form, and portal.js says why.
        return HttpResponse(status=401)
    return render(
        request, "errors/sesi.html", {"masuk": settings.LOGIN_URL, **resend(request)}, status=403
    )


def resend(request: HttpRequest) -> dict[str, Any]:
    """The fields that may be sent again, and the key of the form: it is the same sending.

    None if the form came from another site, against which the token protects.
    """
    if request.method != "POST" or not from_here(request):
        return {"fields": []}
    pairs = [(k, v) for k, vs in request.POST.lists() for v in vs if k not in OF_THE_FORM]
    fields = [(k, v) for k, v in pairs if not SECRET.search(k)]
    return {
        "fields": fields,
        "kiriman": request.POST.get(Kiriman.KOTAK, ""),
        "ulangi": True,
        "label": "Kirim ulang",
        "rahasia": len(fields) < len(pairs),
        "berkas": bool(request.FILES),
    }


def from_here(request: HttpRequest) -> bool:
    """Whether the form was sent from a page of this portal."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" and (
        urlsplit(origin).netloc == request.get_host()
    )


def same_site_referer(request: HttpRequest) -> str:
    """The path of the page that the person came from, when it is one of ours."""
    parts = urlsplit(request.headers.get("Referer", ""))
    return parts.path if parts.netloc == request.get_host() and parts.path.startswith("/") else ""
