"""The nightly work of the portal itself."""

from __future__ import annotations

from procrastinate.contrib.django import app

from metrologi.portal import sekali


@app.periodic(cron="37 3 * * *")
@app.task(name="portal.sapu_kiriman", queueing_lock="sapu_kiriman")
def sapu_kiriman(timestamp: int = 0) -> int:
    """Forget the sendings of former days; returns how many."""
    return sekali.sweep()
