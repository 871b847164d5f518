"""The page on which somebody takes a step, and what that person types there, for any step."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from metrologi.accounts.models import User
from metrologi.clock.now import now
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.wewenang import acting_role
from tests.office import PASSPHRASE, Office
from tests.workflow.isian import PEMBUKA, Coba, Halaman, rekan, sample_of

MISSING = "no sample data: add them to tests/workflow/isian.py"


def langkah(office: Office, machine: Any, step: Any, role: str, made: Any) -> tuple[Coba, Halaman]:
    """Of a case that stands in a state of the step; LookupError where no sample says what to type.

    The sample may put another case in its place (`Coba.case`) or somebody else (`Coba.user`).
    """
    case = type(made).objects.get(pk=made.pk)
    coba = Coba(office, role, office.everyone(case)[role], case)
    sample = sample_of(machine.code, step.name)
    if sample is None and (step.form or step.surface):
        raise LookupError(MISSING)
    typed = sample(coba) if sample else {}
    case = coba.case = type(made).objects.get(pk=coba.case.pk)
    coba.user = _free_of_bars(coba, step)
    page = typed if isinstance(typed, Halaman) else Halaman(_url(case, step), typed)
    page.ketikan |= _of_the_door(step, role)
    page.saat = _moment(case, step)
    return coba, page


def pembukaan(office: Office, machine: Any, step: Any, role: str) -> tuple[Coba, Halaman]:
    """Of an opening; LookupError where no sample says what to type."""
    sample = PEMBUKA.get((machine.code, step.name))
    if sample is None:
        raise LookupError(MISSING)
    coba = Coba(office, role, office.people[role])
    return coba, sample(coba)


def _url(case: Any, step: Any) -> str:
    return reverse("workflow:step", args=[case.machine.code, case.pk, step.name])


def _of_the_door(step: Any, role: str) -> dict[str, str]:
    """What the declaration itself makes every form of the step ask for."""
    note = {"note": "Catatan uji."} if step.note == "wajib" else {}
    told = {} if role in step.by else {"lewat": "telepon"}
    return note | told | ({"passphrase": PASSPHRASE} if step.signs else {})


def _free_of_bars(coba: Coba, step: Any) -> User:
    """Whose turn it is; another holder of the role where four eyes are wanted."""
    try:
        acting_role(coba.case, step, coba.user)
    except NotAllowed:
        return rekan(coba)
    return coba.user


def _moment(case: Any, step: Any) -> dt.datetime | None:
    """When to try it: after the time limit that the step ends, or after what was done; else now."""
    if case.state.timeout and case.state.timeout.step == step.name and case.due_at:
        return case.due_at + dt.timedelta(minutes=1)
    return case.status_since + dt.timedelta(minutes=1) if case.status_since > now() else None
