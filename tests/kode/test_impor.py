"""Imports stand at the head of a module, and no two modules need each other."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.kode.sumber import imported_names, imports, modules

# Libraries that take half a second to load, or that a machine without Pango cannot load at all:
# a management command that prints or signs nothing must start without them.
HEAVY = ("asn1crypto", "pyhanko", "pyhanko_certvalidator", "weasyprint")


def late(tree: ast.Module) -> list[str]:
    found = []
    for inside, node in imports(tree):
        if inside:
            found += imported_names(node)
    return found


@pytest.mark.parametrize("name", sorted(modules()))
def test_imports_stand_at_the_head(name):
    names = [asked for asked in late(modules()[name]) if asked.split(".")[0] not in HEAVY]
    # Django calls `ready` when all models are loaded; what is connected there imports models.
    assert names == [] or name.endswith(".apps")


def needs(name: str) -> set[str]:
    """The modules of ours that this module imports when it is loaded."""
    found = set()
    for inside, node in imports(modules()[name]):
        if inside:
            continue
        for asked in imported_names(node):
            found.add(asked if asked in modules() else asked.rpartition(".")[0])
    return {other for other in found if other in modules() and other != name}


def test_no_two_modules_need_each_other():
    graph = {name: needs(name) for name in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_the_search_for_circles_finds_one():
    with pytest.raises(CycleError):
        TopologicalSorter({"a": {"b"}, "b": {"c"}, "c": {"a"}}).prepare()


def test_an_import_inside_a_function_is_seen():
    tree = ast.parse("def f():\n    if x:\n        from metrologi.clock import now\n")
    assert late(tree) == ["metrologi.clock.now"]
