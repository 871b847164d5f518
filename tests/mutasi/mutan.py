"""The faults that can be planted: operators of cosmic-ray, and two of our own for words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

# Of the many replacements of one operator those that a person could mistake for each other: a limit
# that is no longer included, a sign, the inverse. `|` and `^` in a sum only raise TypeError.
PASANGAN = {
    "ReplaceBinaryOperator": "Add_Sub Sub_Add Mul_Div Div_Mul FloorDiv_Mul Mod_Mul Pow_Mul "
    "BitOr_BitAnd BitAnd_BitOr",
    "ReplaceComparisonOperator": "Eq_NotEq NotEq_Eq Lt_LtE Lt_GtE LtE_Lt LtE_Gt Gt_GtE Gt_LtE "
    "GtE_Gt GtE_Lt Is_IsNot IsNot_Is",
    "ReplaceUnaryOperator": "USub_UAdd UAdd_USub Delete_Not",
}
TUNGGAL = (
    "AddNot ReplaceTrueWithFalse ReplaceFalseWithTrue ReplaceAndWithOr ReplaceOrWithAnd "
    "ReplaceBreakWithContinue ReplaceContinueWithBreak ExceptionReplacer NumberReplacer "
    "RemoveDecorator ZeroIterationForLoop"
)
FUNGSI = (ast.FunctionDef, ast.AsyncFunctionDef)


class TeksLain(Operator):
    """Puts one letter in front of a text: a key, a name, a sentence. Docstrings stay."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        alone = node.type in ("string", "fstring") and node.parent.type != "simple_stmt"
        if alone and (node.parent.type != "strings" or node is node.parent.children[0]):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        leaf = node if node.type == "string" else node.children[0]
        leaf.value = re.sub(r"""^\w*(\"""|'''|"|')""", r"\g<0>X", leaf.value)
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


class BarisHilang(Operator):
    """Drops a row of a dict that is written out: a line of a paper, a state of a machine."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        if node.type == "dictorsetmaker" and any(c.type == "operator" for c in node.children):
            children = node.children
            # A list, for cosmic-ray goes on asking after it has changed the node.
            rows = self._rows(node)
            yield from [(children[n].start_pos, children[n + 2].end_pos) for n in rows]

    def _rows(self, node: Any) -> list[int]:
        """Where the keys stand among the children."""
        children = node.children
        return [n - 1 for n, c in enumerate(children) if c.type == "operator" and c.value == ":"]

    def mutate(self, node: Any, index: int) -> Any:
        first = self._rows(node)[index]
        del node.children[first : first + 4]
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


@dataclass(frozen=True)
class Mutan:
    """One fault: the whole source with it, and where it stands.

    `pernyataan` are the lines of the statement around it; `fungsi` the lines of the innermost
    function whose body holds it, None for code that runs at import.
    """

    berkas: str
    baris: int
    operator: str
    lama: str
    baru: str
    sumber: str
    pernyataan: range
    fungsi: range | None


def operators(teks: bool) -> Iterator[tuple[str, Operator]]:
    pairs = [f"{kind}_{pair}" for kind, said in PASANGAN.items() for pair in said.split()]
    for name in (*pairs, *TUNGGAL.split()):
        yield name, get_operator(f"core/{name}")()
    yield "BarisHilang", BarisHilang()
    if teks:
        yield "TeksLain", TeksLain()


def mutan(berkas: str, teks: bool = True) -> Iterator[Mutan]:
    """All faults of a file; those that Python cannot tell from the original are left out."""
    source = Path(berkas).read_text()
    tree, lines = ast.parse(source), source.splitlines()
    seen = {_meaning(source)}
    for name, operator in operators(teks):
        places = [
            place
            for node in ast_nodes(get_ast(source))
            for place in operator.mutation_positions(node)
        ]
        for number, (start, _) in enumerate(places):
            changed = mutate_code(source, operator, number)
            meaning = _meaning(changed)
            # Whether a dataclass is frozen or has slots is for the reader and for mypy.
            option = lines[start[0] - 1].startswith("@dataclass")
            if meaning and not option and meaning not in seen:
                seen.add(meaning)
                yield _told(berkas, name, source, changed, start[0], tree)


def _meaning(source: str) -> str:
    """The syntax tree without what no call of ours can tell apart; "" for what is no Python.

    That are annotations, which nobody evaluates, and `*` or `/` between arguments.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ""
    for node in ast.walk(tree):
        if isinstance(node, FUNGSI):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.arguments):
            node.args = node.posonlyargs + node.args + node.kwonlyargs
            node.defaults += [one for one in node.kw_defaults if one]
            node.posonlyargs, node.kwonlyargs, node.kw_defaults = [], [], []
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return ast.dump(tree)


def _told(berkas: str, name: str, source: str, changed: str, line: int, tree: ast.AST) -> Mutan:
    old, new = source.splitlines(), changed.splitlines()
    first = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
    return Mutan(
        berkas=berkas,
        baris=line,
        operator=name,
        lama=old[first].strip(),
        baru=new[first].strip(),
        sumber=changed,
        pernyataan=_statement(tree, line),
        fungsi=_function(tree, line),
    )


def _statement(tree: ast.AST, line: int) -> range:
    """The lines of the smallest statement around a line; of a compound one only its head."""
    best = range(line, line + 1)
    size = None
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt):
            continue
        lines = range(_first_line(node), _last_line(node) + 1)
        if line in lines and (size is None or len(lines) <= size):
            best, size = lines, len(lines)
    return best


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _last_line(node: ast.stmt) -> int:
    body = getattr(node, "body", None)
    return max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno


def _function(tree: ast.AST, line: int) -> range | None:
    found = None
    for node in ast.walk(tree):
        if isinstance(node, FUNGSI):
            lines = range(_first_line(node.body[0]), (node.end_lineno or node.lineno) + 1)
            if line in lines and (found is None or len(lines) < len(found)):
                found = lines
    return found
