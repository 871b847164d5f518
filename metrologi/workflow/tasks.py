"""The clock at work: cases whose waiting time has run out take the step their state declares."""
from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from metrologi.clock.now import now
from metrologi.workflow import registry
from metrologi.workflow.cases import Case
from metrologi.workflow.errors import StepError
from metrologi.workflow.run import run

log = logging.getLogger(__name__)


def waiting_too_long() -> list[Case]:
    found: list[Case] = []
    for machine in registry.all_machines():
        limited = [code for code, state in machine.states.items() if state.timeout]
        found += machine.model.objects.filter(status__in=limited, due_at__lt=now())
    return found


@app.periodic(cron="*/10 * * * *")
@app.task(name="workflow.batas_waktu", queueing_lock="batas_waktu")
def batas_waktu(timestamp: int = 0) -> int:
    """Run the timeout step of every case that waited too long; one refusal does not stop the rest."""
    done = 0
    for case in waiting_too_long():
        timeout = case.state.timeout
        try:
            run(case, timeout.step, by=None, seen=case.status, note="Batas waktu menunggu terlampaui.")  # type: ignore[union-attr]
            done += 1
        except StepError as error:
            log.warning("batas waktu %s: %s", case, error)
    return done
