"""Limits tries per visitor and page, counted in the database that all web processes share."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from metrologi.accounts.batas import Batas
from metrologi.accounts.lockout import address_of
from metrologi.portal import errors
from metrologi.portal.models import Percobaan

KEEP = timedelta(days=1)
COUNT = """
    INSERT INTO portal_percobaan (kunci, jendela, jumlah) VALUES (%s, %s, %s)
    ON CONFLICT (kunci, jendela) DO UPDATE SET jumlah = portal_percobaan.jumlah + excluded.jumlah
    RETURNING jumlah
"""
# The neighbours of an address together may do so many times as much as one of them.
NEIGHBOURS = 4
# A provider gives one customer so much: a few addresses of version 4, a prefix of version 6.
NETWORK = {4: 24, 6: 48}


def visitor(request: HttpRequest) -> str:
    """The account of a signed-in person, else the address."""
    user = request.user
    return f"akun {user.pk}" if user.is_authenticated else address_of(request)


def network(request: HttpRequest) -> str:
    """The network of the visitor's address; the address itself where it cannot be read."""
    raw = address_of(request)
    try:
        address = ipaddress.ip_address(raw)
    except ValueError:
        return raw
    return str(ipaddress.ip_network(f"{raw}/{NETWORK[address.version]}", strict=False))


@dataclass(frozen=True)
class Door:
    """`limit` tries, or another amount that is counted, in each window of `minutes`."""

    name: str
    limit: int
    minutes: int
    whose: Callable[[HttpRequest], str] = address_of

    def seconds_left(self) -> int:
        return self._seconds() - int(timezone.now().timestamp()) % self._seconds()

    def closed(self, request: HttpRequest) -> bool:
        """Whether this visitor has used up the present window."""
        return any(Percobaan.objects.filter(self.used_up(request)))

    def used_up(self, request: HttpRequest) -> Q:
        """The row of this visitor, if the present window is used up."""
        now = {"kunci": self._key(request), "jendela": self._window()}
        return Q(jumlah__gte=self.limit, **now)

    def count(self, request: HttpRequest, amount: int = 1) -> int:
        """Record one try, or an amount; returns how much there was in this window."""
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [self._key(request), self._window(), amount])
            tries: int = cursor.fetchone()[0]
        if tries == amount:
            Percobaan.objects.filter(jendela__lt=timezone.now() - KEEP).delete()
        return tries

    def _seconds(self) -> int:
        return self.minutes * 60

    def _window(self) -> datetime:
        now = int(timezone.now().timestamp())
        return datetime.fromtimestamp(now - now % self._seconds(), UTC)

    def _key(self, request: HttpRequest) -> str:
        whose = self.whose(request)
        return salted_hmac(f"throttle.{self.name}", whose, algorithm="sha256").hexdigest()


class Pembatas:
    """Keeps to the limits that a view declares with `metrologi.accounts.batas`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for rule in rules_of(request):
            if rule.counts(response):
                for door in doors_of(rule, request):
                    door.count(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        doors = [door for rule in rules_of(request, view) for door in doors_of(rule, request)]
        if not (doors and Percobaan.objects.filter(any_of(doors, request)).exists()):
            return None
        shut = [door.seconds_left() for door in doors if door.closed(request)]
        return errors.too_many(request, max(shut))


def any_of(doors: list[Door], request: HttpRequest) -> Q:
    return reduce(or_, [door.used_up(request) for door in doors])


def rules_of(request: HttpRequest, view: Any = None) -> list[Batas]:
    """The limits that this request is subject to."""
    match = request.resolver_match
    view = view or (match.func if match else None)
    return [rule for rule in getattr(view, "batas", ()) if request.method in rule.methods]


def doors_of(rule: Batas, request: HttpRequest) -> list[Door]:
    """Where a request of this visitor is counted: by account or known browser, else by address and
    network.

    Officers are not counted at their own portal.
    """
    if request.user.is_authenticated and request.user.uml_id:
        return []
    if known := rule.known(request):
        return [Door(rule.name, rule.most, rule.minutes, lambda r: known)]
    named = request.POST.get(rule.box, "").strip().lower() if rule.box else ""
    own = Door(rule.name, rule.most, rule.minutes, lambda r: f"{visitor(r)} {named}")
    if request.user.is_authenticated:
        return [own]
    wider, many = f"{rule.name}-jaringan", rule.most * NEIGHBOURS
    return [own, Door(wider, many, rule.minutes, lambda r: f"{network(r)} {named}")]
