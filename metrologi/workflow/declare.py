"""The classes by which a procedure is declared: Machine, State, Timeout and Step."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

from django.db import models
from django_fsm import FSMField, transition

from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.clock.duration import Duration

if TYPE_CHECKING:
    from metrologi.workflow.cases import Case

Guard = Callable[..., str]
Method = TypeVar("Method", bound=Callable[..., object])
# The data of one step by name, as the keywords of its declared method take it.
StepData = dict[str, Any]
# One or several.
Words = str | Iterable[str]
Roles = Role | Iterable[Role]
OPENING = ""
# The target of a relief that leaves the case in the state where it is.
STAYS = ""


def _tuple(value: Words | Roles | Guard | Iterable[Guard]) -> tuple:
    """Several as they are, one as a tuple of one; a guard is known by being callable."""
    return (value,) if isinstance(value, str) or callable(value) else tuple(value)


def _data_of(method: Callable) -> inspect.Signature:
    """The signature of a step's method without `self`."""
    signature = inspect.signature(method)
    _self, *data = signature.parameters.values()
    return signature.replace(parameters=data)


@dataclass(frozen=True)
class Timeout:
    """How a state ends if nobody acts: after `after`, the system runs `step`."""

    after: Duration
    step: str


@dataclass(frozen=True)
class State:
    """Whom the case waits for (`holder`), the promise (`sla`), and what each role reads (`says`).

    `road` states are drawn as the way of a case, `resting` ones wait for nobody, `final` ones end
    it. `timeout` ends the waiting.

    `sla_asal` holds the promise by the code of the procedure that the case stems from, where that
    procedure grants another time than `sla`.

    `bound` marks a state in which only people whom the case names may act. It names the step by
    which another role puts somebody in their place, as "step" or "machine.step".
    """

    holder: Role | None = None
    sla: Duration | None = None
    road: bool = False
    says: Mapping[str, str] = field(default_factory=dict)
    timeout: Timeout | None = None
    resting: bool = False
    final: bool = False
    sla_asal: Mapping[str, Duration] = field(default_factory=dict)
    bound: str = ""

    def janji(self, asal: str = "") -> Duration | None:
        """The promise to a case of that procedure."""
        return self.sla_asal.get(asal, self.sla)


@dataclass(frozen=True)
class Step:
    """One step of the procedure, from `sources` to `target` by the roles `by`.

    `sop` cites the rows it comes from as "kode:no". `label` stands on its button and in the log.
    `guards` must all answer "". `four_eyes` names steps whose actor may not take this one. `note`
    is "wajib", "boleh" or "". `issues` are codes of papers, `outputs` and `branches` words of the
    SOP's table. `proxy` may take it for somebody who telephones, writes or stands at the counter,
    and the log says so. A `reaction` is taken by `react` alone, `tells` lets people outside read a
    note that goes from officer to officer (see `Machine.note_outside`), `signs` asks for a
    passphrase, a `surface` has a page of the app's own, `danger` marks what cannot be undone,
    `hint` stands above the form.

    `sla` is the promise of an opening, which leaves no state that could carry it.
    `serves` names a need of other procedures that an opening meets (see `workflow.needs`).
    `signature` is that of the declared method without `self`: the data that the step takes.
    A `relief` stands in no row of the SOP: it keeps a case going that would stand still (somebody
    else takes over, another day, a correction). It always asks for a reason; with the target STAYS
    the case remains in its state.

    What the app brings for the step is named here and found through its `Procedure`:
    `form` is a class in the procedure's form modules (without one, the kernel's note form serves),
    `fills` a method of the case that runs before the state changes, checks and sets fields and
    returns what the log keeps, `rows` a method that writes child rows once the case is saved,
    `page` the template of the step's page.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    by: tuple[Role, ...]
    sop: tuple[str, ...]
    guards: tuple[Guard, ...] = ()
    four_eyes: tuple[str, ...] = ()
    note: str = ""
    issues: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    proxy: Role | None = None
    serves: str = ""
    reaction: bool = False
    tells: bool = False
    signs: bool = False
    surface: bool = False
    danger: bool = False
    hint: str = ""
    sla: Duration | None = None
    form: str = ""
    fills: str = ""
    rows: str = ""
    page: str = ""
    relief: bool = False
    signature: inspect.Signature = field(
        default_factory=inspect.Signature, compare=False, repr=False
    )

    @property
    def opens(self) -> bool:
        return not self.sources

    @property
    def actors(self) -> tuple[Role, ...]:
        """Who may take it: those whose step it is, then who may take it for them."""
        return (*self.by, self.proxy) if self.proxy else self.by

    @property
    def data_names(self) -> tuple[str, ...]:
        """The names of the data that the step takes."""
        return tuple(self.signature.parameters)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the data that must be given."""
        parameters = self.signature.parameters.values()
        return tuple(p.name for p in parameters if p.default is p.empty)

    def refuse_unknown(self, data: Mapping[str, object]) -> None:
        """TypeError when `data` holds a name that the step does not take."""
        if unknown := sorted(set(data) - set(self.data_names)):
            known = ", ".join(self.data_names) or "nothing"
            raise TypeError(f"step {self.name}: unknown data {', '.join(unknown)}; takes {known}")

    def bind(self, data: Mapping[str, object]) -> StepData:
        """All data of the step, defaults included; TypeError for a missing or unknown name."""
        self.refuse_unknown(data)
        if missing := [name for name in self.required if name not in data]:
            raise TypeError(f"step {self.name}: missing data {', '.join(missing)}")
        bound = self.signature.bind(**data)
        bound.apply_defaults()
        return dict(bound.arguments)

    def as_dict(self) -> dict[str, object]:
        return {
            "name": self.name,
            "label": self.label,
            "sources": list(self.sources),
            "target": self.target,
            "by": [str(r) for r in self.by],
            "sop": list(self.sop),
            "four_eyes": list(self.four_eyes),
            "issues": list(self.issues),
            "outputs": list(self.outputs),
            "serves": self.serves,
            "branches": list(self.branches),
            "proxy": str(self.proxy) if self.proxy else None,
            "reaction": self.reaction,
            "relief": self.relief,
            "data": list(self.data_names),
            "guards": [guard.__name__ for guard in self.guards],
            "form": self.form,
            "fills": self.fills,
            "rows": self.rows,
            "page": self.page,
        }


class Options(TypedDict, total=False):
    """What a step may declare besides source, target, roles and rows; see `Step`."""

    guards: Guard | Iterable[Guard]
    four_eyes: Words
    note: str
    issues: Words
    outputs: Words
    branches: Words
    proxy: Role
    serves: str
    reaction: bool
    tells: bool
    signs: bool
    surface: bool
    danger: bool
    hint: str
    sla: Duration
    form: str
    fills: str
    rows: str
    page: str
    relief: bool


class Declared(Options, total=False):
    """All that `Machine.step` takes, for whoever puts it together before declaring."""

    label: str
    source: Words
    target: str
    by: Roles
    sop: Words


class Machine:
    """The states of a procedure, and the steps that its abstract model declares.

    The model declares them with the decorators `step` and `opening`.
    """

    def __init__(
        self,
        *,
        code: str,
        title: str,
        sop: str,
        status: type[models.TextChoices],
        number: str,
        states: Mapping[str, State],
        kicker: str = "",
        remarks: Mapping[int, str] | None = None,
        internal: bool = False,
        lists_ask_guards: bool = False,
    ) -> None:
        self.code, self.title, self.sop, self.status, self.number = code, title, sop, status, number
        self.kicker = kicker
        # Nobody outside waits for such a case: it is no service, and its promises are the office's
        # own.
        self.internal = internal
        # A list proposes a step that the guards let through. Only where they read what the row of
        # the list holds already, for a list may not ask the database for each row.
        self.lists_ask_guards = lists_ask_guards
        # What the flow page says about a row besides what runs, by row number.
        self.remarks: dict[int, str] = dict(remarks or {})
        self.states: dict[str, State] = {str(k): v for k, v in states.items()}
        self.steps: dict[str, Step] = {}
        # Set when the procedure is registered.
        self.model: type[Case]
        self._field: FSMField | None = None

    def __repr__(self) -> str:
        return f"<Machine {self.code}>"

    # --- declaring -------------------------------------------------------------------------------
    def field(self) -> FSMField:
        """The status field of the concrete model, made before its steps are declared."""
        self._field = FSMField(
            "status",
            max_length=32,
            choices=self.status.choices,
            default=OPENING,
            protected=True,
            editable=False,
        )
        return self._field

    def constraint(self) -> models.CheckConstraint:
        """The database refuses a status that the machine does not declare."""
        return models.CheckConstraint(
            condition=models.Q(status__in=list(self.states)),
            name="%(app_label)s_%(class)s_status_dikenal",
        )

    def step(
        self,
        label: str,
        *,
        source: Words,
        target: str,
        by: Roles,
        sop: Words,
        **options: Unpack[Options],
    ) -> Callable[[Method], Method]:
        """Declare a step of the decorated method, whose keywords are the data that it takes.

        ValueError without `by` (roles) or `sop` (rows), and for a name that is declared already.
        """
        return self._declare(label, _tuple(source), target, by, sop, options)

    def opening(
        self, label: str, *, target: str, by: Roles, sop: Words, **options: Unpack[Options]
    ) -> Callable[[Method], Method]:
        """Declare a step that opens a case, as `step`; `proxy` may do it at the counter."""
        return self._declare(label, (), target, by, sop, options)

    def relief(
        self,
        label: str,
        *,
        source: Words,
        by: Roles,
        target: str = STAYS,
        **options: Unpack[Options],
    ) -> Callable[[Method], Method]:
        """Declare a step beside the SOP that keeps a case going, as `step`; it wants a reason."""
        whole: Options = {"note": "wajib", **options, "relief": True}
        return self._declare(label, _tuple(source), target, by, (), whole)

    def _declare(
        self,
        label: str,
        sources: tuple[str, ...],
        target: str,
        by: Roles,
        sop: Words,
        options: Options,
    ) -> Callable[[Method], Method]:
        if not by or not (sop or options.get("relief")):
            raise ValueError(f"{self.code}: langkah '{label}' tanpa pelaksana atau baris SOP")
        extra: dict[str, Any] = dict(options)
        for name in ("guards", "four_eyes", "issues", "outputs", "branches"):
            if name in extra:
                extra[name] = _tuple(extra[name])

        def decorate(method: Method) -> Method:
            made = Step(
                name=method.__name__,
                label=label,
                sources=tuple(str(s) for s in sources),
                target=str(target),
                by=_tuple(by),
                sop=_tuple(sop),
                signature=_data_of(method),
                **extra,
            )
            if made.name in self.steps:
                raise ValueError(f"{self.code}: langkah {made.name} dinyatakan dua kali")
            self.steps[made.name] = made
            field = self._field or "status"
            return transition(
                field=field, source=list(made.sources) or OPENING, target=made.target or None
            )(method)  # type: ignore[no-any-return]

        return decorate

    @property
    def counter(self) -> str:
        """The code under which cases are numbered; papers of the same name count by themselves."""
        return f"perkara-{self.code}"

    # --- asking ----------------------------------------------------------------------------------
    def label(self, state: str) -> str:
        """What people read for this state; "" for the one before a case is opened."""
        return str(self.status(state).label) if state else ""

    def openings(self) -> list[Step]:
        return [s for s in self.steps.values() if s.opens]

    def from_state(self, state: str) -> list[Step]:
        return [s for s in self.steps.values() if state in s.sources]

    def turn(self, state: str) -> list[Step]:
        """The steps of the SOP for which a case waits in this state, whoever may take them."""
        holder = self.states[state].holder
        steps = [s for s in self.from_state(state) if not (s.reaction or s.relief)]
        return [s for s in steps if holder is None or holder in s.by]

    def road(self) -> list[str]:
        """The states of the main way through the procedure, in order."""
        return [code for code, state in self.states.items() if state.road]

    def roles(self) -> set[Role]:
        found = {role for s in self.steps.values() for role in s.by}
        return found | {s.proxy for s in self.steps.values() if s.proxy}

    def note_outside(self, name: str) -> bool:
        """Whether people outside read the note of that step.

        They read what they wrote, what is sent to them, and why a case ended. What officers write
        to each other stays with them, unless the step says otherwise.
        """
        step = self.steps.get(name)
        if step is None:
            return False
        if step.tells or set(step.by) & OUTSIDE:
            return True
        # A step without a target leaves the case where it is.
        reached = self.states.get(step.target)
        return bool(reached and (reached.final or reached.holder in OUTSIDE))

    def staff_roles(self) -> set[Role]:
        return self.roles() - OUTSIDE

    def rows(self) -> Iterator[tuple[str, list[Step]]]:
        """Every SOP row cited, in order of first citation, with the steps that cite it."""
        seen: dict[str, list[Step]] = {}
        for step in self.steps.values():
            for row in step.sop:
                seen.setdefault(row, []).append(step)
        yield from seen.items()

    def sla_of(self, step: Step, asal: str = "") -> Duration | None:
        """The promise that a step must keep: that of the state it leaves, if its actor is awaited.

        `asal` is the procedure whose row is asked about, where the machine serves several.
        """
        if step.opens:
            return step.sla
        left = (self.states[s] for s in step.sources)
        return next(
            (sla for state in left if (sla := state.janji(asal)) and state.holder in step.by), None
        )

    def as_dict(self) -> dict[str, object]:
        return {
            "code": self.code,
            "title": self.title,
            "sop": self.sop,
            "states": [
                {
                    "value": code,
                    "label": self.label(code),
                    "holder": str(s.holder) if s.holder else None,
                    "sla": str(s.sla) if s.sla else None,
                    "final": s.final,
                }
                for code, s in self.states.items()
            ],
            "steps": [s.as_dict() for s in self.steps.values()],
        }

    # --- checking --------------------------------------------------------------------------------
    def problems(self) -> list[str]:
        """Mistakes of the declaration itself, as sentences; empty when the machine is sound."""
        return [*self._state_problems(), *self._step_problems(), *self._reach_problems()]

    def _state_problems(self) -> Iterable[str]:
        for code in set(self.status.values) ^ set(self.states):
            yield f"{self.code}: status {code} tidak dinyatakan di kedua tempat"
        for code, state in self.states.items():
            known = [s for s in self.from_state(code) if not s.relief]
            leaving = [s for s in known if s.target != code]
            faults = {
                "tidak ada yang memegang": not (state.holder or state.resting or state.final),
                "menunggu orang luar tanpa batas waktu": state.holder in OUTSIDE
                and not state.timeout,
                "batas waktu menuju langkah yang tidak ada": state.timeout
                and state.timeout.step not in self.steps,
                "akhir, tetapi ada langkah keluar": state.final and leaving,
                "jalan buntu": not (state.final or leaving or state.resting),
                "pemegangnya tidak punya langkah": state.holder
                and not any(state.holder in s.by for s in known),
                "yang ditunjuk tidak dapat diganti peran lain": state.bound
                and not self._relieved(code, state),
            }
            yield from (f"{self.code}.{code}: {fault}" for fault, found in faults.items() if found)

    def _relieved(self, code: str, state: State) -> bool:
        """Whether another role can replace the people whom the case names.

        Where the step belongs to another machine, the check of the procedures looks it up.
        """
        if "." in state.bound:
            return True
        step = self.steps.get(state.bound)
        return bool(step and code in step.sources and set(step.by) - {state.holder})

    def _step_problems(self) -> Iterable[str]:
        for step in self.steps.values():
            for code in (*step.sources, step.target):
                if code not in self.states and not (step.relief and code == STAYS):
                    yield f"{self.code}.{step.name}: status {code} tidak dikenal"
            for other in step.four_eyes:
                if "." not in other and other not in self.steps:
                    yield (
                        f"{self.code}.{step.name}: "
                        f"empat mata menunjuk langkah {other} yang tidak ada"
                    )
            for parameter in step.signature.parameters.values():
                if parameter.kind is not parameter.KEYWORD_ONLY:
                    yield (
                        f"{self.code}.{step.name}: data {parameter} harus disebut satu per satu "
                        "sesudah tanda *"
                    )

    def _reach_problems(self) -> Iterable[str]:
        reached, todo = set(), [s.target for s in self.openings()]
        while todo:
            code = todo.pop()
            if code not in reached:
                reached.add(code)
                todo += [s.target for s in self.from_state(code) if not s.relief]
        for code in set(self.states) - reached:
            yield f"{self.code}.{code}: tidak dapat dicapai"
