"""Our own source as syntax trees: what the tests of this folder read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "banding",
    "kompensasi",
    "metrologi",
    "orders",
    "pengaduan",
    "sidang",
    "skhp",
    "tempat_pakai",
)


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of ours by its dotted name, without migrations."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                found[_dotted(path)] = ast.parse(path.read_text())
    return found


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def ours(name: str) -> bool:
    """Whether a dotted name lies in one of our packages."""
    return name.split(".")[0] in PACKAGES


def imported_names(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The dotted names that an import statement asks for; `from a import b` asks for "a.b"."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module}.{alias.name}" for alias in node.names]


def imports(tree: ast.AST, *, inside: bool = False) -> Iterator[tuple[bool, ast.stmt]]:
    """Every import statement that runs, and whether it stands inside a function.

    Imports under `if TYPE_CHECKING:` never run and are left out.
    """
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield inside, child
        elif not _for_types(child):
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from imports(child, inside=inside or function)


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
