"""Working lists on paper: printed as of today, not numbered, not signed and not stored."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse

from metrologi.accounts.models import Uml
from metrologi.clock.now import today
from metrologi.documents import render
from metrologi.documents.declare import unit
from metrologi.documents.payload import Payload
from metrologi.documents.views.unduh import pdf_response

KEEP = 600
KAKI = "Daftar kerja; tidak bernomor dan tidak ditandatangani."
_known: dict[str, Daftar] = {}


@dataclass(frozen=True)
class Daftar:
    """A kind of working list; its template extends `papers/daftar.html`.

    `mendatar` prints it in landscape.
    """

    code: str
    template: str
    styles: tuple[str, ...] = ()
    mendatar: bool = False

    def __post_init__(self) -> None:
        _known[self.code] = self

    def payload(self, uml: Uml, judul: str, **isi: object) -> Payload:
        """Letterhead, title, the day, and what the list itself says.

        `isi` may bring `rentang` (a line under the title) and another `kaki_daftar` (the foot).
        """
        hari = today().isoformat()
        return {
            "uml": unit(uml),
            "judul": judul,
            "tanggal": hari,
            "per": hari,
            "kertas": uml.kertas,
            "mendatar": self.mendatar,
            "demo": settings.DEMO,
            "rentang": "",
            "kaki_daftar": KAKI,
            **isi,
        }

    def jawab(
        self, uml: Uml, judul: str, *, name: str, inline: bool = False, **isi: object
    ) -> HttpResponse:
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
