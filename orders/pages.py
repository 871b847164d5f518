"""What the list of orders shows besides the kernel's part."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from metrologi.accounts.roles import Role
from metrologi.workflow.declare import Machine
from metrologi.workflow.views import person


def listing(machine: Machine, request: HttpRequest) -> dict[str, Any]:
    return {"loket": Role.ADMINISTRASI in person(request).roles_anywhere()}
