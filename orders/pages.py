"""What an order's page shows besides the kernel's part: its instruments, its letters, its bundle."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from metrologi.accounts.roles import Role
from metrologi.documents.issuing import of
from metrologi.workflow.declare import Machine
from orders.models import Order

# Work surfaces that Tugas saya offers: label, address, icon, roles.
SURFACES = (("Loket", "workflow:orders-loket", "shop", (Role.ADMINISTRASI,)),)


def detail(case: Order, request: HttpRequest) -> dict[str, Any]:
    letters = [*case.children("skhp").visible_to(request.user), *case.children("skrd").visible_to(request.user)]
    penera = Role.PENERA in request.user.roles(case.uml)
    return {"items": case.daftar(), "penera": penera, "letters": letters, "papers": papers(case, letters)}


def listing(machine: Machine, request: HttpRequest) -> dict[str, Any]:
    return {"loket": Role.ADMINISTRASI in request.user.roles()}


def papers(case: Order, letters: list[Any]) -> list[Any]:
    """The order's own papers and those of its letters, oldest first."""
    return of(case, *letters)
