"""How much a visitor may try at a page: said at its view, counted by `metrologi.portal.throttle`.

People of an office, and thousands on a mobile network, share one address. So what is counted is a
miss (a wrong password, an unknown code), or a sending that costs others something (a letter, a
complaint); looking up one's own things is never counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

Counts = Callable[[HttpResponse], bool]
MISSES = frozenset({404, 410, 422})


def miss(response: HttpResponse) -> bool:
    """A guess that did not fit."""
    return response.status_code in MISSES


def sent(response: HttpResponse) -> bool:
    """A form that was accepted."""
    return response.status_code == 302


def nobody(request: HttpRequest) -> str:
    """Known by no name of its own."""
    return ""


def always(response: HttpResponse) -> bool:
    return True


@dataclass(frozen=True)
class Batas:
    """`most` of what `counts` in each window of so many minutes, from one visitor.

    A visitor is an account, or the address of somebody who is not signed in. With `box` what that
    box of the form names is a part of the visitor: one address may ask for letters to many people,
    but only for a few to the same one. With `known` somebody whom it names is counted under that
    name, whatever happens at the address.
    """

    name: str
    most: int
    minutes: int
    counts: Counts = miss
    box: str = ""
    known: Callable[[HttpRequest], str] = nobody
    methods: tuple[str, ...] = ("POST",)


def batasi(*rules: Batas) -> Callable[[Any], Any]:
    """Limit a view; stands below its access rule, which hands the limits on."""

    def mark(view: Any) -> Any:
        view.batas = rules
        return view

    return mark
