"""The locked requirements.

Pinned, hashed, free of addresses, and the same versions for demo and tests.
"""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]


def locked(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["base", "dev", "uv"])
def test_every_package_is_pinned_and_hashed_and_no_address_is_named(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = text.replace("\\\n", "").splitlines()
    assert "://" not in text
    assert [
        line
        for line in entries
        if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ] == []


def test_dev_holds_all_of_base_at_the_same_versions():
    base, dev = locked("base"), locked("dev")
    assert base.items() <= dev.items()


def needed(lines):
    """Names of all that these requirements lead to here, as the installed packages say."""
    todo, found = [Requirement(line) for line in lines], set()
    while todo:
        one = todo.pop()
        for extra in ("", *one.extras):
            key = re.sub(r"[-_.]+", "-", one.name).lower(), extra
            if key not in found:
                found.add(key)
                told = map(Requirement, metadata.requires(one.name) or [])
                todo += [r for r in told if r.marker is None or r.marker.evaluate({"extra": extra})]
    return {name for name, _ in found}


def test_everything_the_project_names_or_leads_to_is_locked():
    """The installer is not asked to look for more than the files name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted, tools = project["project"]["dependencies"], project["dependency-groups"]["dev"]
    assert needed(wanted) <= locked("base").keys()
    assert needed([*wanted, *tools]) <= locked("dev").keys()
    assert len(needed(wanted)) > len(wanted)
