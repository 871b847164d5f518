"""No function or class stands unused, or used by tests alone."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache

from tests.kode.sumber import PACKAGES, ROOT, modules

WORD = re.compile(r"[A-Za-z_]\w+")
# Names that Django, its forms, its models or a library call by convention.
CONVENTION = re.compile(
    r"__\w+__|clean_\w+|simpan_\w+|periksa_\w+|ke_\w+|\w+Config|\w+Form|\w+Admin"
    r"|get_by_natural_key|create_superuser|get_full_name|get_short_name|_get_session_from_db|get_model_class"
    r"|process_view|format_value|bound_data|receive_data_chunk|file_complete|upload_complete"
    r"|to_python|to_url|handle_(starttag|endtag|startendtag|data)"
    r"|redirect_request|format(Time|Message|Exception)"
)
PLAIN = {"property", "cached_property", "staticmethod", "classmethod", "cache"}
READ = ("*.py", "*.html", "*.toml", "*.txt")


@cache
def template_words() -> Counter[str]:
    """How often each word stands in our templates."""
    counted: Counter[str] = Counter()
    for path in (ROOT / "templates").rglob("*.html"):
        counted.update(WORD.findall(path.read_text()))
    return counted


@cache
def words() -> Counter[str]:
    """How often each word stands in our code, templates and settings; tests are not read."""
    counted: Counter[str] = Counter()
    for folder in (*PACKAGES, "templates", "bin"):
        for pattern in (*READ, "*") if folder == "bin" else READ:
            for path in (ROOT / folder).rglob(pattern):
                if path.is_file():
                    counted.update(WORD.findall(path.read_text(errors="ignore")))
    for name in ("Dockerfile", "docker-compose.yml"):
        counted.update(WORD.findall((ROOT / name).read_text()))
    return counted


def registered(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """A decorator with a name may hand it to whoever calls it: a step, a paper, a reaction, a task.

    A property hands it to nobody, a filter or a tag to templates only.
    """
    names = [ast.unparse(decorator) for decorator in node.decorator_list]
    if any(name.startswith(("register.filter", "register.simple_tag")) for name in names):
        return template_words()[node.name] > 0
    return any(name not in PLAIN for name in names)


def dead(tree: ast.Module) -> list[str]:
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and words()[node.name] < 2
        and not CONVENTION.fullmatch(node.name)
        and not registered(node)
    ]


def test_nothing_stands_unused():
    found = {name: unused for name, tree in modules().items() if (unused := dead(tree))}
    assert found == {}


def test_a_function_that_nobody_names_is_found():
    assert dead(ast.parse("def zyxwvu_tidak_dipakai(): pass")) == ["zyxwvu_tidak_dipakai"]
