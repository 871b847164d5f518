"""The Kepala's queue of letters to sign, previews and replacements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.documents.issuing import preview
from metrologi.documents.signing import KeyExpired, KeyLocked, NoKey, SigningError, WrongPassphrase
from metrologi.documents.views.unduh import pdf_response
from metrologi.web import form_status, framed
from metrologi.workflow.errors import NotAllowed, StepError
from metrologi.workflow.run import open_case, run
from metrologi.workflow.views import case_or_404
from skhp.forms import GantiForm, TandatanganiBanyakForm
from skhp.machine import MACHINE, Status
from skhp.models import Skhp

if TYPE_CHECKING:
    from metrologi.accounts.models import User

BATCH = 20


@dataclass(frozen=True)
class Outcome:
    """How one letter of a batch fared; `error` is empty when it was signed."""

    skhp: Skhp
    error: str = ""


@access.roles(Role.KEPALA)
@sensitive_post_parameters("passphrase")
def antrean(request: HttpRequest) -> HttpResponse:
    units = request.user.units_with({Role.KEPALA})
    waiting = list(
        Skhp.objects.waiting_for([Status.DIPERIKSA], units)
        .select_related("pemilik", "uml")
        .prefetch_related("baris__uttp__jenis", "baris__pengujian")[:BATCH]
    )
    form = TandatanganiBanyakForm(
        request.POST or None, choices=[(str(s.pk), s.nomor) for s in waiting]
    )
    outcomes: list[Outcome] = []
    if request.method == "POST" and form.is_valid():
        outcomes = sign_all(
            [s for s in waiting if str(s.pk) in form.cleaned_data["surat"]],
            request.user,
            form.cleaned_data["passphrase"],
        )
        gone = {o.skhp.pk for o in outcomes if not o.error}
        waiting = [s for s in waiting if s.pk not in gone]
        form = TandatanganiBanyakForm(choices=[(str(s.pk), s.nomor) for s in waiting])
    chosen = _chosen(request, waiting)
    status = form_status(form)
    return render(
        request,
        "skhp/antrean.html",
        {"waiting": waiting, "form": form, "outcomes": outcomes, "chosen": chosen},
        status=status,
    )


def sign_all(letters: list[Skhp], by: User | None, secret: str) -> list[Outcome]:
    """Sign each in its own transaction.

    One failure does not stop the rest, a wrong passphrase stops all.
    """
    outcomes: list[Outcome] = []
    for letter in letters:
        try:
            run(letter, "tandatangani", by=by, seen=Status.DIPERIKSA, secret=secret)
            outcomes.append(Outcome(letter))
        except (WrongPassphrase, KeyLocked, KeyExpired, NoKey) as error:
            return [*outcomes, Outcome(letter, str(error))]
        except (StepError, SigningError) as error:
            outcomes.append(Outcome(letter, str(error)))
    return outcomes


def _chosen(request: HttpRequest, waiting: list[Skhp]) -> Skhp | None:
    raw = request.GET.get("surat", "")
    return next((s for s in waiting if str(s.pk) == raw), waiting[0] if waiting else None)


@access.login
@require_safe
@framed
def pratinjau(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it would be signed now, marked KONSEP; only for the office."""
    skhp: Skhp = case_or_404(MACHINE.code, pk, request.user)
    if not request.user.roles(skhp.uml) & skhp.machine.staff_roles():
        raise NotAllowed("Konsep hanya dapat dilihat petugas kantor.")
    body = preview(skhp.jenis, skhp, by=request.user)
    return pdf_response(body, "konsep.pdf", inline=True)


@access.roles(Role.ADMINISTRASI)
def ganti(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a replacement; the old letter stays valid until the new one is signed."""
    old: Skhp = case_or_404(MACHINE.code, pk, request.user)
    form = GantiForm(request.POST or None, initial={"atas_nama": old.atas_nama})
    if request.method == "POST" and form.is_valid():
        new = open_case(
            MACHINE.code,
            step="buat_pengganti",
            by=request.user,
            uml=old.uml,
            origin=old.origin,
            menggantikan=old,
            **form.cleaned_data,
        )
        messages.success(
            request,
            f"Konsep pengganti {new.nomor} dibuat. {old.nomor} tetap berlaku sampai penggantinya "
            "ditandatangani.",
        )
        return redirect(new)
    status = form_status(form)
    return render(request, "skhp/ganti.html", {"case": old, "form": form}, status=status)
