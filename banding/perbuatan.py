"""Who did what in a disputed matter, read from the log of its cases, their tests, and the people
they name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from banding.machine import MACHINE as BANDING
from banding.panel import Calon, Jenis, Penilai, Perbuatan
from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.cerapan.models import Pengujian
from metrologi.clock.now import today
from metrologi.uttp.perwakilan import akun_dari
from metrologi.workflow import registry
from metrologi.workflow.cases import Case
from metrologi.workflow.models import Jejak
from pengaduan.models import Pengaduan

if TYPE_CHECKING:
    from banding.models import Banding
    from metrologi.accounts.models import Uml

Deed = tuple[int, Perbuatan]
# The steps of a panel are its work, not its involvement.
PANEL = Role.PANEL_BANDING


def penilai(banding: Banding) -> Penilai:
    """The judge of panels for this appeal.

    Every active member of the office with what they did in the matter.
    """
    deeds: dict[int, list[Perbuatan]] = defaultdict(list)
    for pk, deed in semua(banding):
        deeds[pk].append(deed)
    # One of the office who complained in confidence is not even named among the barred.
    hidden = banding.pemohon_id if banding.dilindungi else None
    people = [u for u in pegawai(banding.uml) if u.pk != hidden]
    return Penilai([Calon(u.pk, u.nama, tuple(deeds[u.pk])) for u in people], today())


def pegawai(uml: Uml) -> list[User]:
    """The active people of the unit who hold an office of it today."""
    posts = Penugasan.objects.pada(today()).filter(uml=uml).exclude(role__in=OUTSIDE)
    return list(
        User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("nama", "pk")
    )


def semua(banding: Banding) -> Iterator[Deed]:
    """Every deed in the matter: complaint, disputed cases, tests, papers and the appeal."""
    keluhan, pokok = banding.origin, sengketa(banding)
    hidden = banding.dilindungi
    if keluhan is not None:
        yield from _dari_jejak([keluhan])
        yield from _disebut(keluhan)
    yield from _dari_jejak(pokok, hidden)
    yield from _dari_pengujian(pokok, hidden)
    yield from _dari_jejak([banding])
    yield from _penyetuju(banding)
    yield from _wakil(banding, pokok)
    yield from banding.keterkaitan()


def sengketa(banding: Banding) -> list[Case]:
    """The case complained about, the cases it stems from, and all that came of them (letters, levy
    notes).
    """
    terkait = getattr(banding.origin, "perkara_terkait", None)
    found: list[Case] = []
    link = terkait() if terkait else None
    while link is not None and link not in found:
        found.append(link)
        link = link.origin
    return list(dict.fromkeys([*found, *(child for case in found for child in _anak(case))]))


def _anak(case: Case) -> Iterator[Case]:
    kind = ContentType.objects.get_for_model(case)
    for machine in registry.all_machines():
        if machine.code != BANDING.code:
            yield from machine.model.objects.filter(origin_type=kind, origin_id=case.pk)


def menandatangani(banding: Banding, user: User) -> str:
    """What this person signed among the disputed papers; "" for nothing."""
    for row in jejak(sengketa(banding)).filter(actor=user):
        if _jenis(row) is Jenis.MENANDATANGANI:
            return f"{row.label} {row.case}"
    return ""


def jejak(cases: list[Any]) -> Any:
    """The log rows of these cases that name an actor, but for the panel's own work."""
    wanted = Q(pk__in=[])
    for case in cases:
        wanted |= Q(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)
    return Jejak.objects.filter(wanted, actor__isnull=False).exclude(role=PANEL).order_by("pk")


# The number of a case leads to its owner, whom an appeal made in confidence does not name.
TANPA_NOMOR = "perkara yang diadukan"


def _dari_jejak(cases: list[Any], hidden: bool = False) -> Iterator[Deed]:
    numbers = {(ContentType.objects.get_for_model(c).pk, c.pk): str(c) for c in cases}
    for row in jejak(cases):
        if row.actor_id is not None:
            where = TANPA_NOMOR if hidden else numbers[row.case_type_id, row.case_id]
            yield row.actor_id, Perbuatan(_jenis(row), f"{where} (“{row.label}”)")


def _jenis(row: Jejak) -> Jenis:
    machine = registry.find(row.machine)
    declared = machine.steps.get(row.step) if machine else None
    if row.role in OUTSIDE:
        return Jenis.MEWAKILI
    if declared is not None and declared.signs:
        return Jenis.MENANDATANGANI
    if row.step == "uji":
        return Jenis.MENGUJI
    if row.machine in (Pengaduan.machine.code, BANDING.code):
        return Jenis.MEMUTUS if row.role in (Role.KEPALA, Role.KETUA_TIM_PJTK) else Jenis.MENANGANI
    return Jenis.MEMERIKSA


def _disebut(case: Any) -> Iterator[Deed]:
    """People whom the complaint names in a field of its own.

    Whoever was to handle it, or is complained about.
    """
    for field in case._meta.concrete_fields:
        if field.related_model is User and (pk := getattr(case, field.attname)):
            yield pk, Perbuatan(Jenis.MENANGANI, str(case))
    for pk in getattr(case, "disebut", ()):
        yield pk, Perbuatan(Jenis.MENANGANI, str(case))


def penguji(banding: Banding) -> set[int]:
    """Keys of those who tested, or confirmed a test, in the disputed matter."""
    return {pk for pk, _ in _dari_pengujian(sengketa(banding))}


def _dari_pengujian(cases: list[Case], hidden: bool = False) -> Iterator[Deed]:
    for case in cases:
        where = TANPA_NOMOR if hidden else str(case)
        for pair in Pengujian.objects.dari(case).values_list("penera", "penera_kedua"):
            yield from ((pk, Perbuatan(Jenis.MENGUJI, where)) for pk in pair if pk)


def _penyetuju(banding: Banding) -> Iterator[Deed]:
    """Whoever may approve the panel's decision cannot sit on it."""
    posts = Penugasan.objects.pada(today()).filter(uml=banding.uml, role=Role.KEPALA)
    for pk in posts.values_list("user", flat=True):
        yield pk, Perbuatan(Jenis.MENYETUJUI, "banding ini")


def _wakil(banding: Banding, cases: list[Case]) -> Iterator[Deed]:
    if banding.pemohon_id:
        yield banding.pemohon_id, Perbuatan(Jenis.MEWAKILI, "pelanggan")
    for owner in {c.pemilik_id for c in cases if getattr(c, "pemilik_id", None)}:
        for user in akun_dari(owner):
            yield user.pk, Perbuatan(Jenis.MEWAKILI, "pelanggan")
