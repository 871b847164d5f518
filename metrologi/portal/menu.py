"""The menu: which entries a person sees, by the roles they hold today, and how it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString

from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.portal.pintu import Tempat, pintu
from metrologi.workflow import registry
from metrologi.workflow.declare import Machine

# More procedures than these are folded into one entry.
SIDE_BY_SIDE = 1


@dataclass(frozen=True)
class Entry:
    """A line of the menu.

    One with `children` has no page of its own; one with `counts` shows the number of unread
    messages.
    """

    label: str
    url: str
    icon: str
    counts: bool = False
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Menu:
    """The menu of a person with these roles and so many unread messages.

    `roles` is None for a visitor who has not signed in.
    """

    roles: frozenset[str] | None
    path: str
    unread: int

    def wide(self) -> SafeString:
        """The menu at the top of a wide screen."""
        return self._drawn(flat=False)

    def flat(self) -> SafeString:
        """With grouped entries one below the other, for the phone."""
        return self._drawn(flat=True)

    def _drawn(self, flat: bool) -> SafeString:
        entries = _entries(
            self.roles, tuple(m.code for m in registry.all_machines()), get_script_prefix()
        )
        links = [link for entry in entries for link in entry.children or (entry,)]
        here = tuple(link.url for link in links if self._stands_at(link.url))
        return _draw(entries, here, self.unread, flat)

    def _stands_at(self, url: str) -> bool:
        return self.path == url if url == "/" else self.path.startswith(url)


# People with the same roles have the same menu on every page. Drawing it took a tenth of a page's
# time, so it is kept.
@lru_cache(maxsize=512)
def _draw(entries: tuple[Entry, ...], here: tuple[str, ...], unread: int, flat: bool) -> SafeString:
    return render_to_string(
        "components/nav.html", {"entries": entries, "here": here, "unread": unread, "flat": flat}
    )


@lru_cache(maxsize=128)
def _entries(
    roles: frozenset[str] | None, machines: tuple[str, ...], prefix: str
) -> tuple[Entry, ...]:
    """The entries, of these procedures and below this address."""
    if roles is None:
        return tuple(_doors(Tempat.MENU_UMUM))
    return tuple(_for_user(roles))


def _for_user(roles: frozenset[str]) -> Iterator[Entry]:
    staff = bool(roles - OUTSIDE)
    yield Entry("Tugas saya" if staff else "Permohonan saya", reverse("portal:tugas"), "list-check")
    yield from _procedures(roles)
    yield Entry("UTTP" if staff else "UTTP saya", reverse("uttp:daftar"), "rulers")
    if roles & {Role.ADMINISTRASI, Role.ADMIN_SATKER, Role.PENERA, Role.KEPALA}:
        yield Entry("Perlengkapan", reverse("perlengkapan:beranda"), "box-seam")
    yield from _doors(Tempat.MENU_PETUGAS, roles)
    yield Entry("Pesan", reverse("notifications:daftar"), "bell", counts=True)
    if roles & {Role.ADMINISTRASI, Role.ADMIN_SATKER}:
        yield Entry("Akun", reverse("accounts:menunggu"), "person-check")
    if Role.ADMIN_SATKER in roles:
        yield Entry("Pengaturan", reverse("portal:pengaturan"), "gear")
    yield Entry("Panduan", reverse("portal:panduan"), "life-preserver")


def _doors(tempat: Tempat, roles: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """Links that apps declare for this place, without those for roles that nobody here holds."""
    for door in pintu(tempat):
        if not door.roles or door.roles & roles:
            yield Entry(door.label, door.alamat, door.icon)


def _procedures(roles: frozenset[str]) -> Iterator[Entry]:
    """The lists of the procedures in which the person works.

    Procedures that begin outside the office come first.
    """
    mine = [m for m in registry.all_machines() if roles & m.staff_roles()]
    uses = Counter(m.kicker for m in mine)
    entries = tuple(
        Entry(_label(m, uses), reverse("workflow:list", args=[m.code]), "journal-text")
        for m in sorted(mine, key=_inside)
    )
    if len(entries) > SIDE_BY_SIDE:
        yield Entry("Perkara", "", "journals", children=entries)
    else:
        yield from entries


def _label(machine: Machine, uses: Counter[str]) -> str:
    """The short name of the procedure, or its title if another has the same short name."""
    if machine.kicker and uses[machine.kicker] == 1:
        return machine.kicker
    return machine.title


def _inside(machine: Machine) -> bool:
    return not any(set(step.by) & OUTSIDE for step in machine.openings())
