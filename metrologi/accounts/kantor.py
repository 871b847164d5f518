"""Which office is meant: by the address of a public page, and by an account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts.models import Uml, User

KUNCI = "kantor"


def per_kantor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view gets the office as `uml`; where there are several and none is meant, a page asks."""

    @wraps(view)
    def chosen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        uml = kantor_diminta(request)
        if uml is None:
            return render(request, "accounts/pilih_kantor.html", {"kantor": kantor_aktif()})
        return view(request, *args, uml=uml, **kwargs)

    cast(Any, chosen).per_kantor = True
    return chosen


def kantor_aktif() -> list[Uml]:
    """All offices of this portal; at least one, for every page names one."""
    return list(Uml.objects.aktif()) or [Uml.objects.default()]


def kantor_diminta(request: HttpRequest) -> Uml | None:
    """The office that is meant, kept on the request for the frame of the page; None if unclear.

    Named by the address, else the only one, else the visitor's own. Raises Http404 for a name that
    no office has.
    """
    offices = kantor_aktif()
    if named := request.GET.get(KUNCI, ""):
        uml = next((one for one in offices if one.kode == named), None)
        if uml is None:
            raise Http404("Kantor ini tidak ada.")
    elif len(offices) == 1:
        (uml,) = offices
    else:
        own = getattr(request.user, "uml_id", None) or getattr(request.user, "kantor_id", None)
        uml = next((one for one in offices if one.pk == own), None)
    cast(Any, request).kantor = uml
    return uml


def kantor_akun(user: User) -> Uml | None:
    """The office that an account belongs to; None where there are several and none is known.

    An officer's unit; of somebody from outside the office where they registered, or the only one.
    """
    if known := user.uml or user.kantor:
        return known
    offices = kantor_aktif()
    return offices[0] if len(offices) == 1 else None


def pengirim(user: User) -> Uml:
    """Who signs a letter about the account: its office, or the portal as such, never just any."""
    return kantor_akun(user) or Uml(nama="Portal Metrologi")


def ingat_kantor(user: User, uml: Uml) -> None:
    """Somebody from outside turned to this office: from now on it is that of their account."""
    if user.uml_id is None and user.kantor_id is None:
        user.kantor = uml
        user.save(update_fields=["kantor"])


def alamat_kantor(url: str, uml: Uml) -> str:
    """The address of a public page that speaks of this office, for a paper or a letter."""
    return f"{url}?{KUNCI}={uml.kode}" if len(kantor_aktif()) > 1 else url
