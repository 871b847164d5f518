"""The worker that ends by itself ends with an error, so that whoever supervises it starts it
again.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def start(**environment):
    return subprocess.Popen(
        [sys.executable, "manage.py", "pekerja"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "metrologi.settings.test", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("address", ["postgresql://siapa@127.0.0.1:9/tidak_ada"])
def test_without_a_database_it_ends_with_an_error(address):
    worker = start(DATABASE_URL=address)
    said = worker.communicate(timeout=90)[0]
    assert worker.returncode != 0 and "berhenti sendiri" in said


@pytest.mark.django_db(transaction=True)
def test_told_to_stop_it_ends_well():
    """With SIGTERM, as systemd and Docker stop it."""
    place = connection.settings_dict
    url = os.environ["DATABASE_URL"]
    path, _, query = url.partition("?")
    address = f"{path.rpartition('/')[0]}/{place['NAME']}" + (f"?{query}" if query else "")
    worker = start(DATABASE_URL=address)
    assert listens()
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=60)
    assert worker.returncode == 0


def listens():
    """Whether a worker has begun to listen for jobs within half a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_workers")
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.2)
    return False
