"""How long ago the person at this session last proved who they are."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest

from metrologi.clock.now import now

# Session key: when the password was last given, in seconds.
DIKONFIRMASI = "dikonfirmasi"
SELA = timedelta(minutes=10)


def ingat(request: HttpRequest) -> None:
    """The password was right just now."""
    request.session[DIKONFIRMASI] = now().timestamp()


def masih(request: HttpRequest) -> bool:
    """Whether the last proof is young enough for what an open session alone must not do."""
    given: float = request.session.get(DIKONFIRMASI, 0)
    return now().timestamp() < given + SELA.total_seconds()
