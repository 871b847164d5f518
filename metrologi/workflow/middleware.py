"""Turns a refused step into its page, whichever view it came from."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from metrologi.workflow.errors import StepError
from metrologi.workflow.views import refuse


class Refusals:
    """Answers StepError of any view with the page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, StepError):
            return None
        return refuse(request, exception)
