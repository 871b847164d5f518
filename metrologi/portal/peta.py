"""Generated pages of docs/: map of modules, entities of each app, index of decisions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models

DOCS: Path = settings.ROOT / "docs"
HEAD = "Dibuat oleh `bin/manage peta_modul`; jangan diubah dengan tangan."
# Where a relation may have no row on the far side, and where it has exactly one.
ONE, MAYBE = "||", "|o"


def pages() -> dict[Path, str]:
    """Every generated page below docs/ with its content."""
    found = {DOCS / "modul.md": module_map(), DOCS / "adr" / "README.md": decisions()}
    for app in own_apps():
        if any(_drawn(app)):
            found[DOCS / "entitas" / f"{app.label}.md"] = entity_diagram(app)
    return found


def decisions() -> str:
    """The index of docs/adr/: number, title and state of each decision."""
    lines = ["# Keputusan", "", HEAD, "", "| number | decision | state |", "|---|---|---|"]
    for path in sorted((DOCS / "adr").glob("[0-9]*.md")):
        text = path.read_text()
        title = text.splitlines()[0].removeprefix("# ")[4:].lstrip(". ")
        state = "withdrawn" if "State: withdrawn" in text else "accepted"
        lines.append(f"| [{path.name[:4]}]({path.name}) | {title} | {state} |")
    return "\n".join(lines) + "\n"


# --- modules ----------------------------------------------------------------------------------
def module_map() -> str:
    """A table for each folder of code: file, and what its first line says it knows."""
    lines = ["# Peta modul", "", HEAD]
    for folder, files in _folders():
        lines += ["", f"## `{folder}/`", "", "| file | what it knows |", "|---|---|"]
        lines += [f"| `{path.name}` | {_first_line(path)} |" for path in files]
    return "\n".join(lines) + "\n"


def _folders() -> Iterator[tuple[str, list[Path]]]:
    for package in sorted({_package(app) for app in own_apps()}):
        root = settings.ROOT / package
        for folder in sorted({path.parent for path in root.rglob("*.py")}):
            files = [path for path in sorted(folder.glob("*.py")) if _first_line(path)]
            if files and "migrations" not in folder.parts:
                yield str(folder.relative_to(settings.ROOT)), files


def _package(app: AppConfig) -> str:
    return Path(app.path).relative_to(settings.ROOT).parts[0]


def _first_line(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text())) or ""
    return docstring.split("\n\n")[0].replace("\n", " ").replace("|", "\\|").strip()


# --- entities ---------------------------------------------------------------------------------
def own_apps() -> list[AppConfig]:
    """The apps of this project that hold models of their own, by label."""
    ours = [app for app in apps.get_app_configs() if settings.ROOT in Path(app.path).parents]
    return sorted(
        (app for app in ours if ".venv" not in Path(app.path).parts), key=lambda app: app.label
    )


def entity_diagram(app: AppConfig) -> str:
    """Mermaid diagram of an app's models, their fields and where they point."""
    lines = [f"# Entitas {app.verbose_name}", "", HEAD, "", "```mermaid", "erDiagram"]
    for model in _drawn(app):
        lines.append(f"    {model.__name__} {{")
        lines += [f"        {_type(field)} {field.name}" for field in _columns(model)]
        lines.append("    }")
    for model in _drawn(app):
        lines += [f"    {line}" for line in _relations(model)]
    return "\n".join([*lines, "```", ""])


def _drawn(app: AppConfig) -> list[type[models.Model]]:
    return sorted(app.get_models(), key=lambda model: model.__name__)


def _columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.is_relation]


def _type(field: models.Field) -> str:
    return str(field.get_internal_type()).removesuffix("Field")


def _relations(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if field.is_relation:
            far = MAYBE if field.null else ONE
            near = "o|" if isinstance(field, models.OneToOneField) else "o{"
            yield f"{field.related_model.__name__} {far}--{near} {model.__name__} : {field.name}"
    for field in model._meta.many_to_many:
        yield f"{model.__name__} }}o--o{{ {field.related_model.__name__} : {field.name}"
