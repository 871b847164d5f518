"""How a case moves: `run` takes a declared step, `open_case` opens a case, `react` follows.

Nothing else changes the status of a case. Each is one transaction (see docs/arsitektur.md).
"""

from __future__ import annotations

from datetime import datetime
from inspect import signature
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.clock.calendar import WorkCalendar
from metrologi.clock.duration import SYARAT_TEKNIS
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now
from metrologi.documents import declare as papers
from metrologi.documents import numbering
from metrologi.documents.issuing import issue
from metrologi.notifications.send import sekali_kabar, send
from metrologi.workflow import reactions, registry, terhenti, trail
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Machine, Step, StepData
from metrologi.workflow.errors import Blocked, NotAllowed, Stale
from metrologi.workflow.models import Jejak
from metrologi.workflow.timeline import by_whom, reads_names
from metrologi.workflow.wewenang import acting_role

SYSTEM = "sistem"


def run(
    case: Case,
    step: str,
    *,
    by: User | None,
    seen: str,
    note: str = "",
    secret: str | None = None,
    **data: object,
) -> Case:
    """Move `case` along `step`; returns the fresh row.

    `seen` is the state that the caller's page showed; `secret` a signing passphrase, which is never
    kept; `by=None` means that the system acts, when a time limit has run out.
    Raises NotAllowed, Stale, Blocked or a signing error, and then nothing at all has happened;
    TypeError, before anything else, when `data` names what the step does not take.
    """
    declared = case.machine.steps[step]
    declared.refuse_unknown(data)
    with transaction.atomic(), sekali_kabar():
        fresh = _fresh(case)
        role = _role_and_state(fresh, declared, by=by, seen=seen)
        _guards(fresh, declared, note)
        return _carry_out(fresh, declared, by=by, role=role, note=note, secret=secret, data=data)


def react(case: Case, step: str, *, by: User | None, **data: object) -> Case:
    """Carry out a step that follows from another one, inside that one's transaction.

    The role was checked there. Raises NotAllowed for a step that is not declared as a reaction.
    """
    declared = case.machine.steps[step]
    if not declared.reaction:
        raise NotAllowed(f"Langkah {declared.label} tidak dapat dijalankan sebagai akibat.")
    declared.refuse_unknown(data)
    fresh = _fresh(case)
    _check_state(fresh, declared, fresh.status, by)
    _guards(fresh, declared, note="")
    return _carry_out(
        fresh,
        declared,
        by=by,
        role=SYSTEM,
        note="",
        secret=None,
        data=data,
        log_data={"akibat": True},
    )


def open_case(
    code: str,
    *,
    by: User | None,
    uml: Uml,
    step: str | None = None,
    origin: Case | None = None,
    kunci: UUID | None = None,
    note: str = "",
    **data: object,
) -> Case:
    """Open a case of the machine `code` by its step `step` (its first opening without one).

    `by=None` means that the system opens it. `origin` is the case that the new one stems from.
    Raises as `run` does; KeyError for an unknown code.
    `kunci` is made by the page of the form: a second click sends the same one and gets the case of
    the first. Raises Stale where another person has used it.
    """
    machine = registry.get(code)
    declared = machine.steps[step] if step else machine.openings()[0]
    declared.refuse_unknown(data)
    if kunci and (twin := machine.model.objects.filter(kunci=kunci, created_by=by).first()):
        return twin
    try:
        with transaction.atomic(), sekali_kabar():
            return _open(
                machine, declared, by=by, uml=uml, origin=origin, kunci=kunci, note=note, data=data
            )
    except (Blocked, IntegrityError):
        # What the first click opened may also stand in the way of the second.
        twin = machine.model.objects.filter(kunci=kunci).first() if kunci else None
        if twin is None:
            raise
        if twin.created_by_id != (by.pk if by else None):
            raise Stale(
                "Formulir ini sudah dikirim dari akun lain. Muat ulang halaman, lalu isi lagi."
            ) from None
        return twin


def note_down(
    case: Case, name: str, label: str, *, by: User, role: str, note: str, **changes: object
) -> Case:
    """Log what a person did to a case without moving it, and set these fields; returns the row.

    For corrections that may come in any open state. The caller has asked whether `by` may.
    """
    with transaction.atomic():
        fresh = _fresh(case)
        for field, value in changes.items():
            setattr(fresh, field, value)
        trail.append(
            fresh,
            Jejak(
                step=name,
                label=label,
                actor=fresh.pelaku(by, role),
                role=role,
                source=fresh.status,
                target=fresh.status,
                note=note,
                data={"diubah": sorted(changes)},
                at=now(),
                minutes=0,
            ),
        )
        fresh.save()
    return fresh


def _open(
    machine: Machine,
    declared: Step,
    *,
    by: User | None,
    uml: Uml,
    origin: Case | None,
    kunci: UUID | None,
    note: str,
    data: StepData,
) -> Case:
    role = SYSTEM if by is None else _opening_role(declared, by, uml)
    at = now()
    case = machine.model(
        uml=uml, created_by=by, created_at=at, status_since=at, kunci=kunci, origin=origin
    )
    case.nomor = numbering.take(uml, machine.counter, machine.number, at)
    return _carry_out(case, declared, by=by, role=role, note=note, secret=None, data=data)


def _fresh(case: Case) -> Case:
    """The row as it is now, locked until the end of the transaction, with its unit."""
    rows = type(case).objects.select_for_update(of=("self",)).select_related("uml")
    return rows.get(pk=case.pk)


def _role_and_state(case: Case, step: Step, *, by: User | None, seen: str) -> str:
    """The role in which the step is taken.

    Raises NotAllowed, or Stale where the page showed another state.
    """
    role = SYSTEM if by is None else acting_role(case, step, by)
    _check_state(case, step, seen, by)
    return role


def _opening_role(step: Step, by: User, uml: Uml) -> str:
    roles = by.roles(uml)
    role = next((r for r in step.actors if r in roles), None)
    if role is None:
        names = ", ".join(Role(r).label for r in step.actors)
        raise NotAllowed(f"“{step.label}” hanya untuk {names}.")
    return role


def _check_state(case: Case, step: Step, seen: str, by: User | None) -> None:
    if case.status != seen or case.status not in step.sources:
        raise stale(case, by)


def stale(case: Case, reader: User | None) -> Stale:
    """The refusal of a page that is out of date: what happened since, by whom, the state now.

    `reader` learns no more of who acted than the log on the page of the case tells them.
    """
    last = trail.last_of(case)
    who = by_whom(last, reader is not None and reads_names(case, reader))
    refusal = Stale(
        f"{case} sudah berubah sejak halaman ini dibuka: “{last.label}” oleh {who}; "
        f"keadaannya sekarang “{case.status_label}”."
    )
    refusal.case = case
    return refusal


def _guards(case: Case, step: Step, note: str) -> None:
    reasons = [reason for guard in step.guards if (reason := guard(case))]
    if step.note == "wajib" and not note.strip():
        reasons.append("Catatan wajib diisi.")
    if reasons:
        refusal = Blocked(reasons)
        refusal.case = case
        raise refusal


def _carry_out(
    case: Case,
    step: Step,
    *,
    by: User | None,
    role: str,
    note: str,
    secret: str | None,
    data: StepData,
    log_data: StepData | None = None,
) -> Case:
    source, since = case.status, case.status_since
    data = step.bind(data)
    known = {**data, "by": by, "note": note}
    try:
        filled = _call(case, step.fills, known)
        returned = getattr(case, step.name)(**data)
    except ValidationError as error:
        raise Blocked(list(error.messages)) from error
    if case._state.adding:
        case.save()
    _call(case, step.rows, known)
    minutes = _restart_clock(case, source, since)
    _log(
        case,
        step,
        by=by,
        role=role,
        source=source,
        note=note,
        data={**(filled or {}), **(returned or {}), **(log_data or {})},
        minutes=minutes,
    )
    case.save()
    _issue(case, step, by=by, secret=secret)
    reactions.notify(case, step.name, by=by, data={**data, "note": note})
    if source != case.status:
        _notify_applicants(case)
    if source != case.status or step.relief:
        terhenti.lupakan(case)
        if case.state.holder == Role.KEPALA:
            # There is often one Kepala only; barred by an earlier act, they must know at once.
            terhenti.periksa(case)
    return case


def _call(case: Case, name: str, known: StepData) -> dict[str, object] | None:
    """Call the case's method `name` with those of `known` that it names; nothing without a name."""
    if not name:
        return None
    method = getattr(case, name)
    wanted = signature(method).parameters
    return method(**{parameter: known[parameter] for parameter in wanted})


def _restart_clock(case: Case, source: str, since: datetime) -> int:
    """Start the clock of the new state; returns the working minutes spent in the old one.

    A step that stays in the state may have ended one of its clocks, or moved its hour: the deadline
    is reckoned anew from the same start. No minutes are counted where the server's clock has been
    set back since.
    """
    at = now()
    calendar = calendar_for(case.uml_id)
    if case.status == source:
        case.due_at = _due(case, calendar, since)
        return 0
    begun = case.awal_janji(source, since) if source else at
    case.status_since, case.due_at = at, _due(case, calendar, at)
    return max(0, calendar.minutes_between(begun, at)) if begun < at else 0


def _due(case: Case, calendar: WorkCalendar, at: datetime) -> datetime | None:
    if deadline := case.jatuh_tempo(at):
        return deadline
    at = case.awal_janji(case.status, at)
    if case.state.timeout and case.state.holder in OUTSIDE:
        # Minutes of the SOP for somebody outside are no promise of the office; the limit counts.
        return calendar.add(at, case.state.timeout.after)
    sla = case.janji()
    if sla is SYARAT_TEKNIS:
        sla = case.syarat_teknis()
    if sla is not None and sla.bounded:
        return calendar.add(at, sla)
    return calendar.add(at, case.state.timeout.after) if case.state.timeout else None


def _log(
    case: Case,
    step: Step,
    *,
    by: User | None,
    role: str,
    source: str,
    note: str,
    data: StepData,
    minutes: int,
) -> None:
    acting = by.penugasan(role, case.uml) if by and role not in (SYSTEM, *OUTSIDE) else None
    trail.append(
        case,
        Jejak(
            step=step.name,
            label=step.label,
            actor=case.pelaku(by, role),
            role=role,
            sifat=acting.sifat if acting else "",
            source=source,
            target=case.status,
            note=note,
            data=data,
            at=now(),
            minutes=minutes,
        ),
    )


def _issue(case: Case, step: Step, *, by: User | None, secret: str | None) -> None:
    for code in step.issues:
        paper = papers.get(code)
        for extra, replaced in paper.lembar(case) if paper.applies(case) else ():
            issue(code, case, by=by, secret=secret, replaces=replaced, extra=extra)


def _notify_applicants(case: Case) -> None:
    for role in OUTSIDE:
        if sentence := case.kabar(role):
            for user in case.applicants():
                send(
                    user,
                    judul=f"{case.machine.title}: {case.status_label}",
                    isi=f"{case.nomor}. {sentence}",
                    url=case.get_absolute_url(),
                    case=case,
                    keadaan=True,
                )
            return
