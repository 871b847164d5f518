"""Tugas saya: what waits for this person, over all procedures, the most urgent first."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from metrologi.accounts import access
from metrologi.accounts.models import User
from metrologi.accounts.roles import OUTSIDE, PEMOHON, Role
from metrologi.accounts.views.menunggu import OFFICERS, menunggu
from metrologi.pengujian.surat import hasil_saya
from metrologi.uttp.models import Pemilik, Uttp
from metrologi.workflow import queue, registry, terhenti
from metrologi.workflow.declare import Machine
from metrologi.workflow.procedure import Tunggu


@access.login
def tugas(request: HttpRequest) -> HttpResponse:
    """What waits for this person today: their roles' work, or their own cases."""
    user = request.user
    roles = frozenset(user.roles_anywhere())
    if roles - OUTSIDE:
        return _staff(request, user, roles)
    context = {
        "items": own_cases(user),
        "openings": _openings(roles),
        "hasil": hasil_saya(user),
        "pertama": _first(user) if roles & {Role.WAJIB_TTU} else None,
    }
    return render(request, "portal/permohonan_saya.html", context)


def _staff(request: HttpRequest, user: User, roles: frozenset[str]) -> HttpResponse:
    machines = [m for m in registry.all_machines() if roles & m.staff_roles()]
    code = request.GET.get("prosedur", "")
    code = code if any(m.code == code for m in machines) else ""
    all_items = queue.queue_for(user)
    items = queue.queue_for(user, code) if code else all_items
    context = {
        "items": items,
        "tabs": _tabs(machines, all_items, code),
        "code": code,
        "openings": _openings(roles),
        "penera": Role.PENERA in roles,
        "late": sum(item.overdue for item in items),
        "full": len(items) >= queue.LIMIT,
        "surfaces": _surfaces(machines, roles),
        "waiting": [*_terhenti(user), *_registrations(user), *_waiting(user)],
        "own": own_cases(user) if roles & PEMOHON else [],
    }
    return render(request, "portal/tugas.html", context)


def _tabs(
    machines: list[Machine], items: list[queue.QueueItem], code: str
) -> list[tuple[Machine, int | None]]:
    """The procedures that have something waiting, each with how much.

    Of a list that is cut off nobody knows how much; then all of them are offered.
    """
    if len(items) >= queue.LIMIT:
        return [(machine, None) for machine in machines]
    count = Counter(item.machine.code for item in items)
    return [(m, count[m.code]) for m in machines if count[m.code] or m.code == code]


def _first(user: User) -> Tunggu | None:
    """The one thing that a newcomer does next; None for who has a business and an instrument."""
    if Uttp.objects.filter(pemilik__wakil__user=user).exists():
        return None
    if not Pemilik.objects.filter(wakil__user=user).exists():
        return Tunggu(
            "Mulai dengan mencatat usaha Anda: nama, alamat, dan tempat alatnya dipakai.",
            reverse("uttp:usaha_baru"),
            "Catat usaha saya",
        )
    return Tunggu(
        "Usaha Anda sudah tercatat. Sekarang catat alat ukur, takar, atau timbangnya.",
        reverse("uttp:baru"),
        "Catat alat saya",
    )


def _waiting(user: User) -> list[Tunggu]:
    """What waits for this person besides cases, as the procedures declare it."""
    ask = [p.waiting for p in registry.all_procedures() if p.waiting]
    return [one for waiting in ask for one in waiting(user)]


def _terhenti(user: User) -> list[Tunggu]:
    """For Kepala and administrator: the cases that nobody can take on, as the night found them."""
    count = len(terhenti.untuk(user))
    if not count:
        return []
    return [Tunggu(f"{count} perkara tanpa pemegang", reverse("workflow:tanpa_pemegang"), "Lihat")]


def _registrations(user: User) -> list[Tunggu]:
    count = menunggu(user).count() if user.units_with(OFFICERS) else 0
    if not count:
        return []
    return [
        Tunggu(f"{count} pendaftar menunggu diaktifkan", reverse("accounts:menunggu"), "Periksa")
    ]


def own_cases(user: User) -> list[tuple[queue.QueueItem, bool]]:
    """The applicant's running cases, each with whether it waits for the applicant."""
    return [(item, item.case.state.holder in OUTSIDE) for item in queue.own_cases(user)]


def _openings(roles: frozenset[str]) -> list[tuple[str, str]]:
    """The requests that a person may open, as applicant or at the counter.

    Each is a pair of the procedure's code and the words of the button.
    """
    found = [
        (m, step)
        for m in registry.all_machines()
        for step in m.openings()
        if not step.reaction and (set(step.by) & roles & OUTSIDE or step.proxy in roles)
    ]
    labels = Counter(step.label for _, step in found)
    return [(m.code, step.label if labels[step.label] == 1 else _ajukan(m)) for m, step in found]


def _ajukan(machine: Machine) -> str:
    """Where two procedures begin with the same words, the button names the procedure."""
    return f"Ajukan {machine.title[0].lower()}{machine.title[1:]}"


def _surfaces(machines: list[Machine], roles: frozenset[str]) -> list[tuple[str, str, str]]:
    """Label, URL name and icon of the work pages of these procedures for these roles."""
    found = [s for machine in machines for s in registry.procedure(machine.code).surfaces]
    return [(s.label, s.url, s.icon) for s in dict.fromkeys(found) if roles & set(s.roles)]
