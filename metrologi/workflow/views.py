"""The generic pages of every procedure: list, open, detail, step, flow."""

from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from metrologi.accounts import access
from metrologi.accounts.batas import Batas, batasi, sent
from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.documents.models.dokumen import papers_of
from metrologi.documents.signing import SigningError
from metrologi.web import UNPROCESSABLE
from metrologi.workflow import registry, terhenti, trail
from metrologi.workflow.cases import Case
from metrologi.workflow.chart import chart_of, served_by
from metrologi.workflow.declare import Machine, Step
from metrologi.workflow.errors import NotAllowed, StepError
from metrologi.workflow.forms import StepForm
from metrologi.workflow.listing import page_of
from metrologi.workflow.offers import onwards, openings_for, possible_first, reasons, unit_to_open
from metrologi.workflow.run import open_case, run, stale
from metrologi.workflow.timeline import note_now, reads_names, stepper
from metrologi.workflow.wewenang import acting_role

# Each case that is opened is work for the office.
OPENED = Batas("perkara-baru", most=60, minutes=60, counts=sent)
STEP, OPENING = "workflow/step.html", "workflow/baru.html"


def person(request: HttpRequest) -> User:
    """Who is signed in; the access decorators let nobody else reach these views."""
    return cast(User, request.user)


def machine_or_404(code: str) -> Machine:
    """The machine of that code; Http404 when no app brings it."""
    machine = registry.find(code)
    if machine is None:
        raise Http404
    return machine


def case_or_404(code: str, pk: int, user: User) -> Case:
    """The case if this person may see it; else 404, as if it did not exist.

    Raises Http404, or PermissionDenied where the page is for roles that they do not hold at the
    unit of the case.
    """
    machine = machine_or_404(code)
    if (case := machine.model.objects.one_for(user, pk)) is None:
        raise Http404
    if user.page_roles and not user.page_roles & case.roles_of(user):
        raise access.only_for(user.page_roles)
    return case


@access.login
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The cases of a procedure that this person may see, and what they may open."""
    machine, user = machine_or_404(code), person(request)
    shown = registry.procedure(code).listing
    context = {
        "machine": machine,
        **shown.extra(machine, request),
        "page": page_of(machine, user, request),
        "openings": openings_for(machine, user, unit_to_open(machine, user)),
        "states": [(c, machine.label(c)) for c in machine.states],
    }
    return render(request, shown.template, context)


@access.login
@batasi(OPENED)
def opening(request: HttpRequest, code: str) -> HttpResponse:
    """The form that opens a case (`?langkah=` chooses which opening); POST opens it."""
    machine = machine_or_404(code)
    uml = unit_to_open(machine, person(request))
    allowed = openings_for(machine, person(request), uml)
    if not allowed:
        raise PermissionDenied("Peran Anda tidak dapat membuka perkara ini.")
    step = next((s for s in allowed if s.name == request.GET.get("langkah")), allowed[0])
    form = form_class(machine, step)(
        request.POST or None,
        request.FILES or None,
        case=None,
        step=step,
        user=person(request),
        uml=uml,
        initial=_asked(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            case = open_case(
                code,
                by=person(request),
                uml=form.unit(),
                step=step.name,
                note=form.note,
                kunci=form.cleaned_data.get("kunci") or uuid4(),
                **form.data_for_step(),
            )
        except StepError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{step.label}: {case.nomor} tercatat.")
            return redirect(case)
    context = {"machine": machine, "form": form, "step": step}
    return render(request, step.page or OPENING, context, status=_status(request, form))


@access.login
def detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One case: its state, log and papers, and the steps that this person may take."""
    return case_page(request, case_or_404(code, pk, person(request)))


def case_page(request: HttpRequest, case: Case, status: int = 200, **more: object) -> HttpResponse:
    """The page of a case; `more` stands in the place of what it would show by itself.

    A view that takes a form of this page shows it again by this, with what was typed.
    """
    rows, staff = trail.rows_of(case), reads_names(case, person(request))
    shown = registry.procedure(case.machine.code).detail
    extra = shown.extra(case, request)
    context = {
        "machine": case.machine,
        "case": case,
        "rows": rows,
        "steps": stepper(case, rows),
        "offers": [] if "offers" in extra else possible_first(case, person(request)),
        "papers": [] if "papers" in extra else papers_of(case),
        "naskah_terbuka": case.boleh_buka_naskah(person(request)),
        "onwards": onwards(case, person(request)),
        "sentence": _sentence(case, person(request)),
        "staff": staff,
        "catatan": note_now(case, rows, staff),
    }
    return render(request, shown.template, {**context, **extra, **more}, status=status)


@access.login
def step(request: HttpRequest, code: str, pk: int, step: str) -> HttpResponse:
    """The form of one step of a case; POST takes it."""
    case = case_or_404(code, pk, person(request))
    declared = case.machine.steps.get(step)
    if declared is None or declared.opens or declared.reaction:
        raise Http404
    _may(case, declared, person(request))
    posted = request.POST if request.method == "POST" else None
    form = form_class(case.machine, declared)(
        posted, request.FILES or None, case=case, step=declared, user=person(request)
    )
    if posted is None:
        return _step_page(request, case, declared, form)
    return take_step(request, case, declared, form)


def _may(case: Case, step: Step, user: User) -> None:
    """NotAllowed, whose page leads back to the case."""
    try:
        acting_role(case, step, user)
    except NotAllowed as error:
        error.case = case
        raise


def take_step(request: HttpRequest, case: Case, declared: Step, form: StepForm) -> HttpResponse:
    """Run the step with the posted form.

    What the form or the signing key refuses is shown on the page again, with what was typed.
    Raises Stale, NotAllowed and Blocked, which the middleware turns into their pages.
    """
    if (seen := request.POST.get("seen", "")) != case.status or case.status not in declared.sources:
        raise stale(case, person(request))
    if not form.is_valid():
        return _step_page(request, case, declared, form, UNPROCESSABLE)
    try:
        run(
            case,
            declared.name,
            by=person(request),
            seen=seen,
            note=form.note,
            secret=form.secret,
            **form.data_for_step(),
        )
    except SigningError as error:
        form.add_error("passphrase", str(error))
        return _step_page(request, case, declared, form, UNPROCESSABLE)
    return _after(request, case, declared)


def _after(request: HttpRequest, case: Case, declared: Step) -> HttpResponse:
    """The case again, or the list for whom the step put it out of reach."""
    messages.success(request, f"{declared.label}: tersimpan.")
    if type(case).objects.visible_to(person(request)).filter(pk=case.pk).exists():
        return redirect(case)
    messages.info(request, f"{case} kini dikerjakan orang lain dan tidak lagi terlihat oleh Anda.")
    return redirect("workflow:list", case.machine.code)


def _step_page(
    request: HttpRequest, case: Case, declared: Step, form: StepForm, status: int = 200
) -> HttpResponse:
    blocked = (
        reasons(case, declared, person(request))
        if case.status in declared.sources
        else (f"Langkah ini tidak tersedia saat keadaan perkara “{case.status_label}”.",)
    )
    staff = reads_names(case, person(request))
    context = {
        "case": case,
        "machine": case.machine,
        "catatan": note_now(case, trail.rows_of(case), staff),
        "step": declared,
        "form": form,
        "blocked": blocked,
        "konsep": _konsep(case, declared),
    }
    return render(request, declared.page or STEP, context, status=status)


def _konsep(case: Case, step: Step) -> str:
    """The address of the draft that the step signs; "" where the procedure paints none.

    A step that asks for more than the passphrase signs a paper that its form still changes.
    """
    name = registry.procedure(case.machine.code).konsep
    return reverse(name, args=[case.pk]) if name and step.signs and not step.form else ""


@access.public
def flow(request: HttpRequest, code: str) -> HttpResponse:
    """The SOP as table and flow chart, for everybody."""
    machine = machine_or_404(code)
    chart = chart_of(code)
    context = {
        "machine": machine,
        "chart": chart,
        "sop": machine.title,
        "induk": [] if chart.lines else served_by(machine),
    }
    return render(request, "workflow/alur.html", context)


@access.roles(*terhenti.PENGURUS)
def tanpa_pemegang(request: HttpRequest) -> HttpResponse:
    """The cases that no living person can take on, for Kepala and administrator of the unit.

    POST looks again, when somebody has got the role or come back.
    """
    user = person(request)
    if request.method == "POST":
        for _, case in terhenti.untuk(user):
            terhenti.periksa(case)
        messages.success(request, "Diperiksa lagi.")
        return redirect("workflow:tanpa_pemegang")
    rows = [
        (row, case, terhenti.saran(case), _reads(case, user)) for row, case in terhenti.untuk(user)
    ]
    context = {"rows": rows, "admin": bool(user.units_with({Role.ADMIN_SATKER}))}
    return render(request, "workflow/tanpa_pemegang.html", context)


def _reads(case: Case, user: User) -> bool:
    return bool(user.roles(case.uml) & case.machine.staff_roles())


def form_class(machine: Machine, step: Step) -> type[StepForm]:
    """The form that the procedure brings for the step, else the kernel's."""
    return registry.procedure(machine.code).form_of(step) or StepForm


def _sentence(case: Case, user: User) -> str:
    return next((s for role in user.roles(case.uml) if (s := case.says(role))), "")


def _asked(request: HttpRequest) -> dict[str, object]:
    """What the address of an opening proposes: `?pemilik=4&uttp=7&uttp=9`."""
    return {
        name: values if len(values) > 1 or name == "uttp" else values[0]
        for name, values in request.GET.lists()
    }


def _status(request: HttpRequest, form: StepForm) -> int:
    return UNPROCESSABLE if request.method == "POST" and form.errors else 200


def refuse(request: HttpRequest, error: StepError) -> HttpResponse:
    """The page of a refused step, 403, 409 or 422, with its reasons; as JSON for a program.

    A part of a page that is asked for while somebody types gets the sentence alone.
    """
    if request.headers.get("HX-Request"):
        kind = "text/plain; charset=utf-8"
        return HttpResponse(str(error), content_type=kind, status=error.status_code)
    if request.headers.get("Accept", "").startswith("application/json"):
        told = {
            "pesan": str(error),
            "alasan": getattr(error, "reasons", []),
            "perkara": error.case.get_absolute_url() if error.case else "",
        }
        return JsonResponse(told, status=error.status_code)
    return render(
        request,
        f"errors/{error.status_code}.html",
        {"pesan": str(error), "alasan": getattr(error, "reasons", []), "case": error.case},
        status=error.status_code,
    )
