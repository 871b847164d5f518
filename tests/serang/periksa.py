"""What must hold after every attack: the log, numbers, files and jobs."""

from __future__ import annotations

import time
from collections import defaultdict
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from metrologi.documents.models import Dokumen, Penghitung
from metrologi.documents.store import digest
from metrologi.portal import berkas_baris
from metrologi.workflow import registry

JOBS_SECONDS = 180


def semua() -> dict[str, list[str]]:
    """Every promise with its faults; an empty list means that it holds."""
    connection.close()
    return {
        "jejak setiap perkara utuh": jejak(),
        "nomor tanpa celah dan tanpa kembar": nomor(),
        "setiap baris menemukan berkasnya": berkas(),
        "tidak ada pekerjaan yang selesai dua kali": pekerjaan(),
        "tidak ada pekerjaan yang tersangkut": tersangkut(),
    }


def jejak() -> list[str]:
    said = StringIO()
    try:
        call_command("periksa_jejak", stdout=said, stderr=said)
    except CommandError as error:
        return [str(error), *said.getvalue().splitlines()]
    return []


def nomor() -> list[str]:
    """Every number up to the counter is on a paper or a case, and none on two."""
    taken: dict[tuple[int, str, int], set[int]] = defaultdict(set)
    for uml, code, year, number in Dokumen.objects.values_list("uml", "code", "tahun", "urut"):
        taken[uml, code, year].add(number)
    faults = []
    for counter in Penghitung.objects.all():
        if found := taken.get((counter.uml_id, counter.code, counter.tahun)):
            gaps = set(range(1, counter.urut + 1)) ^ found
            faults += [f"{counter}: {sorted(gaps)}"] if gaps else []
    return faults + _cases()


def _cases() -> list[str]:
    faults = []
    counted: dict[str, int] = defaultdict(int)
    for machine in registry.all_machines():
        numbers = list(machine.model.objects.exclude(nomor="").values_list("uml", "nomor"))
        counted[machine.counter] += len(numbers)
        if len(numbers) != len(set(numbers)):
            faults.append(f"{machine.code}: nomor kembar")
    for code, count in counted.items():
        drawn = sum(Penghitung.objects.filter(code=code).values_list("urut", flat=True))
        if drawn and drawn != count:
            faults.append(f"{code}: {drawn} nomor diambil, {count} perkara bernomor")
    return faults


def berkas() -> list[str]:
    """Every file that a row names is there, and papers are what their names promise."""
    root = Path(settings.MEDIA_ROOT)
    names = berkas_baris.disebut()
    sums = {n: digest((root / n).read_bytes()) for n in names if (root / n).is_file()}
    return berkas_baris.kurang(names, sums)


def yatim() -> int:
    """Files of papers that no row names: written before a step that was then undone."""
    root = Path(settings.MEDIA_ROOT)
    there = {p.relative_to(root).as_posix() for p in (root / "dokumen").rglob("*") if p.is_file()}
    return len(there - berkas_baris.disebut())


def pekerjaan() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT job_id, count(*) FROM procrastinate_events WHERE type = 'succeeded'"
            " GROUP BY job_id HAVING count(*) > 1"
        )
        return [f"pekerjaan {job}: {count} kali selesai" for job, count in cursor.fetchall()]


def tersangkut() -> list[str]:
    """Jobs that are being done all the time that a worker has to take over those of a dead one."""
    deadline, left = time.monotonic() + JOBS_SECONDS, _doing()
    while left and time.monotonic() < deadline:
        time.sleep(2)
        now = _doing()
        left = [job for job in left if job in now]
    return left


def _doing() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, attempts FROM procrastinate_jobs WHERE status = 'doing'"
        )
        return [
            f"pekerjaan {pk} {name}, kali ke-{tries + 1}" for pk, name, tries in cursor.fetchall()
        ]


def baris() -> int:
    """Rows of all models, for the report."""
    return sum(model.objects.count() for model in apps.get_models() if hasattr(model, "objects"))
