"""The list of instruments that the office could not serve."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.pengujian.fasilitasi import dirujuk
from metrologi.web import window


@access.roles(Role.ADMINISTRASI, Role.KEPALA)
def fasilitasi(request: HttpRequest) -> HttpResponse:
    """Instruments this office could not serve: the inventory from which co-operation is sought (SOP
    row 2, A)."""
    units = request.user.units_with({Role.ADMINISTRASI, Role.KEPALA})
    return render(request, "pengujian/fasilitasi.html", {"page": window(dirujuk(units), request)})
