"""Finds what is dangerous with a stranger's words: code, shells, queries, markup, weak chance."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# Dotted ends of calls, and what they do.
CALLS = {
    "eval": "runs code",
    "exec": "runs code",
    "compile": "runs code",
    "__import__": "runs code",
    "import_module": "imports by name",
    "os.system": "runs a shell",
    "os.popen": "runs a shell",
    "subprocess.run": "starts a program",
    "subprocess.Popen": "starts a program",
    "subprocess.call": "starts a program",
    "subprocess.check_output": "starts a program",
    "pickle.loads": "builds objects",
    "pickle.load": "builds objects",
    "marshal.loads": "builds objects",
    "yaml.load": "builds objects",
    "RawSQL": "raw SQL",
    "raw": "raw SQL",
    "execute": "raw SQL",
    "executemany": "raw SQL",
    "mark_safe": "markup as it is",
    "SafeString": "markup as it is",
    "urlopen": "asks another server, follows redirects",
    "build_opener": "asks another server",
    "hashlib.md5": "weak hash",
    "hashlib.sha1": "weak hash",
    "hashlib.new": "weak hash",
}
MODULES = {
    "random": "chance that can be guessed",
    "pickle": "builds objects",
    "marshal": "builds objects",
    "shelve": "builds objects",
    "xml.etree.ElementTree": "reads XML",
    "xml.dom.minidom": "reads XML",
    "xml.sax": "reads XML",
    "lxml": "reads XML",
    "ldap": "asks a directory",
    "jinja2": "builds templates",
    "telnetlib": "speaks in clear",
    "ftplib": "speaks in clear",
}
NAMES = {
    "csrf_exempt": "takes forms of other sites",
    "xframe_options_exempt": "may be framed by anybody",
    "csp_exempt": "has no policy",
}
PATTERNS = {"compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"}


def dangers(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and kind of each dangerous call, import or argument of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((node.lineno, kind) for kind in _call(node))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((node.lineno, kind) for kind in _import(node))
        elif isinstance(node, ast.Assign):
            yield from ((node.lineno, kind) for kind in _assignment(node))
        elif isinstance(node, ast.Constant) and node.value == "Content-Disposition":
            yield node.lineno, "names a file by itself"


def _call(node: ast.Call) -> Iterator[str]:
    said = ast.unparse(node.func)
    for name, kind in CALLS.items():
        # `re.compile` is not the `compile` that makes code.
        if said == name or (said.endswith("." + name) and name != "compile"):
            yield f"{name}: {kind}"
    if _is_pattern(said) and node.args and not _is_constant(node.args[0]):
        yield "a pattern made of parts"
    yield from _arguments(said, {word.arg: ast.unparse(word.value) for word in node.keywords})
    if said.split(".")[-1] in ("Template", "from_string"):
        yield "builds a template"


def _arguments(said: str, words: dict[str | None, str]) -> Iterator[str]:
    """What the named arguments of a call make of it."""
    if "shell" in words:
        yield "shell=: runs a shell"
    if words.get("verify") == "False":
        yield "verify=False: trusts any certificate"
    if said == "salted_hmac" and "algorithm" not in words:
        yield "salted_hmac with SHA-1"


def _is_constant(text: ast.expr) -> bool:
    """Whether a text is made of constants alone: written here, or named in capitals."""
    if isinstance(text, ast.JoinedStr | ast.BinOp):
        names = [part for part in ast.walk(text) if isinstance(part, ast.Name | ast.Call)]
        return all(isinstance(part, ast.Name) and part.id.isupper() for part in names)
    return True


def _is_pattern(said: str) -> bool:
    return said.startswith("re.") and said.removeprefix("re.") in PATTERNS


def _import(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    asked = [alias.name for alias in node.names]
    names = asked if isinstance(node, ast.Import) else [node.module or ""]
    for name in names:
        for module, kind in MODULES.items():
            if name == module or name.startswith(module + "."):
                yield f"{module}: {kind}"
    for name in asked:
        if name in NAMES:
            yield f"{name}: {NAMES[name]}"


def _assignment(node: ast.Assign) -> Iterator[str]:
    """A form of a model that takes whatever field the model has."""
    targets = [ast.unparse(target) for target in node.targets]
    value = ast.unparse(node.value)
    if targets == ["fields"] and "__all__" in value:
        yield "all fields of a model"
    if targets == ["exclude"]:
        yield "all fields of a model but some"
