"""Who is involved in what a complaint is about, and so may not handle it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.workflow import registry
from metrologi.workflow.cases import Case
from metrologi.workflow.models import Jejak

if TYPE_CHECKING:
    from pengaduan.models import Pengaduan

# Who may handle a complaint without being a handler, where no handler can.
PENGAMBIL_ALIH = frozenset({Role.KETUA_TIM_PJTK, Role.KEPALA})


@dataclass(frozen=True)
class Calon:
    """Somebody who could handle the complaint.

    `alasan` says why not, "" when he may. `beban` counts what he has. `pemimpin` is no handler,
    but may take the complaint over.
    """

    user: User
    alasan: str
    beban: int = 0
    pemimpin: bool = False

    def __str__(self) -> str:
        load = f"{self.beban} pengaduan berjalan"
        return f"{self.user.nama} ({'mengambil alih, ' if self.pemimpin else ''}{load})"


def perkara_sekitar(case: Case | None) -> list[Case]:
    """The case complained about, what it stems from, and what came of it."""
    line: list[Case] = []
    while case is not None and case not in line:
        line.append(case)
        case = case.origin
    children = [
        child
        for link in line
        for machine in registry.all_machines()
        for child in link.children(machine.code)
    ]
    return [*line, *(c for c in children if c not in line)]


def pelaku_terkait(case: Case | None) -> set[int]:
    """Everybody who took a step there."""
    acted: set[int] = set()
    for link in perkara_sekitar(case):
        kind = ContentType.objects.get_for_model(link)
        acted |= set(
            Jejak.objects.filter(case_type=kind, case_id=link.pk, actor__isnull=False).values_list(
                "actor", flat=True
            )
        )
    return acted


def halangan_penangan(pengaduan: Pengaduan, user: User) -> str:
    """Why this person may not handle the complaint."""
    return _halangan(pengaduan, user, pelaku_terkait(pengaduan.perkara_terkait()))


def _halangan(pengaduan: Pengaduan, user: User, acted: set[int]) -> str:
    if pengaduan.diadukan(user):
        return "Ia yang diadukan."
    if pengaduan.kanal == pengaduan.Kanal.AKUN and user.pk == pengaduan.created_by_id:
        return "Ia tidak dapat menangani pengaduan ini."
    return "Ia ikut mengerjakan perkara yang diadukan." if user.pk in acted else ""


def calon(pengaduan: Pengaduan) -> list[Calon]:
    """Every handler of the office with his load and what bars him, the free ones first.

    Then those who lead and may take it over themselves.
    """
    acted = pelaku_terkait(pengaduan.perkara_terkait())
    posts = Penugasan.objects.pada(today()).filter(uml=pengaduan.uml)
    roles = {Role.PENANGAN_PENGADUAN, *PENGAMBIL_ALIH}
    handlers = set(posts.filter(role=Role.PENANGAN_PENGADUAN).values_list("user", flat=True))
    found_posts = posts.filter(role__in=roles).values("user")
    people = User.objects.filter(pk__in=found_posts, is_active=True).order_by("nama", "pk")
    load = dict(
        type(pengaduan)
        .objects.filter(uml=pengaduan.uml, penangan__isnull=False)
        .exclude(status__in=("ditutup", "ditolak", "ditarik"))
        .values_list("penangan")
        .annotate(n=Count("pk"))
        .order_by()
    )
    found = [
        Calon(u, _halangan(pengaduan, u, acted), load.get(u.pk, 0), u.pk not in handlers)
        for u in people
    ]
    return sorted(found, key=lambda c: (bool(c.alasan), c.pemimpin, c.beban, c.user.nama))
