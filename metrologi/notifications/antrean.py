"""The queue of background jobs: which wait, which failed too often, and how to try them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

NAMES = {
    "notifications.surel": "Kirim surel",
    "workflow.batas_waktu": "Periksa batas waktu",
    "notifications.retry_stalled": "Ambil alih pekerjaan",
    "perlengkapan.pengingat": "Ingatkan yang segera habis",
    "pengaduan.kabar": "Surat kabar pengaduan",
    "pengaduan.eskalasi": "Periksa tenggat pengaduan",
    "pengaduan.kotak_surat": "Baca kotak surat pengaduan",
}


@dataclass(frozen=True)
class Parked:
    """A job that failed for good; the rest of the queue goes on without it."""

    pk: int
    nama: str
    percobaan: int
    sejak: datetime | None
    isi: str


def counts() -> dict[str, int]:
    """Jobs by state: todo, doing, failed."""
    rows = ProcrastinateJob.objects.filter(status__in=["todo", "doing", "failed"]).values_list(
        "status"
    )
    return {"todo": 0, "doing": 0, "failed": 0} | dict(
        rows.annotate(n=Count("pk")).order_by("status")
    )


def parked(limit: int = 50) -> list[Parked]:
    """The newest jobs that failed for good, each with when it failed last."""
    jobs = list(ProcrastinateJob.objects.filter(status="failed").order_by("-pk")[:limit])
    events = ProcrastinateEvent.objects.filter(
        job_id__in=[j.pk for j in jobs], type="failed"
    ).order_by("at")
    last = dict(events.values_list("job_id", "at"))
    return [
        Parked(
            j.pk,
            NAMES.get(j.task_name, j.task_name),
            j.attempts,
            last.get(j.pk),
            ", ".join(f"{k} {v}" for k, v in j.args.items()),
        )
        for j in jobs
    ]


def retry(pk: int) -> bool:
    """Put a parked job back; False when it is not parked (any more)."""
    job = ProcrastinateJob.objects.filter(pk=pk, status="failed").first()
    if job is None:
        return False
    app.job_manager.retry_job_by_id(
        job.pk, retry_at=timezone.now(), queue=job.queue_name, priority=job.priority, lock=job.lock
    )
    return True
