"""Says who may open a view; every view of the project declares one of these rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role

if TYPE_CHECKING:
    from metrologi.accounts.models import User

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Open to everyone, signed in or not."""
    return _declare(view, ("public",), lambda request: None)


def login(view: View) -> View:
    """Open to everyone signed in; others go to the sign-in page and come back."""
    return _declare(view, ("login",), _signed_in)


def roles(*wanted: str) -> Callable[[View], View]:
    """Open to people who hold one of these roles today, at any unit; others get 403.

    The roles are kept on the person as `page_roles`. Whatever looks up one object for the page
    (`case_or_404`, `uttp.perwakilan.wajib_berperan`) asks for them again at the unit of that
    object.
    """
    allowed = frozenset(Role(role) for role in wanted)
    if not allowed:
        raise ValueError("access.roles tanpa peran")

    def check(request: HttpRequest) -> HttpResponse | None:
        if (answer := _signed_in(request)) is not None:
            return answer
        if not request.user.roles_anywhere() & allowed:
            raise only_for(allowed)
        request.user.page_roles = allowed
        return None

    return lambda view: _declare(view, ("roles", allowed), check)


def holds_at(user: User, unit: int, *wanted: str) -> bool:
    """Whether this person holds one of the staff roles today at the unit with that primary key."""
    return unit in user.units_with(wanted)


def require_at(user: User, unit: int, *wanted: str) -> None:
    """Check that the person holds one of the roles at the unit of the object.

    Raises PermissionDenied if they hold none of them there.
    """
    if not holds_at(user, unit, *wanted):
        raise only_for(frozenset(wanted))


def unit_of(user: User, *wanted: str) -> Uml:
    """The unit in which this person works with one of the roles: their own before others.

    Raises PermissionDenied where they hold none of the roles today.
    """
    units = user.units_with(wanted)
    if not units:
        raise only_for(frozenset(wanted))
    return Uml.objects.get(pk=user.uml_id if user.uml_id in units else units[0])


def only_for(allowed: frozenset[str]) -> PermissionDenied:
    """The refusal that names who may."""
    names = ", ".join(role.label for role in Role if role in allowed)
    return PermissionDenied(f"Halaman ini hanya untuk {names}.")


def installation(view: View) -> View:
    """Open to the administrator of the whole installation (superuser); others get 403.

    For what belongs to no unit: background jobs, and settings that hold for every unit.
    """

    def check(request: HttpRequest) -> HttpResponse | None:
        if (answer := _signed_in(request)) is None:
            require_installation(request.user)
        return answer

    return _declare(view, ("installation",), check)


def require_installation(user: Any) -> None:
    """Raises PermissionDenied unless this is the administrator of the whole installation."""
    if not user.is_superuser:
        raise PermissionDenied("Hanya untuk administrator instalasi portal.")


def _declare(
    view: View, access: tuple[Any, ...], check: Callable[[HttpRequest], HttpResponse | None]
) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (answer := check(request)) is not None:
            return answer
        return view(request, *args, **kwargs)

    guarded.access = access
    return guarded


def _signed_in(request: HttpRequest) -> HttpResponse | None:
    if request.user.is_authenticated:
        return None
    if request.headers.get("HX-Request"):
        # The page may hold what somebody typed: it stays, and kirim.js says what to do.
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path())
