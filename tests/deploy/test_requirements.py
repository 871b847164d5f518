"""The locked requirements: pinned, hashed, free of addresses, and the same versions for demo and tests."""
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def locked(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["base", "dev", "uv"])
def test_every_package_is_pinned_and_hashed_and_no_address_is_named(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = text.replace("\\\n", "").splitlines()
    assert "://" not in text
    assert [line for line in entries if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_dev_holds_all_of_base_at_the_same_versions():
    base, dev = locked("base"), locked("dev")
    assert base.items() <= dev.items()


def test_everything_the_project_names_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in project["project"]["dependencies"]}
    tools = {re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in project["dependency-groups"]["dev"]}
    assert wanted <= locked("base").keys()
    assert tools <= locked("dev").keys()
