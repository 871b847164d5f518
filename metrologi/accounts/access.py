"""Who may open a view: everyone, everyone signed in, or the holders of a role. Every view of ours declares one."""
from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers

from metrologi.accounts.roles import Role

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Open to everyone, signed in or not."""
    return _declare(view, ("public",), lambda request: None)


def login(view: View) -> View:
    """Open to everyone signed in; others go to the sign-in page and come back."""
    return _declare(view, ("login",), _signed_in)


def roles(*wanted: str) -> Callable[[View], View]:
    """Open to holders of any of these roles today, at any unit; the view narrows it to the unit. Others get 403."""
    allowed = frozenset(Role(role) for role in wanted)
    if not allowed:
        raise ValueError("access.roles tanpa peran")

    def check(request: HttpRequest) -> HttpResponse | None:
        if (answer := _signed_in(request)) is not None:
            return answer
        if not request.user.roles() & allowed:
            names = ", ".join(role.label for role in Role if role in allowed)
            raise PermissionDenied(f"Halaman ini hanya untuk {names}.")
        return None

    return lambda view: _declare(view, ("roles", allowed), check)


def _declare(view: View, access: tuple[Any, ...], check: Callable[[HttpRequest], HttpResponse | None]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (answer := check(request)) is not None:
            return answer
        response = view(request, *args, **kwargs)
        if access[0] != "public" and not response.has_header("Cache-Control"):
            # The next person at a shared counter computer must not leaf back into this one's pages.
            add_never_cache_headers(response)
        return response

    guarded.access = access
    return guarded


def _signed_in(request: HttpRequest) -> HttpResponse | None:
    if request.user.is_authenticated:
        return None
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": resolve_url("accounts:masuk")})
    return redirect_to_login(request.get_full_path())
