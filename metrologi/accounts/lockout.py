"""Settings of django-axes: the name and the address that tries are counted by, and the 429 page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import perangkat
from metrologi.accounts.backends import kandidat

MINUTES = round(settings.AXES_COOLOFF_TIME * 60)


def identity(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The user name of the account that was typed, with the browser if it is known there.

    Another spelling of the same name therefore does not start a new count of tries.
    """
    typed = (credentials or {}).get("username") or (
        request.POST.get("username", "") if request else ""
    )
    found = kandidat(str(typed)) if typed else []
    if not found:
        return str(typed).strip().lower()[:200]
    device = perangkat.nama(request, found[:1]) if request else ""
    return f"{found[0].username} {device}".strip()


def known_device(request: HttpRequest) -> str:
    """Browser and account, where the account that was typed has signed in from it; "" otherwise."""
    if settings.DEVICE_COOKIE_NAME not in request.COOKIES:
        return ""
    found = kandidat(request.POST.get("username", ""))[:1]
    device = perangkat.nama(request, found)
    return f"{device} {found[0].pk}" if device else ""


def address_of(request: HttpRequest) -> str:
    """The address of the visitor.

    Behind `TRUSTED_PROXIES` proxies it is the one that the outermost of them saw.
    """
    hops = [
        hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()
    ]
    depth: int = getattr(settings, "TRUSTED_PROXIES", 0)
    return (
        hops[-depth] if depth and len(hops) >= depth else str(request.META.get("REMOTE_ADDR", ""))
    )


def too_many(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    answer = render(request, "accounts/terlalu_banyak.html", {"menit": MINUTES}, status=429)
    answer["Retry-After"] = str(MINUTES * 60)
    return answer
