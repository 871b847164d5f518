"""The one door: `run` moves a case along a declared step, `open_case` brings one into being. Nothing else does."""
from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.clock.duration import SYARAT_TEKNIS
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now
from metrologi.documents import declare as papers
from metrologi.documents import numbering
from metrologi.documents.issuing import issue
from metrologi.notifications.send import send
from metrologi.prepared import Prepared
from metrologi.workflow import reactions, registry, trail
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Machine, Step
from metrologi.workflow.errors import Blocked, NotAllowed, Stale
from metrologi.workflow.models import Jejak

SYSTEM = "sistem"


def run(case: Case, step: str, *, by: User | None, seen: str, note: str = "", secret: str | None = None,
        **data: Any) -> Case:
    """Move `case` along `step`; returns the fresh row.

    `seen` is the state the caller's page showed; `secret` a signing passphrase, never kept; `by=None` is the clock.
    Raises NotAllowed, Stale, Blocked or a signing error, and then nothing at all has happened.
    """
    declared = case.machine.steps[step]
    with transaction.atomic():
        fresh = _fresh(case)
        role = admit(fresh, declared, by=by, seen=seen)
        _guards(fresh, declared, note)
        return _carry_out(fresh, declared, by=by, role=role, note=note, secret=secret, data=data)


def react(case: Case, step: str, *, by: User | None, **data: Any) -> Case:
    """Carry out a step as the consequence of another one's, inside its transaction; roles were checked there."""
    declared = case.machine.steps[step]
    if not declared.reaction:
        raise NotAllowed(f"Langkah {declared.label} tidak dapat dijalankan sebagai akibat.")
    fresh = _fresh(case)
    _still_there(fresh, declared, fresh.status)
    _guards(fresh, declared, note="")
    return _carry_out(fresh, declared, by=by, role=SYSTEM, note="", secret=None, data=data, log_data={"akibat": True})


def open_case(code: str, *, by: User | None, uml: Uml, step: str | None = None, origin: Case | None = None,
              key: UUID | None = None, note: str = "", **data: Any) -> Case:
    """Open a case of that machine; `by=None` is the clock, for a procedure whose cases need no opener.

    A repeated `key` returns the case the first try made; Stale for another person's.
    """
    machine = registry.get(code)
    declared = machine.steps[step] if step else machine.openings()[0]
    if key and (twin := machine.model.objects.filter(kunci=key, created_by=by).first()):
        return twin
    try:
        with transaction.atomic():
            return _open(machine, declared, by=by, uml=uml, origin=origin, key=key, note=note, data=data)
    except IntegrityError:
        twin = machine.model.objects.filter(kunci=key).first() if key else None
        if twin is None:
            raise
        if twin.created_by_id != (by.pk if by else None):
            raise Stale("Formulir ini sudah dikirim dari akun lain. Muat ulang halaman, lalu isi lagi.") from None
        return twin


def _open(machine: Machine, declared: Step, *, by: User | None, uml: Uml, origin: Case | None, key: UUID | None, note: str,
          data: dict[str, Any]) -> Case:
    role = SYSTEM if by is None else _opening_role(declared, by, uml)
    at = now()
    case = machine.model(uml=uml, created_by=by, created_at=at, status_since=at, kunci=key, origin=origin)
    case.nomor = numbering.take(uml, machine.counter, machine.number, at)
    return _carry_out(case, declared, by=by, role=role, note=note, secret=None, data=data)


def _fresh(case: Case) -> Case:
    """The row as it is now, held until the end of the transaction, with the office that every step asks about."""
    return held(type(case)).one(case.pk)


@cache
def held(model: Any) -> Prepared[Case]:
    return Prepared(lambda pk: model.objects.select_for_update(of=("self",)).select_related("uml").filter(pk=pk))


def admit(case: Case, step: Step, *, by: User | None, seen: str) -> str:
    """The role in which the step is taken; NotAllowed, or Stale where the page showed another state."""
    role = SYSTEM if by is None else may(case, step, by)
    _still_there(case, step, seen)
    return role


def may(case: Case, step: Step, by: User, held: frozenset[str] | None = None) -> str:
    """The role in which `by`, who here has the roles `held`, may take this step; NotAllowed with the reason otherwise."""
    if step.reaction:
        raise NotAllowed(f"“{step.label}” berjalan sendiri sebagai akibat langkah lain.")
    held = case.roles_of(by) if held is None else held
    role = next((r for r in step.by if r in held), None)
    if role is None:
        names = ", ".join(Role(r).label for r in step.by)
        raise NotAllowed(f"Langkah “{step.label}” hanya untuk {names}.")
    if reason := case.halangan(step, by):
        raise NotAllowed(reason)
    if clash := four_eyes_clash(case, step, by):
        raise NotAllowed(f"Anda sudah melakukan “{clash}” pada perkara ini; “{step.label}” harus dilakukan orang lain.")
    return role


def _opening_role(step: Step, by: User, uml: Uml) -> str:
    held = by.roles(uml)
    roles = (*step.by, step.proxy) if step.proxy else step.by
    role = next((r for r in roles if r in held), None)
    if role is None:
        raise NotAllowed(f"“{step.label}” hanya untuk {', '.join(Role(r).label for r in roles)}.")
    return role


def four_eyes_clash(case: Case, step: Step, by: User) -> str:
    """The label of the earlier step this person did, here or on the cases this one stems from; "" when none."""
    if not step.four_eyes:
        return ""
    for link in _line(case):
        kind = ContentType.objects.get_for_model(link)
        names = [n.split(".")[-1] for n in step.four_eyes]
        done = Jejak.objects.filter(case_type=kind, case_id=link.pk, step__in=names, actor=by).order_by("urut").first()
        if done:
            return done.label
    return ""


def _line(case: Case) -> list[Case]:
    line: list[Case] = []
    link: Case | None = case
    while link is not None and link not in line:
        line.append(link)
        link = link.origin
    return line


def _still_there(case: Case, step: Step, seen: str) -> None:
    if case.status != seen or case.status not in step.sources:
        raise stale(case)


def stale(case: Case) -> Stale:
    """The refusal of a page that shows the past: what happened since, by whom, and where the case is now."""
    last = trail.last_of(case)
    who = last.actor.nama if last.actor else last.role_label
    refusal = Stale(f"{case} sudah berubah sejak halaman ini dibuka: “{last.label}” oleh {who}; "
                 f"keadaannya sekarang “{case.status_label}”.")
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


def _carry_out(case: Case, step: Step, *, by: User | None, role: str, note: str, secret: str | None,
               data: dict[str, Any], log_data: dict[str, Any] | None = None) -> Case:
    source, since = case.status, case.status_since
    try:
        kept = getattr(case, step.name)(**data)
    except ValidationError as error:
        raise Blocked(list(error.messages)) from error
    if case._state.adding:
        case.save()
    _save_children(case, step, data)
    minutes = _tick(case, source, since)
    _log(case, step, by=by, role=role, source=source, note=note, data={**(kept or {}), **(log_data or {})},
         minutes=minutes)
    case.save()
    _issue(case, step, by=by, secret=secret)
    reactions.notify(case.machine.code, step.name, case, by=by, data={**data, "note": note})
    if source != case.status:
        _tell(case)
    return case


def _save_children(case: Case, step: Step, data: dict[str, Any]) -> None:
    """Let the case write its own child rows; those of an opening need its primary key."""
    hook = getattr(case, f"simpan_{step.name}", None)
    if hook:
        hook(**data)


def _tick(case: Case, source: str, since: Any) -> int:
    """Start the clock of the new state; returns the working minutes spent in the old one."""
    at = now()
    if case.status == source:
        return 0
    calendar = calendar_for(case.uml_id)
    case.status_since, case.due_at = at, _due(case, calendar, at)
    return calendar.minutes_between(since, at) if source else 0


def _due(case: Case, calendar: Any, at: Any) -> Any:
    if own := case.jatuh_tempo(at):
        return own
    if case.state.timeout and case.state.holder in OUTSIDE:
        # The SOP's minutes for somebody outside promise nothing of ours; what runs out is the waiting.
        return calendar.add(at, case.state.timeout.after)
    sla = case.janji()
    if sla is SYARAT_TEKNIS:
        sla = case.syarat_teknis()
    if sla is not None and sla.bounded:
        return calendar.add(at, sla)
    return calendar.add(at, case.state.timeout.after) if case.state.timeout else None


def _log(case: Case, step: Step, *, by: User | None, role: str, source: str, note: str, data: dict[str, Any],
         minutes: int) -> None:
    acting = by.penugasan(role, case.uml) if by and role not in (SYSTEM, *OUTSIDE) else None
    trail.append(case, Jejak(step=step.name, label=step.label, actor=case.pelaku(by, role), role=role,
                             sifat=acting.sifat if acting else "", source=source, target=case.status, note=note,
                             data=data, at=now(), minutes=minutes))


def _issue(case: Case, step: Step, *, by: User | None, secret: str | None) -> None:
    for code in step.issues:
        if papers.get(code).applies(case):
            issue(code, case, by=by, secret=secret, replaces=case.paper_replaced_by(code))


def _tell(case: Case) -> None:
    for role in OUTSIDE:
        if sentence := case.says(role):
            for user in case.applicants():
                send(user, judul=f"{case.machine.title}: {case.status_label}", isi=f"{case.nomor}. {sentence}",
                     url=case.get_absolute_url(), case=case)
            return
