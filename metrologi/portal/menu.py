"""The menu: which entries a person sees, by the roles they hold today."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.notifications.models import Pesan
from metrologi.workflow import registry


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    icon: str
    current: bool = False
    count: Any = 0


PUBLIC = (
    ("Beranda", "portal:beranda", "house"),
    ("Lacak", "portal:lacak", "search"),
    ("Wajib tera?", "portal:wajib_tera", "question-circle"),
    ("Verifikasi", "portal:verifikasi", "shield-check"),
    ("Panduan", "portal:panduan", "life-preserver"),
)


def unread_of(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    return Pesan.objects.filter(user=user, dibaca_at=None).count()


def menu_of(request: HttpRequest, unread: Any) -> list[Entry]:
    user = getattr(request, "user", None)
    raw = _for_user(user, unread) if user is not None and user.is_authenticated else _public()
    return [Entry(label, url, icon, _inside(request.path, url), count) for label, url, icon, count in raw]


def _inside(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _public() -> Iterator[tuple[str, str, str, Any]]:
    for label, name, icon in PUBLIC:
        yield label, reverse(name), icon, 0


def _for_user(user: Any, unread: Any) -> Iterator[tuple[str, str, str, Any]]:
    roles = user.roles()
    yield ("Tugas saya" if roles - OUTSIDE else "Permohonan saya"), reverse("portal:tugas"), "list-check", 0
    for machine in registry.all_machines():
        if roles & machine.staff_roles():
            yield machine.kicker or machine.title, reverse("workflow:list", args=[machine.code]), "journal-text", 0
    yield ("UTTP" if roles - OUTSIDE else "UTTP saya"), reverse("uttp:daftar"), "rulers", 0
    yield "Pesan", reverse("notifications:daftar"), "bell", unread
    if roles & {Role.ADMINISTRASI, Role.ADMIN_SATKER}:
        yield "Akun", reverse("accounts:menunggu"), "person-check", 0
    if Role.ADMIN_SATKER in roles:
        yield "Pengaturan", reverse("portal:pengaturan"), "gear", 0
    yield "Panduan", reverse("portal:panduan"), "life-preserver", 0
