"""Reads forms and links off a page, and fills a form as a willing person would."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import tinyhtml5

from metrologi.clock.now import today
from tests.office import PASSPHRASE, PASSWORD
from tests.serang.orang import Isian, jalur

WORDS = {
    "number": "1",
    "date": today().isoformat(),
    "time": "09:00",
    "datetime-local": f"{today():%Y-%m-%d}T09:00",
    "email": "serang@contoh.id",
    "tel": "081234567890",
    "url": "https://contoh.id",
}
SILENT = {"submit", "button", "reset", "image"}
# Whoever sends these is signed out or is another person afterwards.
NOT_SENT = ("/akun/keluar/",)


@dataclass
class Borang:
    """A form that is posted: where to, what it sends untouched, and its boxes by name."""

    ke: str
    isian: Isian = field(default_factory=list)
    kotak: dict[str, Any] = field(default_factory=dict)
    berkas: list[str] = field(default_factory=list)


def halaman(isi: bytes) -> Any:
    return tinyhtml5.parse(isi.decode(errors="replace"), namespace_html_elements=False)


def tautan(root: Any) -> Iterator[str]:
    """Addresses of this portal that the page leads to."""
    for element in root.iter("a"):
        if (path := jalur(element.get("href", ""))) and not path.startswith(NOT_SENT):
            yield path.split("#")[0]


def borang(root: Any, here: str) -> Iterator[Borang]:
    """The forms that post."""
    for element in root.iter("form"):
        to = jalur(element.get("action") or here)
        if element.get("method", "").lower() == "post" and to and not to.startswith(NOT_SENT):
            yield _read(element, to)


def _read(element: Any, to: str) -> Borang:
    form, ticked = Borang(to), set()
    for box in element.iter():
        name, kind = box.get("name"), box.get("type", "text")
        if box.tag not in ("input", "select", "textarea") or not name or kind in SILENT:
            continue
        if box.get("disabled") is not None or name == "csrfmiddlewaretoken":
            continue
        form.kotak[name] = box
        if kind == "file":
            form.berkas.append(name)
        elif not (kind == "radio" and name in ticked):
            ticked.add(name)
            form.isian.append((name, _value(box, kind)))
    return form


def _value(box: Any, kind: str) -> str:
    """What stands there, or what a person would type."""
    if box.tag == "select":
        return _chosen(box)
    if kind in ("checkbox", "radio"):
        return box.get("value", "on")
    typed = "".join(box.itertext()).strip() if box.tag == "textarea" else box.get("value", "")
    asked = box.get("required") is not None or kind == "password"
    return typed or (_typed(box.get("name"), kind, box) if asked else "")


def _typed(name: str, kind: str, box: Any) -> str:
    if kind == "hidden":
        return ""
    if kind == "password":
        return PASSPHRASE if "frasa" in name or "passphrase" in name else PASSWORD
    if box.get("inputmode") in ("numeric", "decimal"):
        return "1"
    return WORDS.get(kind, "Uji serang")


def _chosen(box: Any) -> str:
    options = list(box.iter("option"))
    picked = next((one for one in options if one.get("selected") is not None), None)
    values = [one.get("value", "") for one in ([picked] if picked is not None else options)]
    return next(filter(None, values), next((o.get("value", "") for o in options[1:]), ""))


def pdf(ukuran: int = 0) -> bytes:
    """A small honest PDF; with a size, that many bytes unpacked behind two filters."""
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    body += b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    body += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    stream = zlib.compress(zlib.compress(b" " * ukuran, 9), 9)
    head = b"4 0 obj<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(stream)
    return body + head + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n"
