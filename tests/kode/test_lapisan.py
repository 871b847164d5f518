"""No layer names what stands above it, also not in a string: import-linter sees imports only."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

from metrologi.workflow import registry

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
# Templates of no app are parts of every page and paper; they may know what the portal knows.
SHARED = {"components", "errors", "papers", "bootstrap5", "base.html"}
# The guide tells people of the whole portal, so it stands above all procedures.
GUIDE = TEMPLATES / "portal" / "panduan"
# Strings that are the code of a procedure and mean something else here: the file, the word, what it
# means.
MEANS_SOMETHING_ELSE = {
    ("banding/models/baris.py", "kompensasi"): "what the panel may order",
    (
        "metrologi/lembar/anak_timbangan/contoh.py",
        "banding",
    ): "a method of weighing: by comparison",
    (
        "metrologi/lembar/anak_timbangan/__init__.py",
        "banding",
    ): "a method of weighing: by comparison",
    ("metrologi/pengujian/forms.py", "skhp"): "whether the applicant wishes for the letter",
    ("metrologi/pengujian/papers.py", "skhp"): "whether the applicant wishes for the letter",
    ("metrologi/uttp/models/riwayat.py", "skhp"): "a kind of event in the life of an instrument",
    ("metrologi/workflow/needs.py", "kompensasi"): "a need",
    ("sidang/views/excel.py", "skhp"): "whether the owner wishes for the letter",
    ("sidang/forms/hadir.py", "skhp"): "whether the owner wishes for the letter",
    ("sidang/papers.py", "skhp"): "whether the owner wishes for the letter",
    ("skhp/machine.py", "tempat_pakai"): "the paper of the SOP, as its rows are cited",
}
# States with the names of everyday words: they count only where a status is asked about.
EVERYDAY = {
    "diperiksa",
    "diserahkan",
    "ditandatangani",
    "diterima",
    "konsep",
    "menunggu",
    "penolakan",
    "penunjukan",
    "rencana",
    "terdaftar",
    "undangan",
}
STATUS_NAMES = {"status", "status__in", "seen", "source", "target"}


@cache
def layers() -> list[list[str]]:
    """The layers as import-linter reads them, the highest first."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    contract = next(c for c in config["contracts"] if c["id"] == "layers")
    return [[name.strip(" ()") for name in row.split("|")] for row in contract["layers"]]


def packages() -> list[str]:
    return [name for row in layers() for name in row]


def strangers(package: str) -> set[str]:
    """The packages that `package` must not know: those above it and those on its own line."""
    found: set[str] = set()
    for row in layers():
        found |= set(row) - {package}
        if package in row:
            return found
    raise LookupError(package)


def package_of(module: str) -> str:
    """The layer that a dotted module belongs to; "" for none."""
    fitting = [name for name in packages() if f"{module}.".startswith(f"{name}.")]
    return max(fitting, key=len, default="")


@cache
def machines() -> dict[str, tuple[str, set[str]]]:
    """By code of a machine: the package it belongs to, and its states."""
    return {m.code: (m.model._meta.app_config.name, set(m.states)) for m in registry.all_machines()}


@cache
def work_pages() -> dict[str, str]:
    """By name of a page of an app's own (`workflow:…`): the package whose view it shows."""
    _, resolver = get_resolver().namespace_dict["workflow"]
    owners = {f"workflow:{p.name}": package_of(p.callback.__module__) for p in _flat(resolver)}
    return {name: owner for name, owner in owners.items() if owner != "metrologi.workflow"}


def _flat(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from _flat(pattern)


def foreign_codes(package: str) -> set[str]:
    return {code for code, (owner, _) in machines().items() if owner in strangers(package)}


@cache
def foreign_states(package: str) -> set[str]:
    """States of machines that `package` must not know, unless one that it may know has the same."""
    above = strangers(package)
    known, unknown = set(), set()
    for owner, states in machines().values():
        (unknown if owner in above else known).update(states)
    return unknown - known - choices(package)


def choices(package: str) -> set[str]:
    """Values of all choices that `package` and what lies below it declare."""
    visible = set(packages()) - strangers(package)
    return set().union(*(choices_of(name) for name in visible))


@cache
def choices_of(package: str) -> set[str]:
    """What `TERBIT = "terbit", "Terbit"` and its like call their values in one package."""
    found: set[str] = set()
    for path in sources(package):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and any(_is_choices(base) for base in node.bases):
                found |= {value for value, _ in strings(node)}
    return found


def _is_choices(base: ast.expr) -> bool:
    return isinstance(base, ast.Attribute) and base.attr == "TextChoices"


def sources(package: str) -> list[Path]:
    base = ROOT / package.replace(".", "/")
    found = sorted(base.rglob("*.py")) if base.is_dir() else [base.with_suffix(".py")]
    return [path for path in found if "migrations" not in path.parts]


def strings(tree: ast.AST) -> list[tuple[str, int]]:
    """Every string of the code with its line; docstrings are not code."""
    bodies = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, bodies) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.value, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def status_strings(tree: ast.AST) -> list[tuple[str, int]]:
    """Strings that are compared with a status, or given as one to a query or a step."""
    found: list[tuple[str, int]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(isinstance(s, ast.Attribute) and s.attr == "status" for s in sides):
                found += [text for side in sides for text in strings(side)]
        elif isinstance(node, ast.keyword) and node.arg in STATUS_NAMES:
            found += strings(node.value)
    return found


def named(package: str, tree: ast.AST, file: str) -> list[str]:
    """What `file`, which belongs to `package`, names of procedures that it must not know."""
    codes, states, above = foreign_codes(package), foreign_states(package), strangers(package)
    found = []
    for text, line in strings(tree):
        path_of = re.match(r"/([a-z_]+)/", text)
        if text in codes and (file, text) not in MEANS_SOMETHING_ELSE:
            found.append(f"{file}:{line} names the procedure {text}")
        if work_pages().get(text) in above:
            found.append(f"{file}:{line} names the page {text}")
        if path_of and path_of[1] in codes:
            found.append(f"{file}:{line} names the address {text}")
        if text in states - EVERYDAY:
            found.append(f"{file}:{line} names the state {text}")
    for text, line in status_strings(tree):
        if text in states & EVERYDAY:
            found.append(f"{file}:{line} names the state {text}")
    return found


def package_of_template(path: Path) -> str:
    """The layer that a template belongs to by its folder.

    A machine, an app, or the shared parts.
    """
    folder = path.relative_to(TEMPLATES).parts[0]
    if folder in SHARED:
        return "metrologi.portal"
    if folder in machines():
        return machines()[folder][0]
    return next(name for name in packages() if name.split(".")[-1] == folder)


def named_in_template(package: str, path: Path) -> list[str]:
    codes, states, above = foreign_codes(package), foreign_states(package), strangers(package)
    file, found = path.relative_to(ROOT), []
    for tag in re.findall(r"{[{%].*?[%}]}", path.read_text(), re.DOTALL):
        for text in re.findall(r'"([^"]*)"', tag):
            folder, slash, _ = text.partition("/")
            asked = states if "status" in tag else states - EVERYDAY
            if text in codes | asked or work_pages().get(text) in above:
                found.append(f"{file}: {text}")
            if slash and folder in codes:
                found.append(f"{file}: {text}")
    return found


@pytest.mark.parametrize("package", packages()[1:])
def test_code_names_no_procedure_above_it_nor_beside_it(package):
    found = []
    for path in sources(package):
        found += named(package, ast.parse(path.read_text()), str(path.relative_to(ROOT)))
    assert not found


def test_templates_name_no_procedure_above_theirs_nor_beside_it():
    pages = [path for path in sorted(TEMPLATES.rglob("*.html")) if GUIDE not in path.parents]
    assert not [
        line for path in pages for line in named_in_template(package_of_template(path), path)
    ]


def test_every_word_with_another_meaning_still_stands_where_it_was_noted():
    for file, word in MEANS_SOMETHING_ELSE:
        assert word in {text for text, _ in strings(ast.parse((ROOT / file).read_text()))}, file


@pytest.mark.parametrize(
    ("package", "code"),
    [
        ("metrologi.pengujian", 'case.children("skhp")'),
        ("metrologi.pengujian", 'on("skrd", "cabut")'),
        ("metrologi.pengujian", 'letter.status == "konsep"'),
        ("metrologi.pengujian", 'letters.exclude(status__in=("diganti", "ditandatangani"))'),
        ("metrologi.portal", 'reverse("workflow:sidang-jadwal")'),
        ("metrologi.workflow", 'send(url="/sidang/jadwal/")'),
        ("orders", 'open_case("skhp")'),
        ("pengaduan", 'case.machine.code == "banding"'),
    ],
)
def test_the_scan_finds_what_it_looks_for(package, code):
    assert named(package, ast.parse(code), "contoh.py")
