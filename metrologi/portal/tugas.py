"""Tugas saya: what waits for this person, over all procedures, the most urgent first."""
from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.accounts.models import User
from metrologi.accounts.roles import OUTSIDE, PEMOHON
from metrologi.perlengkapan.tunggu import tunggu
from metrologi.workflow import queue, registry
from metrologi.workflow.declare import Machine


@access.login
def tugas(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    roles = frozenset(user.roles())
    if roles - OUTSIDE:
        return _staff(request, user, roles)
    context = {"items": own(user), "openings": _openings(roles)}
    return render(request, "portal/permohonan_saya.html", context)


def _staff(request: HttpRequest, user: User, roles: frozenset[str]) -> HttpResponse:
    machines = [m for m in registry.all_machines() if roles & m.staff_roles()]
    code = request.GET.get("prosedur", "")
    code = code if any(m.code == code for m in machines) else ""
    items = queue.queue_for(user, code)
    context = {
        "items": items, "machines": machines, "code": code, "openings": _openings(roles),
        "late": sum(item.overdue for item in items), "full": len(items) >= queue.LIMIT,
        "surfaces": _surfaces(machines, roles), "perlengkapan": tunggu(user),
        "own": own(user) if roles & PEMOHON else [],
    }
    return render(request, "portal/tugas.html", context)


def own(user: User) -> list[tuple[queue.QueueItem, bool]]:
    """The applicant's running cases, each with whether it waits for the applicant."""
    return [(item, item.case.state.holder in OUTSIDE) for item in queue.own(user)]


def _openings(roles: frozenset[str]) -> list[tuple[str, str]]:
    """What a request from outside may open, by the applicant or at the counter: code and the words of the button."""
    found = [(m, step) for m in registry.all_machines() for step in m.openings()
             if not step.reaction and (set(step.by) & roles & OUTSIDE or step.proxy in roles)]
    labels = Counter(step.label for _, step in found)
    return [(m.code, step.label if labels[step.label] == 1 else _ajukan(m)) for m, step in found]


def _ajukan(machine: Machine) -> str:
    """Where two procedures begin with the same words, the button names the procedure."""
    return f"Ajukan {machine.title[0].lower()}{machine.title[1:]}"


def _surfaces(machines: list[Machine], roles: frozenset[str]) -> list[tuple[str, str, str]]:
    """Work pages of a procedure for a role: its `pages.SURFACES` are (label, URL name, icon, roles)."""
    pages = [registry.module_of(machine, "pages") for machine in machines]
    found = [surface for module in pages for surface in getattr(module, "SURFACES", ())]
    return [s[:3] for s in dict.fromkeys(found) if roles & set(s[3])]
