"""System checks: a procedure that is misspelt or incomplete stops the portal before it starts.

`problems(procedure)` asks what is wrong with one declaration, `strays(procedures)` what lies in
the apps and belongs to none of these declarations. Both answer in sentences.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent
from types import ModuleType

from django.apps import apps
from django.core.checks import Error, register
from django.db.models import Model
from django.template import TemplateDoesNotExist, engines
from django.template.loader import get_template
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from metrologi.workflow import reactions, registry
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Step
from metrologi.workflow.forms import NOT_DATA, StepForm
from metrologi.workflow.procedure import Procedure

# What `fills` and `rows` of a step may take besides the data of the step.
GIVEN = ("by", "note")
# How the methods are named that a case has for a step alone.
METHODS = ("simpan_", "periksa_")
Procedures = Sequence[Procedure]


@register()
def procedures_are_sound(**kwargs: object) -> list[Error]:
    procedures = registry.all_procedures()
    found = [problem for procedure in procedures for problem in problems(procedure)]
    return [Error(problem, id="workflow.E001") for problem in (*found, *strays(procedures))]


# --- one declaration ----------------------------------------------------------------------------
def problems(procedure: Procedure) -> list[str]:
    """Mistakes of one procedure, its machine included, as sentences; empty when it is sound."""
    found = [
        *procedure.machine.problems(),
        *_pages(procedure),
        *_reads(procedure),
        *_elsewhere(procedure),
    ]
    for step in procedure.machine.steps.values():
        where = f"{procedure.code}.{step.name}"
        for ask in (_form, _methods, _untaken, _page, _papers):
            found += [f"{where}: {problem}" for problem in ask(procedure, step)]
    return found


def _elsewhere(procedure: Procedure) -> Iterator[str]:
    """States whose people are replaced by a step of another machine that does not exist."""
    for code, state in procedure.machine.states.items():
        machine, dot, name = state.bound.partition(".")
        there = registry.find(machine) if dot else None
        if dot and not (there and name in there.steps):
            yield f"{procedure.code}.{code}: langkah pengganti {state.bound} tidak ada"


def _form(procedure: Procedure, step: Step) -> Iterator[str]:
    if not step.form:
        by_people = not (step.reaction or step.surface)
        if by_people and step.required:
            yield f"meminta data {', '.join(step.required)}, tetapi tidak menyebut formulir"
        return
    try:
        form = procedure.form_of(step)
    except LookupError:
        yield f"formulir {step.form} tidak ada di {_names(procedure.forms)}"
        return
    if not (isinstance(form, type) and issubclass(form, StepForm)):
        yield f"formulir {step.form} bukan StepForm"
    elif form.data_for_step is StepForm.data_for_step:
        for name in set(form.base_fields) - set(NOT_DATA) - set(step.data_names):
            yield f"isian {name} pada {step.form} bukan data langkah ini"


def _methods(procedure: Procedure, step: Step) -> Iterator[str]:
    for name in filter(None, (step.fills, step.rows)):
        method = getattr(procedure.model, name, None)
        if not callable(method):
            yield f"{procedure.model.__name__} tidak mempunyai {name}"
            continue
        _self, *wanted = inspect.signature(method).parameters
        for parameter in set(wanted) - {*step.data_names, *GIVEN}:
            yield f"{name} meminta {parameter}, yang bukan data langkah ini"


def _untaken(procedure: Procedure, step: Step) -> Iterator[str]:
    """Data that a step asks for and that nobody behind it reads: what was typed would be lost."""
    methods = [getattr(procedure.model, name, None) for name in (step.fills, step.rows) if name]
    taken = {name for m in methods if callable(m) for name in inspect.signature(m).parameters}
    taken |= _read_by(getattr(procedure.model, step.name))
    for listener in reactions.listeners(procedure.model, step.name):
        taken |= _strings(listener.react, set())
    for name in step.data_names:
        if name not in taken:
            yield f"data {name} diminta, tetapi tidak dipakai fills, rows, isi langkah, atau reaksi"


def _read_by(method: Callable) -> set[str]:
    """The names that the body of a step's method reads; a keyword alone is no such name."""
    return {node.id for node in _nodes(method) if isinstance(node, ast.Name)}


def _strings(function: Callable, seen: set[Callable]) -> set[str]:
    """What may be a key of `data` in a function and in those of its module that it calls."""
    seen.add(function)
    found: set[str] = set()
    for node in _nodes(function):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        called = function.__globals__.get(node.id) if isinstance(node, ast.Name) else None
        own = inspect.isfunction(called) and called.__module__ == function.__module__
        if called is not None and own and called not in seen:
            found |= _strings(called, seen)
    return found


def _nodes(function: Callable) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(dedent(inspect.getsource(inspect.unwrap(function)))))


def _page(procedure: Procedure, step: Step) -> Iterator[str]:
    if step.page and not _template_exists(step.page):
        yield f"templat {step.page} tidak ada"


def _papers(procedure: Procedure, step: Step) -> Iterator[str]:
    mine = {document.code for document in procedure.documents()}
    for code in step.issues:
        if code not in mine:
            yield f"naskah {code} tidak ada di {_names(procedure.papers)}"


def _pages(procedure: Procedure) -> Iterator[str]:
    documents = {document.template for document in procedure.documents()}
    shown = {procedure.detail.template, procedure.listing.template, *procedure.templates}
    for name in shown | documents:
        if not _template_exists(name):
            yield f"{procedure.code}: templat {name} tidak ada"
    for surface in procedure.surfaces:
        try:
            reverse(surface.url)
        except NoReverseMatch:
            yield f"{procedure.code}: alamat {surface.url} dari “{surface.label}” tidak ada"
    if procedure.urls and not _module(procedure.urls):
        yield f"{procedure.code}: modul {procedure.urls} tidak ada"


def _reads(procedure: Procedure) -> Iterator[str]:
    for name in procedure.related:
        if not _leads_on(procedure.model, name, many=False):
            yield f"{procedure.code}: related {name} tidak ada pada {procedure.model.__name__}"
    for name in procedure.prefetch:
        if not _leads_on(procedure.model, name, many=True):
            yield f"{procedure.code}: prefetch {name} tidak ada pada {procedure.model.__name__}"


def _leads_on(model: type[Model], path: str, many: bool) -> bool:
    """Whether "a__b" leads from model to model; only `many` may pass through reverse relations."""
    for name in path.split("__"):
        known = {f.name: f for f in model._meta.get_fields()}
        field = known.get(name)
        if field is None or not field.related_model:
            return False
        if not many and (field.one_to_many or field.many_to_many):
            return False
        model = field.related_model
    return True


# --- what belongs to no declaration -------------------------------------------------------------
def strays(procedures: Procedures) -> list[str]:
    """What lies in the apps and none of these procedures declares, as sentences."""
    questions: tuple[Callable[[Procedures], Iterator[str]], ...] = (
        _stray_models,
        _stray_modules,
        _stray_forms,
        _stray_methods,
        _stray_pages,
        _stray_templates,
        _stray_reactions,
    )
    return [problem for ask in questions for problem in ask(procedures)]


def _stray_models(procedures: Procedures) -> Iterator[str]:
    declared = {procedure.model for procedure in procedures}
    for model in apps.get_models():
        if issubclass(model, Case) and model not in declared:
            yield f"{model._meta.label}: tidak ada prosedur yang didaftarkan untuk perkara ini"


def _stray_modules(procedures: Procedures) -> Iterator[str]:
    """Modules called forms, papers, reactions or urls of such an app that are not declared.

    A folder counts as declared with one of its modules; forms that are no forms of steps need not
    be.
    """
    for package in _packages(procedures):
        mine = [p for p in procedures if p.app == package.__name__]
        for kind in ("forms", "papers", "reactions", "urls"):
            name = f"{package.__name__}.{kind}"
            declared = {_name_of(module) for p in mine for module in _declared(p, kind)}
            if kind == "urls":
                declared |= _included()
            if not _module(name):
                continue
            known = any(f"{module}.".startswith(f"{name}.") for module in declared)
            if not known and (kind != "forms" or _has_step_forms(import_module(name))):
                yield f"{name}: tidak disebut sebagai {kind} oleh prosedur mana pun"


def _included() -> set[str]:
    """The URL modules that the portal's own list of addresses names one by one."""
    patterns = [p for p in get_resolver().url_patterns if isinstance(p, URLResolver)]
    return {getattr(pattern.urlconf_module, "__name__", "") for pattern in patterns}


def _has_step_forms(module: ModuleType) -> bool:
    found = (c for c in vars(module).values() if inspect.isclass(c) and issubclass(c, StepForm))
    return any(c.__module__ == module.__name__ for c in found)


def _declared(procedure: Procedure, kind: str) -> tuple[ModuleType | str, ...]:
    found = getattr(procedure, kind)
    return (found,) if isinstance(found, str) else found


def _stray_forms(procedures: Procedures) -> Iterator[str]:
    """Forms of steps that no step names and no other form is derived from."""
    bound = set()
    for procedure in procedures:
        for step in procedure.machine.steps.values():
            bound.add((procedure, step.form))
    used = {_form_or_none(procedure, name) for procedure, name in bound}
    for form in _descendants(StepForm):
        if form not in used and not form.__subclasses__():
            yield f"{form.__module__}.{form.__name__}: formulir ini tidak disebut langkah mana pun"


def _form_or_none(procedure: Procedure, name: str) -> type | None:
    found = [getattr(module, name, None) for module in procedure.forms if name]
    return next(filter(None, found), None)


def _descendants(base: type[StepForm]) -> Iterator[type[StepForm]]:
    for child in base.__subclasses__():
        yield child
        yield from _descendants(child)


def _stray_methods(procedures: Procedures) -> Iterator[str]:
    """Methods of a case that are named like those of a step, and that no step names."""
    used: dict[type, set[str]] = {}
    for procedure in procedures:
        names = {n for s in procedure.machine.steps.values() for n in (s.fills, s.rows)}
        for base in procedure.model.__mro__:
            used.setdefault(base, set()).update(names)
    for base, names in used.items():
        for name, method in vars(base).items():
            if name.startswith(METHODS) and inspect.isfunction(method) and name not in names:
                yield f"{base.__module__}.{base.__name__}.{name}: tidak disebut langkah mana pun"


def _stray_pages(procedures: Procedures) -> Iterator[str]:
    """Public functions of an app's `pages` that no procedure declares."""
    declared: set[object] = set()
    for procedure in procedures:
        declared |= {procedure.detail.context, procedure.listing.context, procedure.onward}
        declared.add(procedure.waiting)
    for module in _page_modules(procedures):
        for name, function in _functions(module):
            if function not in declared:
                yield f"{module.__name__}.{name}: tidak disebut prosedur mana pun"


def _stray_templates(procedures: Procedures) -> Iterator[str]:
    """Templates in the folder of a procedure that are declared nowhere; includes begin with "_"."""
    declared = {name for p in procedures for name in templates_of(p)}
    for procedure in procedures:
        for name in _templates_in(procedure.code):
            if name not in declared:
                yield f"templat {name}: tidak disebut prosedur mana pun"


def templates_of(procedure: Procedure) -> set[str]:
    """Every template that the procedure declares."""
    pages = {step.page for step in procedure.machine.steps.values() if step.page}
    documents = {document.template for document in procedure.documents()}
    own = {procedure.detail.template, procedure.listing.template, *procedure.templates}
    return pages | documents | own


def _templates_in(folder: str) -> Iterator[str]:
    for root in engines["django"].template_dirs:
        for path in sorted(Path(root, folder).rglob("*.html")):
            if not path.name.startswith("_"):
                yield path.relative_to(root).as_posix()


def _stray_reactions(procedures: Procedures) -> Iterator[str]:
    """Listeners to steps that do not exist, and functions like listeners that hear nothing."""
    heard = set()
    for listener in reactions.all_listeners():
        heard.add(listener.react)
        machines = [p.machine for p in procedures if listener.hears(p.model)]
        source = getattr(listener.source, "__name__", listener.source)
        if not machines:
            yield f"{listener.name}: tidak ada prosedur {source}"
        elif not any(listener.step in machine.steps for machine in machines):
            yield f"{listener.name}: {source} tidak mempunyai langkah {listener.step}"
    modules = {module for p in procedures for module in p.reactions}
    for module in modules:
        for name, function in _functions(module):
            looks_so = {"by", "data"} <= set(inspect.signature(function).parameters)
            if looks_so and function not in heard:
                yield f"{module.__name__}.{name}: tidak mendengarkan langkah mana pun"


# --- small questions ----------------------------------------------------------------------------
def _packages(procedures: Procedures) -> list[ModuleType]:
    """The packages of the apps that bring a procedure."""
    names = dict.fromkeys(procedure.app for procedure in procedures)
    return [import_module(name) for name in names]


def _page_modules(procedures: Procedures) -> list[ModuleType]:
    """The `pages` of these apps, and of every package that a procedure takes a module from."""
    packages = [package.__name__ for package in _packages(procedures)]
    for procedure in procedures:
        for module in (*procedure.forms, *procedure.papers, *procedure.reactions):
            packages.append(module.__name__.rpartition(".")[0])
    found = [import_module(name) for name in dict.fromkeys(packages)]
    return [import_module(f"{p.__name__}.pages") for p in found if _has_pages(p)]


def _has_pages(package: ModuleType) -> bool:
    return hasattr(package, "__path__") and _module(f"{package.__name__}.pages")


def _functions(module: ModuleType) -> Iterator[tuple[str, Callable]]:
    """The public functions that this module defines."""
    for name, found in vars(module).items():
        here = inspect.isfunction(found) and found.__module__ == module.__name__
        if here and not name.startswith("_"):
            yield name, found


def _template_exists(name: str) -> bool:
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def _module(name: str) -> bool:
    """Whether there is a module of that dotted name; a folder without files is none."""
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:
        return False
    return spec is not None and spec.origin is not None


def _name_of(module: ModuleType | str) -> str:
    return module if isinstance(module, str) else module.__name__


def _names(modules: tuple[ModuleType, ...]) -> str:
    return " atau ".join(module.__name__ for module in modules) or "prosedur ini"
