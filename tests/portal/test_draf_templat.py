"""Every form that posts stands where drafts are kept: in the main part of a page with the frame."""

import re
from pathlib import Path

from django.template.loader import get_template

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
POSTS = re.compile(r"<form[^>]*method=\"post\"", re.IGNORECASE)
USES = re.compile(r"{% (?:extends|include) \"([^\"]+)\"")
SCRIPTS = ("simpanan.js", "foto.js", "draf.js", "kirim.js")
# Signing out; without boxes.
IN_THE_HEAD = {"components/account.html"}


def sources():
    return {str(p.relative_to(TEMPLATES)): p.read_text() for p in TEMPLATES.rglob("*.html")}


def framed(name, every, seen=frozenset()):
    """Whether the template is drawn inside the frame, by itself or by one that includes it."""
    extends = re.match(r"(?s).*?{% extends \"([^\"]+)\"", every[name])
    if extends:
        return extends.group(1) == "base.html" or framed(extends.group(1), every, seen)
    users = {n for n, text in every.items() if name in USES.findall(text)} - seen - {name}
    return bool(users) and all(framed(user, every, seen | {name}) for user in users)


def test_every_form_that_posts_is_drawn_inside_the_frame_that_keeps_drafts():
    every = sources()
    posting = {name for name, text in every.items() if POSTS.search(text)} - IN_THE_HEAD
    assert len(posting) > 50
    assert {name for name in posting if not framed(name, every)} == set()


def test_the_frame_brings_the_scripts_that_keep_and_send():
    frame = get_template("base.html").template.source
    assert [name for name in SCRIPTS if f"portal/{name}" not in frame] == []
