"""The sheet that a penera opens by scanning the label of an instrument that waits for a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from metrologi.accounts.roles import Role
from metrologi.pengujian.models import PerkaraUji
from metrologi.workflow import registry
from metrologi.workflow.offers import reasons

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.uttp.models import Uttp
    from metrologi.workflow.declare import Machine


def lembar(uttp: Uttp, user: User) -> str:
    """The address of the open sheet of this instrument; "" where this person has none."""
    if Role.PENERA not in user.roles_anywhere():
        return ""
    machines = (m for m in registry.all_machines() if issubclass(m.model, PerkaraUji))
    return next((found for m in machines if (found := _di(m, uttp, user))), "")


def _di(machine: Machine, uttp: Uttp, user: User) -> str:
    step = machine.steps["uji"]
    waiting = machine.model.objects.visible_to(user).in_states(step.sources)
    for case in waiting.filter(items__uttp=uttp).order_by("-pk"):
        item = next((i for i in case.diterima() if i.uttp_id == uttp.pk and not i.final), None)
        if item and not reasons(case, step, user):
            return reverse("pengujian:uji", args=[machine.code, case.pk, item.pk])
    return ""
