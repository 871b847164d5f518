"""The generic pages of every procedure: list, open, detail, step, flow."""
from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import select_template

from metrologi.accounts import access
from metrologi.accounts.models import Uml, User
from metrologi.documents.issuing import of
from metrologi.documents.signing import SigningError
from metrologi.workflow import chart, registry, trail
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Machine, Step
from metrologi.workflow.errors import StepError
from metrologi.workflow.forms import StepForm
from metrologi.workflow.listing import page_of
from metrologi.workflow.offers import onwards, openings_for, possible_first, reasons
from metrologi.workflow.run import may, open_case, run, stale
from metrologi.workflow.timeline import stepper

UNPROCESSABLE = 422


def person(request: HttpRequest) -> User:
    """Who is signed in; the access decorators let nobody else reach these views."""
    return cast(User, request.user)


def machine_or_404(code: str) -> Machine:
    machine = registry.find(code)
    if machine is None:
        raise Http404
    return machine


def case_or_404(code: str, pk: int, user: Any) -> Case:
    """The case if this person may see it; what is not theirs does not exist."""
    machine = machine_or_404(code)
    if (case := machine.model.objects.one_for(user, pk)) is None:
        raise Http404
    return cast(Case, case)


def template_for(machine: Machine, name: str) -> Any:
    return select_template([f"{machine.code}/{name}.html", f"workflow/{name}.html"])


def reply(request: HttpRequest, machine: Machine, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(template_for(machine, name).render({"machine": machine, **context}, request), status=status)


@access.login
def listing(request: HttpRequest, code: str) -> HttpResponse:
    machine = machine_or_404(code)
    page = page_of(machine, request)
    extra = registry.module_of(machine, "pages")
    return reply(request, machine, "list", {
        **(extra.listing(machine, request) if extra and hasattr(extra, "listing") else {}), "page": page,
        "openings": openings_for(machine, person(request), Uml.objects.default()),
        "states": [(c, machine.label(c)) for c in machine.states],
    })


@access.login
def opening(request: HttpRequest, code: str) -> HttpResponse:
    machine, uml = machine_or_404(code), Uml.objects.default()
    allowed = openings_for(machine, person(request), uml)
    if not allowed:
        raise PermissionDenied("Peran Anda tidak dapat membuka perkara ini.")
    step = next((s for s in allowed if s.name == request.GET.get("langkah")), allowed[0])
    form = form_class(machine, step)(request.POST or None, request.FILES or None, case=None, step=step,
                                     user=person(request), uml=uml, initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        try:
            case = open_case(code, by=person(request), uml=uml, step=step.name, note=form.note,
                             key=form.cleaned_data.get("kunci") or uuid4(), **form.data_for_step())
        except StepError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{step.label}: {case.nomor} tercatat.")
            return redirect(case)
    return reply(request, machine, "baru", {"form": form, "step": step}, _status(request, form))


@access.login
def detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    case = case_or_404(code, pk, person(request))
    rows = trail.rows_of(case)
    extra = registry.module_of(case.machine, "pages")
    own = extra.detail(case, request) if extra else {}
    context = {
        "case": case, "rows": rows, "steps": stepper(case, rows),
        "offers": [] if "offers" in own else possible_first(case, person(request)),
        "papers": [] if "papers" in own else of(case), "onwards": onwards(case, person(request)),
        "sentence": _sentence(case, person(request)),
        "staff": bool(person(request).roles(case.uml) & case.machine.staff_roles()),
    }
    return reply(request, case.machine, "detail", {**context, **own})


@access.login
def step(request: HttpRequest, code: str, pk: int, step: str) -> HttpResponse:
    case = case_or_404(code, pk, person(request))
    declared = case.machine.steps.get(step)
    if declared is None or declared.opens or declared.reaction:
        raise Http404
    may(case, declared, person(request))
    posted = request.POST if request.method == "POST" else None
    form = form_class(case.machine, declared)(posted, request.FILES or None, case=case, step=declared,
                                              user=person(request))
    if posted is None:
        return _step_page(request, case, declared, form)
    return take_step(request, case, declared, form)


def take_step(request: HttpRequest, case: Case, declared: Step, form: StepForm) -> HttpResponse:
    """Run the step with the posted form; a refusal by form or key shows the page again with what was typed."""
    if (seen := request.POST.get("seen", "")) != case.status or case.status not in declared.sources:
        raise stale(case)
    if not form.is_valid():
        return _step_page(request, case, declared, form, UNPROCESSABLE)
    try:
        run(case, declared.name, by=person(request), seen=seen, note=form.note, secret=form.secret,
            **form.data_for_step())
    except SigningError as error:
        form.add_error("passphrase", str(error))
        return _step_page(request, case, declared, form, UNPROCESSABLE)
    messages.success(request, f"{declared.label}: tersimpan.")
    return redirect(case)


def _step_page(request: HttpRequest, case: Case, declared: Step, form: StepForm, status: int = 200) -> HttpResponse:
    blocked = reasons(case, declared, person(request)) if case.status in declared.sources else (
        f"Langkah ini tidak tersedia saat keadaan perkara “{case.status_label}”.",)
    template = select_template([f"{case.machine.code}/{declared.name}.html", "workflow/step.html"])
    context = {"case": case, "machine": case.machine, "step": declared, "form": form, "blocked": blocked}
    return HttpResponse(template.render(context, request), status=status)


@access.public
def flow(request: HttpRequest, code: str) -> HttpResponse:
    machine = machine_or_404(code)
    return reply(request, machine, "alur", {"chart": chart.of(machine.code), "sop": chart.title(machine)})


def form_class(machine: Machine, step: Step) -> type[StepForm]:
    """`terima` → `TerimaForm` of the app's forms, else the kernel's."""
    name = "".join(part.title() for part in step.name.split("_")) + "Form"
    found: type[StepForm] = registry.class_for(machine, "forms", name, StepForm)
    return found


def _sentence(case: Case, user: Any) -> str:
    return next((s for role in user.roles(case.uml) if (s := case.says(role))), "")


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address of an opening proposes: `?pemilik=4&uttp=7&uttp=9`."""
    return {name: values if len(values) > 1 or name == "uttp" else values[0] for name, values in request.GET.lists()}


def _status(request: HttpRequest, form: Any) -> int:
    return UNPROCESSABLE if request.method == "POST" and form.errors else 200


def refuse(request: HttpRequest, error: StepError) -> HttpResponse:
    """The page of a step that did not happen: 403, 409 or 422 with its reasons; for a program the reasons alone."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"pesan": str(error), "alasan": getattr(error, "reasons", [])}, status=error.status_code)
    return render(request, f"errors/{error.status_code}.html",
                  {"pesan": str(error), "alasan": getattr(error, "reasons", []), "case": error.case}, status=error.status_code)
