"""Cases that stand still because no living person can take them on, and who is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse

from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.pegangan import Pegangan
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.clock.now import today
from metrologi.notifications.send import send
from metrologi.workflow import registry
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Machine, State, Step
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.models import Terhenti
from metrologi.workflow.wewenang import acting_role

# Who sees to it that a case has somebody again.
PENGURUS = (Role.KEPALA, Role.ADMIN_SATKER)
# How many numbers one message names.
DISEBUT = 10
SARAN_KEPALA = "Admin satuan kerja mengangkat Plh. atau Plt. lewat Pegawai dan peran."
SARAN_PERAN = "Admin satuan kerja memberi peran itu kepada orang lain lewat Pegawai dan peran."


@dataclass(frozen=True)
class Lepas:
    """Somebody who is about to leave: which roles end, or None where the account is closed."""

    user: User
    roles: frozenset[str] | None = None

    def sisa(self, roles: frozenset[str]) -> frozenset[str]:
        """What is left of these roles."""
        return frozenset() if self.roles is None else roles - self.roles


# --- asking -------------------------------------------------------------------------------------
def kekurangan(case: Case, lepas: Lepas | None = None) -> str:
    """Why no living person can go on with the case, as a sentence; "" where somebody can.

    `lepas` asks how it would be without somebody. What waits for people outside has its time
    limit, what rests waits for another case.
    """
    if not _waits_for_officers(case.state):
        return ""
    for person in case.orang_kunci() if case.state.bound else ():
        if not _can(case, person, case.machine.turn(case.status), lepas):
            return f"{person.nama} tidak dapat bertindak lagi dan belum diganti."
    steps = _decisive(case)
    roles = {role for step in steps for role in step.by} or holder_of(case.state)
    people = pemegang(case.uml, roles)
    if any(_can(case, user, steps, lepas) for user in (*people, *_deputies(case))):
        return ""
    names = " atau ".join(Role(role).label for role in sorted(roles))
    alive = [u for u in people if lepas is None or u.pk != lepas.user.pk]
    if case.state.bound:
        return "Tidak seorang pun dari yang ditunjuk dapat bertindak."
    if alive:
        return f"Semua pemegang peran {names} terhalang dalam perkara ini."
    return f"Tidak ada pegawai aktif dengan peran {names}."


def _deputies(case: Case) -> Iterator[User]:
    """Officers of other roles, whom the case itself may let act for somebody it bars."""
    yield from pemegang(case.uml, case.machine.staff_roles())


def holder_of(state: State) -> set[Role]:
    return {state.holder} if state.holder else set()


def _waits_for_officers(state: State) -> bool:
    if state.final or state.holder in OUTSIDE:
        return False
    return bool(state.holder or state.bound)


def _decisive(case: Case) -> list[Step]:
    """The steps that somebody must be able to take: those that bar people, where there are any.

    Who may send a letter back but not sign it does not bring the case on.
    """
    steps = case.machine.turn(case.status)
    return [s for s in steps if s.signs or s.four_eyes] or steps


def _can(case: Case, user: User, steps: list[Step], lepas: Lepas | None) -> bool:
    roles = case.roles_of(user)
    if lepas is not None and user.pk == lepas.user.pk:
        roles = lepas.sisa(roles)
    if not user.is_active:
        return False
    if not steps:
        # A page of another case takes the step, as planning a trip does for its applications.
        return case.state.holder in roles
    return any(_may(case, step, user, roles) for step in steps)


def _may(case: Case, step: Step, user: User, roles: frozenset[str]) -> bool:
    try:
        acting_role(case, step, user, roles)
    except NotAllowed:
        return False
    return True


def pemegang(uml: Uml, roles: Iterable[str]) -> list[User]:
    """The active people who hold one of these roles at the unit today."""
    posts = Penugasan.objects.pada(today()).filter(uml=uml, role__in=list(roles))
    people = User.objects.filter(pk__in=posts.values("user"), is_active=True)
    return list(people.prefetch_related("daftar_penugasan").order_by("nama", "pk"))


def pengganti(case: Case) -> Step | None:
    """The step by which another role replaces the people whom the case names."""
    machine, dot, name = case.state.bound.rpartition(".")
    steps = registry.get(machine).steps if dot else case.machine.steps
    return steps.get(name)


def saran(case: Case) -> str:
    """What helps, in one sentence."""
    if step := pengganti(case):
        who = " atau ".join(Role(role).label for role in step.by)
        return f"{who} memilih “{step.label}”."
    return SARAN_KEPALA if case.state.holder == Role.KEPALA else SARAN_PERAN


# --- what somebody holds ------------------------------------------------------------------------
def dipegang(lepas: Lepas) -> list[Case]:
    """The cases that nobody could take on without this person."""
    roles = (lepas.roles or lepas.user.roles_anywhere()) - OUTSIDE
    units = Uml.objects.filter(pk__in=lepas.user.units_with(roles))
    found: list[Case] = []
    for unit in units:
        alone = roles - _held_by_others(unit, roles, lepas.user)
        for machine in registry.all_machines():
            found += _rows(machine, unit, _left_alone(machine, alone))
            doubtful = _rows(machine, unit, _doubtful(machine, roles, alone))
            found += [c for c in doubtful if kekurangan(c, lepas) and not kekurangan(c)]
    return found


def _left_alone(machine: Machine, alone: Set[str]) -> list[str]:
    """The states whose role nobody else has."""
    return [c for c, s in machine.states.items() if s.holder in alone and not s.bound]


def _doubtful(machine: Machine, roles: Set[str], alone: Set[str]) -> list[str]:
    """The states of these roles that name people or bar some, so that each case is asked."""
    return [
        code
        for code, state in machine.states.items()
        if _is_turn(machine, code, roles)
        and (state.bound or (state.holder not in alone and _bars(machine, code)))
    ]


def _is_turn(machine: Machine, code: str, roles: Set[str]) -> bool:
    holder = machine.states[code].holder
    return holder in roles if holder else any(set(s.by) & roles for s in machine.turn(code))


def _bars(machine: Machine, code: str) -> bool:
    return any(step.signs or step.four_eyes for step in machine.turn(code))


def _rows(machine: Machine, unit: Uml, states: list[str]) -> list[Case]:
    if not states:
        return []
    return list(machine.model.objects.in_states(states).filter(uml=unit).select_related("uml"))


def _held_by_others(unit: Uml, roles: Set[str], user: User) -> set[str]:
    posts = Penugasan.objects.pada(today()).filter(uml=unit, role__in=roles, user__is_active=True)
    return set(posts.exclude(user=user).values_list("role", flat=True))


def pegangan(user: User, roles: frozenset[str] | None) -> list[Pegangan]:
    """The same for the page that ends a role or closes an account."""
    return [_pegangan(case) for case in dipegang(Lepas(user, roles))]


def _pegangan(case: Case) -> Pegangan:
    about = f"{case.machine.title}, {case.status_label}"
    return Pegangan(str(case), about, saran(case), case)


def serahkan(user: User, held: list[Pegangan]) -> None:
    """Whoever can help hears of it now, although a role may run until its last day."""
    soon = f"{user.nama} tidak dapat bertindak lagi."
    found = [(case, _catat(case)[0]) for one in held if isinstance(case := one.perkara, Case)]
    kabari([(case, alasan or soon) for case, alasan in found])


# --- telling ------------------------------------------------------------------------------------
def baris(case: Case) -> QuerySet[Terhenti]:
    """The row that says of this case that it stands still, if there is one."""
    kind = ContentType.objects.get_for_model(case)
    return Terhenti.objects.filter(case_type=kind, case_id=case.pk)


def lupakan(case: Case) -> None:
    """The case has moved, or has somebody else: it is asked anew by night."""
    baris(case).delete()


def periksa(case: Case) -> bool:
    """Whether the case stands still; the first time it is told, and forgotten when it goes on.

    Where a role has nobody, one message is enough for all cases that wait for it.
    """
    alasan, new = _catat(case)
    same = Terhenti.objects.filter(uml=case.uml, alasan=alasan)
    if new and not (case.state.bound or same.count() > 1):
        kabari([(case, alasan)])
    return bool(alasan)


def _catat(case: Case) -> tuple[str, bool]:
    """Keep why the case stands still, or forget it; with whether that is new."""
    alasan = kekurangan(case)
    if not alasan:
        baris(case).delete()
        return "", False
    kind = ContentType.objects.get_for_model(case)
    _, new = Terhenti.objects.update_or_create(
        case_type=kind, case_id=case.pk, defaults={"uml": case.uml, "alasan": alasan}
    )
    return alasan, new


def periksa_semua() -> int:
    """Look at every open case of every procedure; returns how many stand still."""
    for row in Terhenti.objects.all():
        if row.case is None or not kekurangan(row.case):
            row.delete()
    seen = [(c, *_catat(c)) for machine in registry.all_machines() for c in _open(machine)]
    kabari([(case, alasan) for case, alasan, new in seen if new])
    return sum(bool(alasan) for _, alasan, _ in seen)


def _open(machine: Machine) -> Iterator[Case]:
    states = [code for code, state in machine.states.items() if _waits_for_officers(state)]
    yield from machine.model.objects.in_states(states).select_related("uml").iterator(200)


def kabari(stuck: list[tuple[Case, str]]) -> None:
    """Tell Kepala, administrator and whoever may replace somebody: one message a person."""
    for unit in {case.uml for case, _ in stuck}:
        here = [(case, alasan) for case, alasan in stuck if case.uml_id == unit.pk]
        roles = {role for case, _ in here for role in _helpers(case)}
        for user in pemegang(unit, roles):
            mine = [(c, why) for c, why in here if _helps(user, c)]
            if mine:
                _tell(user, mine)


def _helpers(case: Case) -> set[Role]:
    step = pengganti(case)
    return {*PENGURUS, *(step.by if step else ())}


def _helps(user: User, case: Case) -> bool:
    hidden = type(case).objects.filter(type(case).tertutup(user), pk=case.pk)
    return bool(user.roles(case.uml) & _helpers(case)) and not hidden.exists()


def _tell(user: User, mine: list[tuple[Case, str]]) -> None:
    case, alasan = mine[0]
    leads = user.roles(case.uml) & set(PENGURUS)
    title, text = f"Perkara tanpa pemegang: {case.nomor}", _sentence(case, alasan)
    if len(mine) > 1:
        title = f"{len(mine)} perkara tanpa pemegang"
        numbers = ", ".join(c.nomor for c, _ in mine[:DISEBUT])
        more = " dan lainnya" if len(mine) > DISEBUT else ""
        same = len({why for _, why in mine}) == 1
        why = f"{alasan} {saran(case)}" if same else "Sebab dan jalan keluarnya ada di daftarnya."
        text = f"{numbers}{more}. {why}"
    url = reverse("workflow:tanpa_pemegang") if leads else case.get_absolute_url()
    send(user, judul=title, isi=text, url=url, case=case)


def _sentence(case: Case, alasan: str) -> str:
    return f"{case.machine.title}, {case.status_label}. {alasan} {saran(case)}"


def untuk(user: User) -> list[tuple[Terhenti, Case]]:
    """The cases that stand still at the units of this Kepala or administrator, oldest first.

    One query for the rows, and one for each procedure that has some.
    """
    units = user.units_with(set(PENGURUS))
    rows = list(Terhenti.objects.filter(uml_id__in=units)) if units else []
    cases: dict[tuple[int, int], Case] = {}
    for machine in registry.all_machines() if rows else ():
        kind = ContentType.objects.get_for_model(machine.model).pk
        keys = [row.case_id for row in rows if row.case_type_id == kind]
        found = machine.model.objects.filter(pk__in=keys).exclude(machine.model.tertutup(user))
        cases |= {(kind, case.pk): case for case in found.select_related("uml")} if keys else {}
    told = [(row, cases.get((row.case_type_id, row.case_id))) for row in rows]
    return [(row, case) for row, case in told if case is not None]
