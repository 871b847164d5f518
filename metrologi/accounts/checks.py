"""System checks: every view says who may open it, and only the demo asks no second factor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Page:
    """One URL pattern: its route, its full name ("accounts:masuk") and the view behind it."""

    route: str
    name: str
    view: Callable[..., Any]

    @property
    def module(self) -> str:
        return real(self.view).__module__

    @property
    def ours(self) -> bool:
        """Whether the code of the view lives in this repository, not in a library."""
        file = import_module(self.module.split(".")[0]).__file__ or ""
        return settings.ROOT in Path(file).parents and "site-packages" not in file

    @property
    def access(self) -> tuple[Any, ...] | None:
        return getattr(self.view, "access", None)


def real(view: Any) -> Any:
    """The class or function behind all wrappers, so that a view of a library counts as one."""
    while True:
        if isinstance(view, partial):
            view = view.func
        elif hasattr(view, "view_class"):
            return view.view_class
        elif hasattr(view, "__wrapped__"):
            view = view.__wrapped__
        else:
            return view


def views_declare_access(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """System check: a view of ours without `access.public`, `.login` or `.roles` is an error."""
    return [
        Error(
            f"Halaman {page.route} tidak menyatakan siapa yang boleh membukanya.",
            hint="Pakai access.public, access.login, atau access.roles pada view-nya.",
            id="accounts.E001",
        )
        for page in all_views()
        if page.ours and page.access is None
    ]


def second_factor_is_asked(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """System check: outside the demo, heavy roles are never opened by a password alone."""
    if settings.SECOND_FACTOR_REQUIRED or settings.DEMO:
        return []
    return [
        Error(
            "SECOND_FACTOR_REQUIRED hanya boleh False dalam mode demo.",
            hint="Hapus pengaturan itu; bakunya True.",
            id="accounts.E002",
        )
    ]


def all_views(urlconf: str | None = None) -> list[Page]:
    """Every URL pattern of the urlconf (the project's), in order."""
    return list(_walk(get_resolver(urlconf).url_patterns, "", ""))


def _walk(patterns: Any, route: str, space: str) -> Iterator[Page]:
    for item in patterns:
        here = route + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from _walk(
                item.url_patterns, here, f"{space}{item.namespace}:" if item.namespace else space
            )
        elif isinstance(item, URLPattern):
            yield Page(here, f"{space}{item.name}" if item.name else "", item.callback)
