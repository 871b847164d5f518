"""What README and docs/ name exists: files, folders, commands, links and decisions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.kode.sumber import PACKAGES, ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
GENERATED = ("entitas", "modul.md")
# A withdrawn decision names what is gone.
HAND = [
    path
    for path in PAGES
    if not set(GENERATED) & set(path.parts) and "State: withdrawn" not in path.read_text()
]
TICKED = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)\)")
TOP = (*PACKAGES, "bin", "docs", "requirements", "static", "templates", "tests")
# Not there before a command wrote them, or named as what is gone.
ABSENT = {"metrologi/prepared.py", "var/bench.json", "var/mutasi.json", "var/surel/", "var/berkas/"}


def named_paths(text: str) -> set[str]:
    """What stands in backticks and begins with a folder of ours; `<app>` stands for any.

    Of a test (`tests/a.py::test_b`) it is the file.
    """
    said = {word.split("::")[0] for ticked in TICKED.findall(text) for word in ticked.split()}
    return {
        word.rstrip(".,;:")
        for word in said
        if word.split("/")[0] in TOP and "/" in word and not set("<>…(") & set(word)
    }


def named_commands(text: str) -> set[str]:
    """The management commands that are called through bin/manage."""
    lines = "\n".join([*TICKED.findall(text), *BLOCK.findall(text)]).splitlines()
    shell = "\n".join(line.partition("#")[0] for line in lines)
    return set(re.findall(r"(?:bin/manage|manage\.py) ([a-z_]+)", shell))


def exists(path: str) -> bool:
    """Whether a file or folder, or with `*` at least one, lies below the project."""
    return bool(list(ROOT.glob(path.rstrip("/"))))


@pytest.mark.parametrize("page", HAND, ids=lambda page: str(page.relative_to(ROOT)))
def test_paths_and_commands_that_a_page_names_exist(page):
    text = page.read_text()
    assert {path for path in named_paths(text) - ABSENT if not exists(path)} == set()
    assert named_commands(text) - set(get_commands()) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    links = [link for link in LINK.findall(page.read_text()) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_a_path_that_is_gone_and_a_wrong_command_are_seen():
    text = "`metrologi/tiada.py` and `bin/manage tiada_ada`"
    assert not exists(*(path for path in named_paths(text) if path != "bin/manage"))
    assert named_commands(text) == {"tiada_ada"}


def test_readme_is_read_in_five_minutes():
    assert len(Path(ROOT / "README.md").read_text().splitlines()) <= 130
