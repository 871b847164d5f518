"""The clock at work: time limits that have run out, and the nightly look for cases at a stand."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from metrologi.clock.now import now
from metrologi.workflow import registry, terhenti
from metrologi.workflow.cases import Case
from metrologi.workflow.errors import StepError
from metrologi.workflow.run import run

log = logging.getLogger(__name__)


def waiting_too_long() -> list[Case]:
    """Cases of all procedures whose state has a time limit that is past."""
    found: list[Case] = []
    for machine in registry.all_machines():
        limited = [code for code, state in machine.states.items() if state.timeout]
        found += machine.model.objects.in_states(limited).filter(due_at__lt=now())
    return found


@app.periodic(cron="*/10 * * * *")
@app.task(name="workflow.batas_waktu", queueing_lock="batas_waktu")
def batas_waktu(timestamp: int = 0) -> int:
    """Run the timeout step of every case that waited too long; a refusal does not stop the rest."""
    done = 0
    for case in waiting_too_long():
        timeout = case.state.timeout
        assert timeout is not None  # `waiting_too_long` gives only such cases
        try:
            run(
                case,
                timeout.step,
                by=None,
                seen=case.status,
                note="Batas waktu menunggu terlampaui.",
            )
            done += 1
        except StepError as error:
            log.warning("batas waktu %s: %s", case, error)
    return done


@app.periodic(cron="30 1 * * *")
@app.task(name="workflow.terhenti", queueing_lock="terhenti")
def cari_terhenti(timestamp: int = 0) -> int:
    """Every night: find the cases that no living person can take on, and tell who can help."""
    return terhenti.periksa_semua()
