"""What an app declares of a procedure beside its machine, in one object: `Procedure`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from metrologi.accounts.roles import Role
from metrologi.documents.declare import Document, all_documents
from metrologi.workflow.declare import Machine, Step

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.workflow.cases import Case
    from metrologi.workflow.forms import StepForm
    from metrologi.workflow.offers import Onward

DETAIL, LISTING = "workflow/detail.html", "workflow/list.html"


@dataclass(frozen=True)
class Page:
    """A template, and the function that adds to the context which the kernel gives.

    The detail page's function is called with (case, request), the list's with (machine, request).
    """

    template: str
    context: Callable[[Any, HttpRequest], dict[str, object]] | None = None

    def extra(self, subject: Case | Machine, request: HttpRequest) -> dict[str, object]:
        return self.context(subject, request) if self.context else {}


@dataclass(frozen=True)
class Surface:
    """A work page of the app's own that Tugas saya offers to these roles; `url` is a URL name."""

    label: str
    url: str
    icon: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Tunggu:
    """What waits for a person and is no case: a sentence, and the address where it is settled."""

    kalimat: str
    url: str
    tombol: str


@dataclass(frozen=True, eq=False)
class Procedure:
    """Everything that runs for one machine; registered by the app's `AppConfig.ready`.

    `forms`, `papers`, `reactions`: the modules that hold them. A step names its form by class;
    the first module of `forms` that has the name is taken.
    `onward`: called with (case, user) for every case of every procedure; what may follow from it.
    `konsep`: the URL name of the draft that the Kepala reads before a step that signs.
    `waiting`: called with the user; what else of this procedure waits for them in Tugas saya.
    `urls`: the dotted name of the URL module of the app's own work pages.
    `templates`: pages of the app's own views that lie in `templates/<code>/`.
    `related`, `prefetch`: what a list reads with each case. `followed`: an applicant's list shows
    the cases although no step is the applicant's.
    `checks.problems` tells what is misspelt or missing.
    """

    machine: Machine
    model: type[Case]
    forms: tuple[ModuleType, ...] = ()
    papers: tuple[ModuleType, ...] = ()
    reactions: tuple[ModuleType, ...] = ()
    detail: Page = Page(DETAIL)
    listing: Page = Page(LISTING)
    onward: Callable[[Case, User], Onward | None] | None = None
    waiting: Callable[[User], list[Tunggu]] | None = None
    surfaces: tuple[Surface, ...] = ()
    urls: str = ""
    konsep: str = ""
    templates: tuple[str, ...] = ()
    related: tuple[str, ...] = ("uml",)
    prefetch: tuple[str, ...] = ()
    followed: bool = False

    @property
    def code(self) -> str:
        return self.machine.code

    @property
    def app(self) -> str:
        """The dotted name of the app's package."""
        return str(self.model._meta.app_config.name)

    def form_of(self, step: Step) -> type[StepForm] | None:
        """The form that the step names; None where it names none, LookupError where it is not."""
        if not step.form:
            return None
        for module in self.forms:
            if found := getattr(module, step.form, None):
                return found  # type: ignore[no-any-return]
        raise LookupError(f"{self.code}.{step.name}: {step.form}")

    def documents(self) -> list[Document]:
        """The kinds of paper that this procedure's modules bring."""
        names = {module.__name__ for module in self.papers}
        return [d for d in all_documents() if type(d).__module__ in names]

    def as_dict(self) -> dict[str, object]:
        """The declaration as plain data, the machine's included."""
        return {
            **self.machine.as_dict(),
            "model": self.model._meta.label,
            "papers": [document.code for document in self.documents()],
            "detail": self.detail.template,
            "list": self.listing.template,
            "templates": list(self.templates),
            "surfaces": [surface.label for surface in self.surfaces],
            "urls": self.urls,
            "konsep": self.konsep,
            "related": list(self.related),
            "prefetch": list(self.prefetch),
            "followed": self.followed,
        }
