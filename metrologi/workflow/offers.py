"""Which steps a person may take on a case now, and why a step that is theirs is blocked."""
from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from metrologi.accounts.models import Uml, User
from metrologi.workflow import registry
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Machine, Step
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.run import may


@dataclass(frozen=True)
class Offer:
    """A step of this person's role; `reasons` is empty when it can be taken now."""

    case: Case
    step: Step
    reasons: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse("workflow:step", args=[self.case.machine.code, self.case.pk, self.step.name])


def offers(case: Case, user: User) -> list[Offer]:
    """Steps of the user's roles that leave the present state, in the order of the declaration."""
    held = case.roles_of(user)
    steps = [s for s in case.machine.from_state(case.status) if not s.reaction and held & set(s.by)]
    return [Offer(case, step, reasons(case, step, user, held)) for step in steps]


def possible_first(case: Case, user: User) -> list[Offer]:
    """The same, as a page shows them: its first button is one that works."""
    return sorted(offers(case, user), key=lambda offer: bool(offer.reasons))


def reasons(case: Case, step: Step, user: User, held: frozenset[str] | None = None) -> tuple[str, ...]:
    try:
        may(case, step, user, held)
    except NotAllowed as error:
        return (str(error),)
    return tuple(reason for guard in step.guards if (reason := guard(case)))


@dataclass(frozen=True)
class Onward:
    """Another procedure that may follow from a case; `reason` says why it cannot now, "" when it can."""

    label: str
    url: str
    hint: str = ""
    reason: str = ""


def onwards(case: Case, user: User) -> list[Onward]:
    """What the apps' `pages.lanjutan(case, user)` offer to open from this case."""
    pages = dict.fromkeys(registry.module_of(machine, "pages") for machine in registry.all_machines())
    found = [page.lanjutan(case, user) for page in pages if page and hasattr(page, "lanjutan")]
    return [onward for onward in found if onward]


def openings_for(machine: Machine, user: User, uml: Uml) -> list[Step]:
    """The ways in which this person may open a case of the machine at that unit."""
    held = user.roles(uml)
    return [s for s in machine.openings() if not s.surface and (set(s.by) & held or s.proxy in held)]
