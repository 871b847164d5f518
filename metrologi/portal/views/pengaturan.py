"""The unit's settings: a page that lists the parts, and for each part its rows and their forms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.clock.models import peringatan_cuti_bersama
from metrologi.clock.now import today
from metrologi.portal.bagian_pengaturan import BAGIAN, Bagian
from metrologi.web import form_status


def unit_of(request: HttpRequest) -> Uml:
    """The unit that this administrator settles."""
    user: Any = request.user
    return access.unit_of(user, Role.ADMIN_SATKER)


def part_or_404(slug: str) -> Bagian:
    """The part of that name; Http404 without one."""
    if slug not in BAGIAN:
        raise Http404
    return BAGIAN[slug]


@access.roles(Role.ADMIN_SATKER)
def ringkas(request: HttpRequest) -> HttpResponse:
    """The parts of the settings."""
    return render(
        request,
        "portal/pengaturan/index.html",
        {
            "parts": BAGIAN.values(),
            "unit": unit_of(request),
            "cuti_bersama": peringatan_cuti_bersama(today()),
        },
    )


@access.roles(Role.ADMIN_SATKER)
def bagian(request: HttpRequest, slug: str) -> HttpResponse:
    """The rows of a part; a part that is the unit itself goes straight to its form."""
    part, unit = part_or_404(slug), unit_of(request)
    if part.single:
        return _edit(request, part, unit, part.own(unit))
    rows = [(row, part.cells(row)) for row in part.rows(unit)]
    context = {"part": part, "rows": rows, "ubah": part.changed_by(request.user)}
    return render(request, "portal/pengaturan/daftar.html", context)


@access.roles(Role.ADMIN_SATKER)
def baru(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a row to a part."""
    part, unit = part_or_404(slug), unit_of(request)
    if part.single or not part.can_add:
        raise Http404
    _may_change(request, part)
    return _edit(request, part, unit, part.blank(unit))


@access.roles(Role.ADMIN_SATKER)
def ubah(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a row of a part."""
    part, unit = part_or_404(slug), unit_of(request)
    row = get_object_or_404(part.rows(unit), pk=pk)
    _may_change(request, part)
    return _edit(request, part, unit, row)


@access.roles(Role.ADMIN_SATKER)
def hapus(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a row of a part."""
    part, unit = part_or_404(slug), unit_of(request)
    row = get_object_or_404(part.rows(unit), pk=pk)
    _may_change(request, part)
    if not part.removable(row):
        raise Http404
    if request.method == "POST":
        try:
            row.delete()
        except ProtectedError:
            messages.error(
                request, "Baris ini sudah dipakai, jadi tidak dapat dihapus. Akhiri dengan tanggal."
            )
        else:
            messages.success(request, f"{part.noun.capitalize()} dihapus.")
        return redirect("portal:pengaturan_bagian", slug)
    return render(request, "portal/pengaturan/hapus.html", {"part": part, "row": row})


def _may_change(request: HttpRequest, part: Bagian) -> None:
    """Raises PermissionDenied for a part of the whole installation, unless by its administrator."""
    if part.installation:
        access.require_installation(request.user)


def _edit(request: HttpRequest, part: Bagian, unit: Uml, row: Any) -> HttpResponse:
    # The form turns a general row into a new row of the unit, so both are asked before.
    known, removable = row.pk is not None, part.removable(row)
    form = part.form(request.POST or None, request.FILES or None, instance=row, unit=unit)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(
            request,
            f"{part.noun.capitalize()} tersimpan. Berlaku untuk surat dan hitungan sesudah ini.",
        )
        return (
            redirect("portal:pengaturan")
            if part.single
            else redirect("portal:pengaturan_bagian", part.slug)
        )
    context = {
        "part": part,
        "form": form,
        "row": row if known else None,
        "own": removable,
    }
    return render(
        request,
        "portal/pengaturan/ubah.html",
        context,
        status=form_status(form),
    )
