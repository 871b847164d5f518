"""Payload and template to PDF/A-3a bytes: same payload, same bytes; reads static/papers only."""

from __future__ import annotations

import atexit
import hashlib
import json
import mimetypes
import threading
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from metrologi.documents import lambang
from metrologi.documents.payload import Attachment as File
from metrologi.documents.payload import Payload
from metrologi.documents.pdfua import finish
from metrologi.documents.qr import qr

PAPERS: Path = settings.ROOT / "static" / "papers"
SIZES = {"A4": "210mm 297mm", "F4": "215mm 330mm"}
# In mm: top, right, bottom, left; a unit may give its own through the payload key `margin`.
MARGIN = (12, 20, 24, 25)
# A verification code is printed in groups of so many characters.
GRUP = 4
# Names of the frame that a draft or a working list does not bring.
FRAME = {"nomor": "", "diterbitkan": "", "tte": "", "url_verifikasi": ""}
# What makes a PDF of the filled template; the setting PAPER_PAINTER may name another.
PAINTER = "metrologi.documents.render.paint"

# One paper is laid out at a time, for the font map is shared; layout holds the interpreter lock
# anyway. No query runs inside.
_painting = threading.Lock()


class Refused(ValueError):
    """A paper asked for something outside static/papers."""


class Painter(Protocol):
    """Makes the PDF of a filled template; the same words always make the same bytes."""

    def __call__(
        self,
        html: str,
        payload: Payload,
        *,
        konsep: bool,
        styles: tuple[str, ...],
        files: list[File],
    ) -> bytes: ...


def canonical(payload: Payload) -> bytes:
    """The payload as sorted, compact JSON in UTF-8.

    Its hash is stored, and it is attached to the PDF.
    """
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def render(
    template: str,
    payload: Payload,
    *,
    konsep: bool = False,
    styles: tuple[str, ...] = (),
    attachments: list[File] | None = None,
) -> bytes:
    """The PDF of a paper, painted from the filled template; `konsep` marks a draft.

    `styles` are names of CSS files in static/papers. Raises Refused for an address outside.
    """
    html = render_to_string(template, context(payload, konsep=konsep))
    painter: Painter = import_string(getattr(settings, "PAPER_PAINTER", PAINTER))
    with _painting:
        return painter(html, payload, konsep=konsep, styles=styles, files=attachments or [])


def context(payload: Payload, *, konsep: bool) -> Payload:
    """What the templates see: the payload's keys and what follows from them."""
    kode, url = payload.get("kode_verifikasi", ""), payload.get("url_verifikasi", "")
    return {
        **FRAME,
        **payload,
        "konsep": konsep,
        "kode_terbaca": "-".join(kode[i : i + GRUP] for i in range(0, len(kode), GRUP)),
        "qr_verifikasi": qr(url) if url else "",
        "lambang": lambang.source(payload["uml"].get("lambang", "")),
    }


def paint(
    html: str,
    payload: Payload,
    *,
    konsep: bool,
    styles: tuple[str, ...],
    files: list[File],
) -> bytes:
    """The painter of this portal: WeasyPrint, PDF/A-3a. Raises Refused for a foreign address."""
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    sheets = [_sheet("paper.css"), *map(_sheet, styles), _page(_size(payload), _margin(payload))]
    sheets += [_sheet("konsep.css")] if konsep else []
    sheets += [_sheet("demo.css")] if payload.get("demo") else []
    options, base = _options(html, payload), PAPERS.as_uri() + "/"
    try:
        document = HTML(string=html, base_url=base, url_fetcher=_fetcher()).render(
            font_config=_fonts(), stylesheets=sheets, **options
        )
        return bytes(
            document.write_pdf(finisher=finish, attachments=_attachments(payload, files), **options)
        )
    except FatalURLFetchingError as error:
        # A BaseException of WeasyPrint; past this line it would end the worker's thread.
        raise Refused(str(error)) from None


def _options(html: str, payload: Payload) -> dict[str, Any]:
    identifier = hashlib.sha256(html.encode() + canonical(payload)).digest()[:16]
    return {"pdf_variant": "pdf/a-3a", "pdf_identifier": identifier}


def _size(payload: Payload) -> str:
    """Width and height; the payload key `mendatar` turns the sheet."""
    size = SIZES.get(payload.get("kertas", "A4"), SIZES["A4"])
    return " ".join(reversed(size.split())) if payload.get("mendatar") else size


def _margin(payload: Payload) -> tuple[int, ...]:
    wish = payload.get("margin") or MARGIN
    return tuple(min(max(int(n), 5), 60) for n in wish)


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    # Its clean-up needs modules that are gone at the very end of the process.
    atexit.register(_forget)
    return FontConfiguration()


def _forget() -> None:
    for kept in (_sheet, _page, _fonts):
        kept.cache_clear()


@cache
def _sheet(name: str) -> Any:
    from weasyprint import CSS

    path = _inside(PAPERS / name)
    return CSS(url=path.as_uri(), font_config=_fonts(), url_fetcher=_fetcher())


@lru_cache(maxsize=32)
def _page(size: str, margin: tuple[int, ...]) -> Any:
    from weasyprint import CSS

    edges = " ".join(f"{n}mm" for n in margin)
    return CSS(string=f"@page {{ size: {size}; margin: {edges} }}", font_config=_fonts())


def _attachments(payload: Payload, files: list[File]) -> list[Any]:
    from weasyprint import Attachment

    at = _moment(payload)
    own = ("naskah.json", canonical(payload), "Data naskah dalam JSON")
    return [
        Attachment(
            string=content,
            name=name,
            description=description,
            created=at,
            modified=at,
            relationship="Source" if name == own[0] else "Supplement",
            url_fetcher=_fetcher(),
        )
        for name, content, description in (own, *files)
    ]


def _moment(payload: Payload) -> datetime:
    raw = payload.get("diterbitkan") or payload.get("tanggal") or "2000-01-01"
    moment = datetime.fromisoformat(raw)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


# --- fetching ---------------------------------------------------------------------------------
def _inside(path: Path) -> Path:
    resolved = path.resolve()
    if not resolved.is_relative_to(PAPERS.resolve()) or not resolved.is_file():
        raise Refused(f"naskah tidak boleh membaca {path}")
    return resolved


@cache
def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class PaperFetcher(URLFetcher):
        """Reads data: and files of static/papers; anything else stops the rendering."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            try:
                path = _inside(self._path(url))
            except Refused as error:
                raise FatalURLFetchingError(str(error)) from error
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

        def _path(self, url: str) -> Path:
            parts = urlsplit(url)
            if parts.scheme != "file" or parts.netloc:
                raise Refused(f"naskah tidak boleh membaca {url}")
            return Path(url2pathname(unquote(parts.path)))

    return PaperFetcher(allowed_protocols=["data"])
