"""Walks the URLs of the project, so that a test can prove that every view of ours declares its access."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
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
    """The class or function behind wrappers, so that a library view in our decorator is still known for what it is."""
    while True:
        if isinstance(view, partial):
            view = view.func
        elif hasattr(view, "view_class"):
            return view.view_class
        elif hasattr(view, "__wrapped__"):
            view = view.__wrapped__
        else:
            return view


def all_views(urlconf: str | None = None) -> list[Page]:
    """Every URL pattern of the urlconf (the project's), in order."""
    return list(_walk(get_resolver(urlconf).url_patterns, "", ""))


def _walk(patterns: Any, route: str, space: str) -> Iterator[Page]:
    for item in patterns:
        here = route + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from _walk(item.url_patterns, here, f"{space}{item.namespace}:" if item.namespace else space)
        elif isinstance(item, URLPattern):
            yield Page(here, f"{space}{item.name}" if item.name else "", item.callback)
