"""The morning's job: remind of what ends soon."""

from __future__ import annotations

from procrastinate.contrib.django import app

from metrologi.perlengkapan.pengingat.ingatkan import ingatkan


@app.periodic(cron="5 23 * * *")
@app.task(name="perlengkapan.pengingat", queueing_lock="pengingat")
def pengingat(timestamp: int = 0) -> int:
    """At 06.05 WIB (the cron line is UTC); a second run on the same day says nothing twice."""
    return ingatkan()
