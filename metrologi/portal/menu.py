"""The menu: which entries a person sees, by the roles they hold today."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.workflow import registry
from metrologi.workflow.declare import Machine

# More procedures than these are folded into one entry.
SIDE_BY_SIDE = 1
PAPAN_SPM = {Role.KASI_PJT, Role.PJ_TEKNIS, Role.KEPALA_SEKSI, Role.KEPALA, Role.ADMIN_SATKER}


@dataclass(frozen=True)
class Entry:
    """A line of the menu; one with `children` has no page of its own."""

    label: str
    url: str
    icon: str
    path: str = ""
    count: Any = 0
    children: tuple[Entry, ...] = ()

    @property
    def current(self) -> bool:
        if self.children:
            return any(child.current for child in self.children)
        return self.path == self.url if self.url == "/" else self.path.startswith(self.url)


PUBLIC = (
    ("Beranda", "portal:beranda", "house"),
    ("Lacak", "portal:lacak", "search"),
    ("Pengaduan", "workflow:pengaduan-baru", "chat-left-text"),
    ("Wajib tera?", "portal:wajib_tera", "question-circle"),
    ("Sidang", "workflow:sidang-jadwal", "calendar-event"),
    ("Verifikasi", "portal:verifikasi", "shield-check"),
    ("Panduan", "portal:panduan", "life-preserver"),
)


def menu_of(request: HttpRequest, unread: Any) -> list[Entry]:
    user, path = getattr(request, "user", None), request.path
    if user is None or not user.is_authenticated:
        return [Entry(label, reverse(name), icon, path) for label, name, icon in PUBLIC]
    return list(_for_user(frozenset(user.roles()), path, unread))


def _for_user(roles: frozenset[str], path: str, unread: Any) -> Iterator[Entry]:
    staff = bool(roles - OUTSIDE)
    yield Entry("Tugas saya" if staff else "Permohonan saya", reverse("portal:tugas"), "list-check", path)
    yield from _procedures(roles, path)
    yield Entry("UTTP" if staff else "UTTP saya", reverse("uttp:daftar"), "rulers", path)
    if roles & {Role.ADMINISTRASI, Role.ADMIN_SATKER, Role.PENERA, Role.KEPALA}:
        yield Entry("Perlengkapan", reverse("perlengkapan:beranda"), "box-seam", path)
    if roles & PAPAN_SPM:
        yield Entry("Papan SPM", reverse("workflow:kompensasi-papan"), "speedometer2", path)
    yield Entry("Pesan", reverse("notifications:daftar"), "bell", path, unread)
    if roles & {Role.ADMINISTRASI, Role.ADMIN_SATKER}:
        yield Entry("Akun", reverse("accounts:menunggu"), "person-check", path)
    if Role.ADMIN_SATKER in roles:
        yield Entry("Pengaturan", reverse("portal:pengaturan"), "gear", path)
    yield Entry("Panduan", reverse("portal:panduan"), "life-preserver", path)


def _procedures(roles: frozenset[str], path: str) -> Iterator[Entry]:
    """The lists of the procedures in which the person works, those that begin outside the office first."""
    mine = [m for m in registry.all_machines() if roles & m.staff_roles()]
    entries = tuple(Entry(m.kicker or m.title, reverse("workflow:list", args=[m.code]), "journal-text", path)
                    for m in sorted(mine, key=_inside))
    if len(entries) > SIDE_BY_SIDE:
        yield Entry("Perkara", "", "journals", path, children=entries)
    else:
        yield from entries


def _inside(machine: Machine) -> bool:
    return not any(set(step.by) & OUTSIDE for step in machine.openings())
