"""Which steps a person may take on a case now, and why a step that is theirs is blocked."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from metrologi.accounts import access
from metrologi.accounts.kantor import kantor_akun
from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import OUTSIDE
from metrologi.workflow import registry
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Machine, Step
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.wewenang import acting_role


@dataclass(frozen=True)
class Offer:
    """A step of this person's role; `reasons` is empty when it can be taken now.

    `wakil`: it is somebody else's, who telephones, writes or stands at the counter.
    """

    case: Case
    step: Step
    reasons: tuple[str, ...] = ()
    wakil: bool = False

    @property
    def hinted(self) -> bool:
        """Whether the page of the case says at once what the step is for."""
        free = not (self.reasons or self.step.danger or self.wakil)
        return bool(self.step.hint and free)

    @property
    def url(self) -> str:
        return reverse("workflow:step", args=[self.case.machine.code, self.case.pk, self.step.name])


def offers(case: Case, user: User) -> list[Offer]:
    """Steps of the user's roles that leave the present state, in the order of the declaration."""
    roles = case.roles_of(user)
    leaving = case.machine.from_state(case.status)
    steps = [step for step in leaving if not step.reaction and roles & set(step.actors)]
    return [
        Offer(case, step, reasons(case, step, user, roles), wakil=not roles & set(step.by))
        for step in steps
    ]


def possible_first(case: Case, user: User) -> list[Offer]:
    """As `offers`, those that can be taken now before those that are blocked.

    What lies beside the SOP comes after what the SOP expects.
    """
    return sorted(offers(case, user), key=lambda offer: (bool(offer.reasons), offer.step.relief))


def reasons(
    case: Case, step: Step, user: User, roles: frozenset[str] | None = None
) -> tuple[str, ...]:
    """Why this person cannot take the step now, as sentences; empty if they can.

    `roles` are their roles on this case, where the caller has asked for them already.
    """
    try:
        acting_role(case, step, user, roles)
    except NotAllowed as error:
        return (str(error),)
    return tuple(reason for guard in step.guards if (reason := guard(case)))


@dataclass(frozen=True)
class Onward:
    """A procedure that may follow from a case; `reason` says why not now, "" when it can."""

    label: str
    url: str
    hint: str = ""
    reason: str = ""


def onwards(case: Case, user: User) -> list[Onward]:
    """What the `onward` functions of all procedures offer to open from this case."""
    ask = [p.onward for p in registry.all_procedures() if p.onward]
    found = [onward(case, user) for onward in ask]
    return [onward for onward in found if onward]


def unit_to_open(machine: Machine, user: User) -> Uml:
    """Where this person opens a case: staff in their unit, people from outside at their office.

    The form asks for another one, or takes that of the owner.
    """
    roles = {role for step in machine.openings() for role in step.actors}
    staff = roles - OUTSIDE
    if user.units_with(staff):
        return access.unit_of(user, *staff)
    return kantor_akun(user) or Uml.objects.default()


def openings_for(machine: Machine, user: User, uml: Uml) -> list[Step]:
    """The ways in which this person may open a case of the machine at that unit."""
    roles = user.roles(uml)
    return [
        s for s in machine.openings() if not s.surface and (set(s.by) & roles or s.proxy in roles)
    ]
