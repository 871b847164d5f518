"""The front end keeps its promises.

Recorded files, no inline code, light pages, icons that exist.
"""

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from metrologi.accounts.roles import Role
from metrologi.portal.bagian_pengaturan import BAGIAN
from metrologi.portal.menu import _for_user
from metrologi.portal.pintu import Tempat, pintu
from metrologi.portal.templatetags.portal import sprite
from metrologi.portal.views.panduan import GUIDES
from metrologi.workflow import registry

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(p for p in (ROOT / "templates").rglob("*.html") if "papers" not in p.parts)
STYLES = sorted((ROOT / "static").glob("*/*.css"))
BASE_FILES = (
    "vendor/bootstrap/bootstrap.min.css",
    "vendor/htmx/htmx.min.js",
    "portal/portal.css",
    "portal/komponen.css",
    "portal/simpanan.js",
    "portal/foto.js",
    "portal/draf.js",
    "portal/kirim.js",
    "portal/portal.js",
    "portal/lambang.svg",
)
PAGE_LIMIT = 300_000


def recorded():
    for package in tomllib.loads((ROOT / "static/vendor/VENDOR.toml").read_text())["package"]:
        yield from package["files"]
        if "sprite" in package:
            yield package["sprite"]


@pytest.mark.parametrize("item", list(recorded()), ids=lambda item: item["to"])
def test_a_vendored_file_is_the_one_that_was_recorded(item):
    content = (ROOT / "static/vendor" / item["to"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == item["sha256"]


def test_nothing_vendored_is_unrecorded():
    known = {(ROOT / "static/vendor" / item["to"]).resolve() for item in recorded()}
    found = {
        p for p in (ROOT / "static/vendor").rglob("*") if p.is_file() and p.name != "VENDOR.toml"
    }
    assert found <= known


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "templates")))
def test_a_template_has_no_inline_code_and_says_what_it_is(path):
    source = path.read_text()
    assert not re.search(
        r"\sstyle=|<style|\son[a-z]+=|javascript:|hx-on|https?://[^\"'{ ]+\.(js|css)", source
    )
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert source.startswith("{#")
    # One tag a line.
    assert source.count("\n") <= 200


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "templates")))
def test_every_icon_of_a_template_is_in_the_sprite(path):
    assert set(re.findall(r'{% icon "([^"]+)"| icon="([a-z0-9-]+)"', path.read_text())) <= {
        pair for name in sprite() for pair in ((name, ""), ("", name))
    }


def test_every_icon_that_the_code_names_is_in_the_sprite():
    surfaces = [s.icon for p in registry.all_procedures() for s in p.surfaces]
    entries = [*_for_user(frozenset(Role))]
    entries += [child for entry in entries for child in entry.children]
    named = [
        *surfaces,
        *(e.icon for e in entries),
        *(door.icon for tempat in Tempat for door in pintu(tempat)),
        *(part.icon for part in BAGIAN.values()),
        *(guide.icon for guide in GUIDES),
    ]
    assert surfaces and set(named) <= set(sprite())


@pytest.mark.parametrize("path", STYLES, ids=lambda p: p.name)
def test_a_style_sheet_fetches_nothing_from_elsewhere(path):
    assert not re.search(r"url\(['\"]?(https?:)?//|@import", path.read_text())


def test_what_every_page_loads_stays_light():
    fonts = sum(p.stat().st_size for p in (ROOT / "static/vendor/source-sans-3").glob("*.woff2"))
    files = sum(len(gzip.compress((ROOT / "static" / name).read_bytes())) for name in BASE_FILES)
    assert fonts + files < PAGE_LIMIT * 0.6


def test_a_browser_that_shows_a_paper_finds_an_icon_too(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"] == "/static/portal/lambang.svg"
