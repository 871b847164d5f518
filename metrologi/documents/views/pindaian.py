"""The scan of a paper signed by hand: the office stores it, readers of the paper see it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.accounts.roles import OUTSIDE, STAFF
from metrologi.clock.now import now
from metrologi.documents.models import Dokumen, Pindaian
from metrologi.documents.unggahan import DokumenField, bersih, kirim, simpan
from metrologi.documents.views.unduh import visible_or_404
from metrologi.web import form_status


class PindaianForm(forms.Form):
    pindaian = DokumenField(label="Pindaian yang bertanda tangan")


@access.roles(*sorted(STAFF))
def tambah(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the scan of a paper in force that is not signed electronically."""
    paper = visible_or_404(pk, request.user)
    if not (request.user.roles(paper.uml) - OUTSIDE and untuk_pena(paper)):
        raise Http404("Dokumen tidak ditemukan.")
    posted = request.method == "POST"
    form = PindaianForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        kept = simpan(bersih(form.cleaned_data["pindaian"]), folder="pindaian")
        Pindaian.objects.create(dokumen=paper, oleh=request.user, at=now(), **kept)
        messages.success(request, f"Pindaian {paper} disimpan.")
        return redirect(paper.case.get_absolute_url())
    context = {"form": form, "paper": paper}
    return render(request, "documents/pindaian.html", context, status=form_status(form))


@access.login
@require_safe
def lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest scan of a paper, for whoever sees the paper."""
    found = visible_or_404(pk, request.user).pindaian.last()
    if found is None:
        raise Http404("Pindaian tidak ditemukan.")
    return kirim(found)


def untuk_pena(paper: Dokumen) -> bool:
    """Whether the paper is in force and waits for, or bears, a signature by hand."""
    return paper.state == Dokumen.State.TERBIT and not paper.ditandatangani
