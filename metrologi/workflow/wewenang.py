"""Who may take a step of a case: the role, what the case itself says, and four eyes."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Step
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.models import Jejak


def acting_role(case: Case, step: Step, by: User, roles: frozenset[str] | None = None) -> str:
    """The role in which `by` may take this step; NotAllowed with the reason otherwise.

    `roles` are the roles of `by` on this case, where the caller has asked for them already.
    """
    if step.reaction:
        raise NotAllowed(f"“{step.label}” berjalan sendiri sebagai akibat langkah lain.")
    roles = case.roles_of(by) if roles is None else roles
    role = next((r for r in step.actors if r in roles), None)
    if role is None:
        names = ", ".join(Role(r).label for r in step.by)
        raise NotAllowed(f"Langkah “{step.label}” hanya untuk {names}.")
    if reason := case.halangan(step, by):
        raise NotAllowed(reason)
    if clash := four_eyes_clash(case, step, by):
        raise NotAllowed(
            f"Anda sudah melakukan “{clash}” pada perkara ini; "
            f"“{step.label}” harus dilakukan orang lain."
        )
    return role


def four_eyes_clash(case: Case, step: Step, by: User) -> str:
    """The label of the step that this person took and that bars them from `step`; "" when none.

    Steps on the cases that this one stems from count too.
    """
    if not step.four_eyes:
        return ""
    for link in _with_origins(case):
        kind = ContentType.objects.get_for_model(link)
        names = [n.split(".")[-1] for n in step.four_eyes]
        done = (
            Jejak.objects.filter(case_type=kind, case_id=link.pk, step__in=names, actor=by)
            .order_by("urut")
            .first()
        )
        if done:
            return done.label
    return ""


def _with_origins(case: Case) -> list[Case]:
    chain: list[Case] = []
    link: Case | None = case
    while link is not None and link not in chain:
        chain.append(link)
        link = link.origin
    return chain
