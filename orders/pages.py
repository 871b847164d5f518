"""What an order's pages show besides the kernel's part, and the counter among the work surfaces."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from metrologi.accounts.roles import Role
from metrologi.pengujian.pages import detail
from metrologi.workflow.declare import Machine

__all__ = ["SURFACES", "detail", "listing"]
# Work surfaces that Tugas saya offers: label, address, icon, roles.
SURFACES = (("Loket", "workflow:orders-loket", "shop", (Role.ADMINISTRASI,)),)


def listing(machine: Machine, request: HttpRequest) -> dict[str, Any]:
    return {"loket": Role.ADMINISTRASI in request.user.roles()}
