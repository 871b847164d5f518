"""The watch at work: every ten minutes one look over all running cases."""

from __future__ import annotations

from procrastinate.contrib.django import app

from kompensasi.pantau import pantau_semua


@app.periodic(cron="*/10 * * * *")
@app.task(name="kompensasi.pantau", queueing_lock="kompensasi_pantau")
def pantau(timestamp: int = 0) -> int:
    return pantau_semua()
