"""Finds where a test puts something in the place of code: patches, mocks, assignments."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.kode.sumber import PACKAGES

# What tests stand on; everything of ours comes on top.
LIBRARIES = {"django", "psycopg", "weasyprint", "pyhanko", "segno", "procrastinate", "django_fsm"}
WATCHED = LIBRARIES | set(PACKAGES)
PATCHES = {"setattr", "delattr"}
MOCKS = {"mock", "unittest.mock", "pytest_mock"}


def replacements(source: str) -> Iterator[tuple[int, str]]:
    """Line and kind of everything in a test module that replaces code."""
    tree = ast.parse(source)
    yield from _below(tree, _imported(tree))


def _below(node: ast.AST, names: dict[str, str]) -> Iterator[tuple[int, str]]:
    """What is found in the node's children; a function's own arguments hide imported names."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        own = {arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)}
        names = {name: whole for name, whole in names.items() if name not in own}
    for child in ast.iter_child_nodes(node):
        yield from ((child.lineno, kind) for kind in _kinds(child, names))
        yield from _below(child, names)


def _kinds(node: ast.AST, names: dict[str, str]) -> Iterator[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from _mocks(node)
    elif isinstance(node, ast.Call):
        yield from _patches(node, names)
    elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Delete):
        yield from _assignments(node, names)
    elif isinstance(node, ast.arg) and node.arg == "mocker":
        yield "uses mock"


def _imported(tree: ast.AST) -> dict[str, str]:
    """What each imported name of the module stands for, as a dotted name."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                kept = alias.asname or alias.name.split(".")[0]
                found[kept] = alias.name if alias.asname else kept
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return found


def _mocks(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    asked = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        asked = [node.module or "", *(f"{node.module}.{name}" for name in asked)]
    if MOCKS & set(asked):
        yield "uses mock"


def _patches(node: ast.Call, names: dict[str, str]) -> Iterator[str]:
    """`monkeypatch.setattr(target, …)` whatever the target, and plain `setattr` on code."""
    called = node.func
    if isinstance(called, ast.Attribute) and called.attr in PATCHES and node.args:
        yield f"replaces {_target(node.args, names)}"
    plain = isinstance(called, ast.Name) and called.id in PATCHES and node.args
    if plain and _watched(_dotted(node.args[0], names)):
        yield f"replaces {_target(node.args, names)}"


def _target(args: list[ast.expr], names: dict[str, str]) -> str:
    """What a patch names: as one string, or as an object and the name of its attribute."""
    if isinstance(args[0], ast.Constant):
        return str(args[0].value)
    last = args[1].value if len(args) > 1 and isinstance(args[1], ast.Constant) else "?"
    return f"{_dotted(args[0], names) or ast.unparse(args[0])}.{last}"


def _assignments(
    node: ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Delete, names: dict[str, str]
) -> Iterator[str]:
    """`module.name = …` and `Class.name = …`, where the module or the class was imported."""
    targets = node.targets if isinstance(node, ast.Assign | ast.Delete) else [node.target]
    for target in (part for whole in targets for part in _parts(whole)):
        if isinstance(target, ast.Attribute) and _watched(_dotted(target.value, names)):
            yield f"replaces {_dotted(target, names)}"


def _parts(target: ast.expr) -> list[ast.expr]:
    return list(target.elts) if isinstance(target, ast.Tuple | ast.List) else [target]


def _dotted(node: ast.expr, names: dict[str, str]) -> str:
    """The dotted name of `a.b.c` where `a` was imported; "" for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute) and (before := _dotted(node.value, names)):
        return f"{before}.{node.attr}"
    return ""


def _watched(dotted: str) -> bool:
    return dotted.split(".")[0] in WATCHED
