"""Writes what concerns security to the log: who came in, who was refused, what failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from metrologi.accounts.backends import kandidat
from metrologi.accounts.lockout import address_of
from metrologi.accounts.models import User
from metrologi.log import may_report, route_of, security
from metrologi.web import account_of

REFUSED = {
    400: "masukan_rusak",
    401: "belum_masuk",
    403: "ditolak",
    404: "tidak_ada",
    405: "cara_salah",
    409: "basi",
    410: "tautan_mati",
    413: "terlalu_besar",
    422: "isian_ditolak",
    429: "terlalu_sering",
}
FAILED = 500


class SecurityLog:
    """One line for every answer that refuses something or fails."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        status = response.status_code
        event = "gangguan" if status >= FAILED else REFUSED.get(status)
        if event:
            security(event, status=status, cara=request.method, **_who(request))
        return response


def _who(request: HttpRequest) -> dict[str, object]:
    """Page, account and address; of whoever may be a reporter only the page."""
    page = route_of(request.path_info)
    if may_report(page):
        return {"halaman": page}
    return {
        "halaman": page,
        "akun": account_of(request) or "-",
        "alamat": _address(request),
    }


def _address(request: HttpRequest | None) -> str:
    return (address_of(request) if request else "") or "-"


@receiver(user_logged_in, dispatch_uid="keamanan.masuk")
def came_in(request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Log a sign-in."""
    security("masuk", akun=user.pk, alamat=_address(request))


@receiver(user_logged_out, dispatch_uid="keamanan.keluar")
def went_out(request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:
    """Log a sign-out."""
    if user is not None:
        security("keluar", akun=user.pk, alamat=_address(request))


@receiver(user_login_failed, dispatch_uid="keamanan.gagal")
def was_wrong(request: HttpRequest | None, credentials: dict[str, Any], **kwargs: Any) -> None:
    """The typed name stays out of the log: people type their password there too."""
    known = kandidat(str(credentials.get("username") or "-"))
    security(
        "gagal_masuk",
        akun=known[0].pk if known else "-",
        alamat=_address(request),
    )
