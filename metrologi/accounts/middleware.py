"""Says who asks: a session counts only when it was opened by both steps of signing in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from metrologi.accounts import perangkat
from metrologi.accounts.langkah_masuk import siapa


class SignedIn:
    """Puts the person of a whole session on the request, and nobody in every other case.

    Every page, of ours and of libraries, asks `request.user`; so none of them can open before the
    second factor was given.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(partial(siapa, request))
        response = self.get_response(request)
        perangkat.pasang(request, response)
        return response
