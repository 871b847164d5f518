"""The form of any step of any machine, filled in and ready to be sent as bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.test import override_settings

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import Role
from metrologi.clock.now import at, now
from metrologi.portal.sekali import FIELD
from metrologi.workflow import registry
from metrologi.workflow.models import Jejak
from metrologi.workflow.run import SYSTEM
from tests.borang import find
from tests.office import Office
from tests.serang.orang import Berkas, Isian, Jawaban, Orang
from tests.workflow import bersiap
from tests.workflow.isian import Coba, Halaman

SPARE = timedelta(days=3)


@dataclass(frozen=True)
class Langkah:
    """A step that a person takes over a form, in every state and role that it has."""

    machine: Any
    step: Any

    @property
    def nama(self) -> str:
        return f"{self.machine.code}.{self.step.name}"

    @property
    def pindah(self) -> bool:
        """Whether it leads elsewhere, so that a second tab comes too late."""
        return not self.step.opens and self.step.target not in ("", *self.step.sources)

    def sel(self) -> list[tuple[str, str]]:
        """State and role; an opening has no state."""
        roles = [str(role) for role in (*self.step.by, self.step.proxy) if role in Role.values]
        return [(state, role) for state in self.step.sources or ("",) for role in roles]


def langkah() -> list[Langkah]:
    """All of them."""
    found = [Langkah(m, step) for m in registry.all_machines() for step in m.steps.values()]
    return [one for one in found if one.sel() and not one.step.reaction]


@dataclass(frozen=True)
class Formulir:
    """One filled form of a step; `baris` tells how often people have taken the step so far."""

    langkah: Langkah
    orang: Orang
    ke: str
    isian: Isian
    berkas: Berkas
    perkara: Any
    tanpa_pelaku: bool = False

    def kirim(self) -> Jawaban:
        return self.orang.post(self.ke, self.isian, self.berkas)

    def tab_lain(self) -> Formulir:
        """The same form as another tab shows it: with a key of its own."""
        keyed = [(name, str(uuid4()) if name == FIELD else value) for name, value in self.isian]
        return replace(self, isian=keyed)

    def baris(self) -> int:
        """Of its case; of all cases where the step opens one."""
        rows = Jejak.objects.filter(machine=self.langkah.machine.code, step=self.langkah.step.name)
        if self.perkara is not None:
            kind = ContentType.objects.get_for_model(self.perkara)
            rows = rows.filter(case_type=kind, case_id=self.perkara.pk)
        # What the clock does meanwhile is not counted, unless the step always bears its name.
        return (rows if self.tanpa_pelaku else rows.exclude(role=SYSTEM)).count()


@dataclass
class Meja:
    """Where forms are filled: the office, the port of its portal, and who is signed in there."""

    office: Office
    port: int
    orang: dict[int, Orang] = field(default_factory=dict)

    def isi(self, step: Langkah, state: str, role: str) -> Formulir:
        """LookupError or StepError where there is no road to the form, or it is not offered."""
        coba, page, person, shown = self.buka(step, state, role)
        form = find(shown.isi, page.ketikan)
        words, files = _pairs(form.filled(page.ketikan))
        case = None if step.step.opens else coba.case
        to = urljoin(page.url, form.action)
        return Formulir(step, person, to, words, files, case, page.tanpa_pelaku)

    def buka(self, step: Langkah, state: str, role: str) -> tuple[Coba, Halaman, Orang, Jawaban]:
        """Who stands before which page, and what it shows; raises as `isi` does."""
        coba, page = self._sekarang(step, state, role)
        person = self._orang(coba.user)
        shown = person.get(page.url)
        if shown.status != 200:
            raise LookupError(f"{page.url}: {shown.status}")
        return coba, page, person, shown

    def _orang(self, user: User) -> Orang:
        if user.pk not in self.orang:
            self.orang[user.pk] = Orang(self.port, user, user.username)
        return self.orang[user.pk]

    def _sekarang(self, step: Langkah, state: str, role: str) -> tuple[Coba, Halaman]:
        """The page as it can be sent now; what has to wait first was begun earlier."""
        coba, page = self._siap(step, state, role)
        if not page.saat or page.saat <= now():
            return coba, page
        with at(now() - 2 * (page.saat - now()) - SPARE):
            coba, page = self._siap(step, state, role)
        if page.saat and page.saat > now():
            raise LookupError(f"baru dapat diambil {page.saat:%Y-%m-%d %H:%M}")
        return coba, page

    def _siap(self, step: Langkah, state: str, role: str) -> tuple[Coba, Halaman]:
        """Papers that lead there stay blank sheets; those of the step itself the portal paints."""
        with override_settings(PAPER_PAINTER="tests.unpainted.blank_sheet"):
            if step.step.opens:
                return bersiap.pembukaan(self.office, step.machine, step.step, role)
            made = self.office.case_in(step.machine, state)
            return bersiap.langkah(self.office, step.machine, step.step, role, made)

    @contextmanager
    def seperti_semula(self) -> Iterator[None]:
        """Some samples change the terms of the office; afterwards they are the old ones."""
        row = Uml.objects.filter(pk=self.office.uml.pk)
        (kept,) = row.values()
        try:
            yield
        finally:
            row.update(**kept)


def _pairs(data: dict[str, Any]) -> tuple[Isian, Berkas]:
    """Words and files as they are sent; the mark against forgery is the browser's own."""
    isian: Isian = []
    berkas: Berkas = []
    for name, typed in data.items():
        for value in typed if isinstance(typed, list) else [typed]:
            if hasattr(value, "read"):
                berkas.append((name, value.name, value.read(), value.content_type))
            elif name != "csrfmiddlewaretoken":
                isian.append((name, str(value)))
    return isian, berkas
