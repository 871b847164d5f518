"""Finds second doors: code that moves a case, or writes its log, past `workflow.run`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Words that switch off what the database itself guards.
SWITCHES = re.compile(
    r"session_replication_role|(disable|enable)\s+(replica\s+|always\s+)?(trigger|rule)", re.I
)
WRITES = re.compile(
    r"\b(update|insert\s+into|delete\s+from|truncate|alter\s+table)\s+\"?(\w+)", re.I
)
# Inner parts of the state field and of the models below their managers.
INNER = {"_base_manager", "_raw_delete", "change_state", "set_state", "set_proxy", "save_base"}


@dataclass(frozen=True)
class Names:
    """What the procedures are called: case classes, their tables, and the methods of their steps.

    `common` are steps whose name other functions of ours have too; such a call is a step where the
    object is called like a case.
    """

    cases: frozenset[str]
    tables: frozenset[str]
    steps: frozenset[str]
    common: frozenset[str] = frozenset()

    def like_a_case(self, owner: ast.expr) -> bool:
        """Whether a word of the expression is what our code calls a case."""
        words = {part.id for part in ast.walk(owner) if isinstance(part, ast.Name)}
        words |= {part.attr for part in ast.walk(owner) if isinstance(part, ast.Attribute)}
        known = {name.lower() for name in self.cases} | {"case", "perkara", "fresh", "letter"}
        return bool({word.lower() for word in words} & known)

    def is_case(self, word: str) -> bool:
        """Whether a class of that name is a case, or a machine's part of one."""
        last = word.split(".")[-1]
        return last in self.cases or last.endswith(("Machine", "Steps", "Case"))


@dataclass(frozen=True, order=True)
class Door:
    """One place: its line and what it does there."""

    line: int
    kind: str


@dataclass
class Scan(ast.NodeVisitor):
    """Reads one module; `doors` are the places found."""

    names: Names
    doors: list[Door] = field(default_factory=list)
    modules: set[str] = field(default_factory=set)
    # Values of assignments in the bodies of classes.
    declared: set[int] = field(default_factory=set)
    # Whether the class being read is known to be no case.
    foreign: bool = False

    def found(self, node: ast.AST, kind: str) -> None:
        self.doors.append(Door(node.lineno, kind))  # type: ignore[attr-defined]

    # --- assignments ------------------------------------------------------------------------------
    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._target(target)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._target(node.target)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._target(node.target)
        self.generic_visit(node)

    def _target(self, target: ast.expr) -> None:
        if isinstance(target, ast.Tuple | ast.List):
            for part in target.elts:
                self._target(part)
        elif self._is_status(target):
            self.found(target, "sets status")

    def _is_status(self, target: ast.expr) -> bool:
        """`x.status` or `x.__dict__["status"]`; a class that is no case may have its own status."""
        if isinstance(target, ast.Attribute):
            return target.attr == "status" and not (self.foreign and _is_self(target.value))
        written = isinstance(target, ast.Subscript) and _text(target.slice) == "status"
        return written and _is_inner_dict(target.value)

    # --- calls ------------------------------------------------------------------------------------
    def visit_Call(self, node: ast.Call) -> None:
        name, given = _called(node), set(_texts(node))
        kinds = {
            "update(status=…)": name == "update" and _gives_status(node),
            "bulk_update of status": name == "bulk_update" and "status" in given,
            "makes a case in a state": self._makes_case(node),
            "sets status": name in ("setattr", "__setattr__") and "status" in given,
            "takes the state field apart": name == "get_field" and "status" in given,
            "calls a method by a name that it is told": _told_by_name(node),
            f"calls the step {name}": self._is_step(node),
        }
        for kind, here in kinds.items():
            if here:
                self.found(node, kind)
        self.generic_visit(node)

    def _makes_case(self, node: ast.Call) -> bool:
        """`Order(status=…)`, `Order.objects.create(status=…)` and their relatives."""
        makers = self.names.cases | {"create", "update_or_create", "get_or_create"}
        words = {part.id for part in ast.walk(node.func) if isinstance(part, ast.Name)}
        return _called(node) in makers and bool(words & self.names.cases) and _gives_status(node)

    def _is_step(self, node: ast.Call) -> bool:
        """A step's method called on an object.

        Not meant are functions of a module of the same name, own methods of a class that is no
        case, and `uji = langkah.uji(…)` in the body of a class, which declares the step.
        """
        if id(node) in self.declared:
            return False
        if not isinstance(node.func, ast.Attribute) or node.func.attr not in self.names.steps:
            return False
        owner = node.func.value
        if isinstance(owner, ast.Name) and owner.id in self.modules:
            return False
        if _is_self(owner):
            return not self.foreign
        return node.func.attr not in self.names.common or self.names.like_a_case(owner)

    # --- classes ----------------------------------------------------------------------------------
    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        around, words = self.foreign, {node.name, *map(ast.unparse, node.bases)}
        self.foreign = not any(self.names.is_case(word) for word in words)
        self.declared |= {id(part.value) for part in node.body if isinstance(part, ast.Assign)}
        self.generic_visit(node)
        self.foreign = around

    # --- names and texts --------------------------------------------------------------------------
    def visit_Import(self, node: ast.Import) -> None:
        self.modules |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.modules |= {alias.asname or alias.name for alias in node.names}

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in INNER:
            self.found(node, f"reaches for {node.attr}")
        inside = node.value.attr if isinstance(node.value, ast.Attribute) else ""
        if (inside, node.attr) == ("status", "field"):
            self.found(node, "takes the state field apart")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring is no code
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._sql(node, "".join(_piece(part) for part in node.values))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._sql(node, node.value)

    def _sql(self, node: ast.AST, text: str) -> None:
        if SWITCHES.search(text):
            self.found(node, "switches off a guard of the database")
        for _, table in WRITES.findall(text):
            if table in self.names.tables or table == UNKNOWN:
                self.found(node, f"writes the table {table} by hand")


UNKNOWN = "yang_mana_pun"


def _piece(part: ast.expr) -> str:
    """A text inside an f-string; a value that is put in may be any table."""
    return str(part.value) if isinstance(part, ast.Constant) else UNKNOWN


def _gives_status(node: ast.Call) -> bool:
    """Whether a keyword sets the status, by itself or in a dictionary."""
    for keyword in node.keywords:
        if keyword.arg == "status":
            return True
        if isinstance(keyword.value, ast.Dict) and keyword.arg in (None, "defaults"):
            keys = [_text(key) for key in keyword.value.keys]
            if "status" in keys:
                return True
    return False


def _told_by_name(node: ast.Call) -> bool:
    """`getattr(x, name)()` with a name that is not written there."""
    getter = node.func
    if not isinstance(getter, ast.Call) or _called(getter) != "getattr":
        return False
    return len(getter.args) > 1 and _text(getter.args[1]) is None


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _is_inner_dict(node: ast.expr) -> bool:
    """`x.__dict__` or `vars(x)`."""
    plain = isinstance(node, ast.Attribute) and node.attr == "__dict__"
    return plain or (isinstance(node, ast.Call) and _called(node) == "vars")


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _text(node: ast.expr | None) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _texts(node: ast.Call) -> Iterator[str]:
    """The texts among the arguments, also in a list or tuple."""
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    for argument in given:
        parts = argument.elts if isinstance(argument, ast.List | ast.Tuple) else [argument]
        yield from (text for part in parts if (text := _text(part)) is not None)


def functions_outside_cases(tree: ast.AST, names: Names) -> Iterator[str]:
    """Names of functions and methods, but for those of classes that are cases."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.ClassDef):
            words = {child.name, *map(ast.unparse, child.bases)}
            if any(names.is_case(word) for word in words):
                continue
        if isinstance(child, ast.FunctionDef):
            yield child.name
        yield from functions_outside_cases(child, names)


def second_doors(source: str, names: Names) -> list[Door]:
    """Every second door of a module's source, in order of its lines."""
    scan = Scan(names)
    scan.visit(ast.parse(source))
    return sorted(set(scan.doors))
