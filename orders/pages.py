"""What an order's page shows besides the kernel's part: its instruments, its letters, its bundle."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from metrologi import documents
from orders.models import Order


def detail(case: Order, request: HttpRequest) -> dict[str, Any]:
    letters = [*case.children("skhp").visible_to(request.user), *case.children("skrd").visible_to(request.user)]
    return {"items": case.daftar(), "letters": letters, "papers": papers(case, letters)}


def papers(case: Order, letters: list[Any]) -> list[Any]:
    """The order's own papers and those of its letters, oldest first."""
    return documents.of(case, *letters)
