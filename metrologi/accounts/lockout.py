"""What django-axes needs of us: under which name tries are counted, from which address, and the page of 429."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts.backends import kandidat

MINUTES = round(settings.AXES_COOLOFF_TIME * 60)


def identity(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The user name behind what was typed, so that spelling it differently opens no new set of tries."""
    typed = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    found = kandidat(str(typed)) if typed else []
    return found[0].username if found else str(typed).strip().lower()[:200]


def address_of(request: HttpRequest) -> str:
    """The visitor's address; behind `TRUSTED_PROXIES` proxies, the one that the outermost of them saw."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    depth: int = getattr(settings, "TRUSTED_PROXIES", 0)
    return hops[-depth] if depth and len(hops) >= depth else str(request.META.get("REMOTE_ADDR", ""))


def too_many(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    answer = render(request, "accounts/terlalu_banyak.html", {"menit": MINUTES}, status=429)
    answer["Retry-After"] = str(MINUTES * 60)
    return answer
