"""Working lists on paper: printed as things stand that day, neither numbered nor signed, and kept nowhere."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse

from metrologi.clock.now import today
from metrologi.documents import render
from metrologi.documents.declare import unit
from metrologi.documents.unduh import pdf_response

KEEP = 600
_known: dict[str, Daftar] = {}


@dataclass(frozen=True)
class Daftar:
    """A kind of working list; its template extends `papers/daftar.html`. `mendatar`: printed in landscape."""

    code: str
    template: str
    styles: tuple[str, ...] = ()
    mendatar: bool = False

    def __post_init__(self) -> None:
        _known[self.code] = self

    def payload(self, uml: Any, judul: str, **isi: Any) -> dict[str, Any]:
        """Letterhead, title, the day, and what the list itself says."""
        hari = today().isoformat()
        return {"uml": unit(uml), "judul": judul, "tanggal": hari, "per": hari, "kertas": uml.kertas,
                "mendatar": self.mendatar, "demo": settings.DEMO, **isi}

    def jawab(self, uml: Any, judul: str, *, name: str, inline: bool = False, **isi: Any) -> HttpResponse:
        """The PDF; the same content asked for again within minutes is not printed again."""
        payload = self.payload(uml, judul, **isi)
        key = f"daftar-{self.code}-{hashlib.sha256(render.canonical(payload)).hexdigest()}"
        body = cache.get(key)
        if body is None:
            body = render.render(self.template, payload, styles=self.styles)
            cache.set(key, body, KEEP)
        return pdf_response(body, name, inline=inline)


def get(code: str) -> Daftar:
    """The list of that code; KeyError when no app brings it."""
    return _known[code]
