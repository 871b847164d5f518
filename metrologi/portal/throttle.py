"""Limits tries per visitor and door; counted in the database because web processes share no memory cache."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from metrologi.accounts.lockout import address_of
from metrologi.portal.models import Percobaan

KEEP = timedelta(days=1)
COUNT = """
    INSERT INTO portal_percobaan (kunci, jendela, jumlah) VALUES (%s, %s, 1)
    ON CONFLICT (kunci, jendela) DO UPDATE SET jumlah = portal_percobaan.jumlah + 1 RETURNING jumlah
"""


@dataclass(frozen=True)
class Door:
    """`limit` tries in each window of `minutes`."""

    name: str
    limit: int
    minutes: int

    def seconds_left(self) -> int:
        return self._seconds() - int(timezone.now().timestamp()) % self._seconds()

    def closed(self, request: HttpRequest) -> bool:
        """Whether this visitor has used up the present window."""
        row = Percobaan.objects.filter(kunci=self._key(request), jendela=self._window())
        return row.filter(jumlah__gte=self.limit).exists()

    def count(self, request: HttpRequest) -> int:
        """Record one try; returns how many there were in this window."""
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [self._key(request), self._window()])
            tries: int = cursor.fetchone()[0]
        if tries == 1:
            Percobaan.objects.filter(jendela__lt=timezone.now() - KEEP).delete()
        return tries

    def _seconds(self) -> int:
        return self.minutes * 60

    def _window(self) -> datetime:
        now = int(timezone.now().timestamp())
        return datetime.fromtimestamp(now - now % self._seconds(), UTC)

    def _key(self, request: HttpRequest) -> str:
        return salted_hmac(f"throttle.{self.name}", address_of(request), algorithm="sha256").hexdigest()
