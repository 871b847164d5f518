"""The row of every case: its state, since when, its deadline, whose it is, who may see it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from copy import copy
from datetime import datetime
from hmac import compare_digest
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Upper
from django.urls import reverse

from metrologi.accounts.roles import OUTSIDE, PEMOHON
from metrologi.clock.duration import Duration
from metrologi.web import Chip
from metrologi.workflow import registry
from metrologi.workflow.declare import OPENING

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.documents.models import Dokumen
    from metrologi.workflow.declare import Machine, State, Step
    from metrologi.workflow.rahasia import Rahasia

# The fields in which people type.
BERTEKS = (models.CharField, models.TextField, models.JSONField)
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def kode_akses() -> str:
    """Ten characters, 50 bits: unguessable, and readable over the telephone."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class CaseQuerySet(models.QuerySet["Case"]):
    """The cases of one procedure, as a person may see them."""

    def visible_to(self, user: User) -> Self:
        """Staff see the cases of units where they have a role of the machine; others their own.

        Nobody who has not signed in sees any.
        """
        if not user.is_authenticated:
            return self.none()
        machine, own = self.model.machine, self.model.milik(user)
        units = user.units_with(machine.staff_roles())
        if units:
            return self.filter(Q(uml_id__in=units) | own)
        # Every row found is the person's own: `is_applicant` reads it here and asks no query.
        return self.filter(own).annotate(milik_siapa=Value(user.pk)).distinct()

    def one_for(self, user: User, pk: int) -> Case | None:
        """The case with what its page reads, or None where this person does not see it.

        Where the procedure has no `visible_to` of its own, staff see every case of their unit; then
        no second question is asked.
        """
        case = _with_related(self.model.objects.filter(pk=pk)).first()
        if case is None or not user.is_authenticated:
            return None
        plain = type(self).visible_to is CaseQuerySet.visible_to
        units = user.units_with(self.model.machine.staff_roles())
        if plain and case.uml_id in units:
            return case
        if not self.visible_to(user).filter(pk=pk).exists():
            return None
        if plain and not units:
            case.milik_siapa = user.pk
        return case

    def in_states(self, states: Iterable[str]) -> Self:
        """The cases that are in one of these states."""
        return self.filter(Q(("status__in", list(states))))

    def children_of(self, case: Case) -> Self:
        """The cases that this one gave rise to."""
        kind = ContentType.objects.get_for_model(case)
        return self.filter(origin_type=kind, origin_id=case.pk)

    def waiting_for(self, states: list[str], units: list[int]) -> Self:
        """The cases in these states at these units (keys), the earliest deadline first."""
        return (
            self.in_states(states)
            .filter(uml_id__in=units)
            .order_by(models.F("due_at").asc(nulls_last=True), "pk")
        )


def _with_related(rows: CaseQuerySet) -> CaseQuerySet:
    """The cases with what their page reads, in the same query."""
    related = registry.procedure(rows.model.machine.code).related
    return rows.select_related("uml", "created_by", *related)


def indeks_perkara(awalan: str) -> list[models.Index]:
    """What the kernel asks of every procedure; Django allows 30 letters for a name.

    The queue and the clock, what a case gave rise to, lists, lists of a rare state, the number that
    the public types, and a part of a number.
    """
    upper = Upper("nomor")
    return [
        models.Index(fields=["uml", "status", "due_at"], name=f"{awalan}_antrean"),
        models.Index(fields=["origin_type", "origin_id"], name=f"{awalan}_asal"),
        models.Index(fields=["-created_at", "-id"], name=f"{awalan}_baru"),
        models.Index(
            fields=["uml", "status", "-created_at", "-id"],
            name=f"{awalan}_daftar",
        ),
        models.Index(upper, name=f"{awalan}_lacak"),
        GinIndex(OpClass(upper, name="gin_trgm_ops"), name=f"{awalan}_cari"),
    ]


class Case(models.Model):
    """Abstract row of a procedure. Only `workflow.run` changes its status.

    `kunci` is the key of the form that opened it (a second click finds the same row), `origin` the
    case that it stems from. `log_count` and `log_head` are length and last hash of its log.
    """

    machine: ClassVar[Machine]
    # What `search` looks through, as the label of its box.
    cari: ClassVar[str] = "Cari nomor atau nama"
    status: str
    # Set on rows that `visible_to` and `one_for` found to be this account's own.
    milik_siapa: int | None = None

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    nomor = models.CharField(max_length=80, editable=False)
    kode_akses = models.CharField(max_length=10, default=kode_akses, editable=False)
    kunci = models.UUIDField(null=True, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(editable=False)
    status_since = models.DateTimeField(editable=False)
    due_at = models.DateTimeField(null=True, editable=False)
    log_count = models.PositiveIntegerField(default=0, editable=False)
    log_head = models.CharField(max_length=64, default="", editable=False)
    origin_type = models.ForeignKey(
        "contenttypes.ContentType",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    origin_id = models.PositiveBigIntegerField(null=True, editable=False)
    origin = GenericForeignKey("origin_type", "origin_id")

    objects = CaseQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["uml", "nomor"], name="%(app_label)s_%(class)s_nomor")
        ]
        indexes = indeks_perkara("%(app_label)s_%(class)s")

    def __str__(self) -> str:
        return self.nomor

    # --- what a procedure may say about itself --------------------------------------------------
    @classmethod
    def milik(cls, user: User) -> Q:
        """Which cases an applicant owns; the default is those they opened."""
        return Q(created_by=user)

    @classmethod
    def search(cls, q: str) -> list[Q]:
        """What the list's search box looks through.

        Each part is asked by itself, so that each finds its index.
        """
        return [Q(nomor__icontains=q)]

    def applicants(self) -> list[User]:
        """The accounts that get a message at every change of state."""
        return [self.created_by]

    def subject(self) -> str:
        """What the case is about, in a few words, for lists of the staff."""
        return ""

    @classmethod
    def untuk_daftar(cls, rows: CaseQuerySet) -> CaseQuerySet:
        """The rows with what `rincian` reads, in the same query."""
        return rows

    def rincian(self) -> str:
        """What a list of the staff says beside the subject."""
        return ""

    def paper_replaced_by(self, code: str) -> Dokumen | None:
        """The earlier paper that one of this code, issued for this case, takes out of force."""
        return None

    def halangan(self, step: Step, user: User) -> str:
        """Why this person may not take the step although the role may; "" if they may."""
        return ""

    def sudah(self, step: Step, user: User) -> bool:
        """Whether this person has done their part of a step that several do; a list asks it."""
        return False

    @classmethod
    def giliran(cls, user: User) -> Q:
        """Which of the cases that wait for a role of this person wait for them; by default all."""
        return Q()

    def orang_kunci(self) -> list[User]:
        """The people without each of whom a `bound` state does not go on."""
        return []

    @classmethod
    def tertutup(cls, user: User) -> Q:
        """Cases of which this officer, whom they are about, learns not even the number."""
        return Q(pk__in=[])

    def syarat_teknis(self) -> Duration | None:
        """The promise of a state whose SOP says "sesuai syarat teknis"; None where unknown."""
        return None

    def jatuh_tempo(self, at: datetime) -> datetime | None:
        """The deadline of the state entered at `at`, where the case reckons it by itself.

        None: the promise of the state decides.
        """
        return None

    def awal_janji(self, status: str, sejak: datetime) -> datetime:
        """From when the promise of a state runs that was entered at `sejak`.

        A state that waits for an appointed hour counts from that hour.
        """
        return sejak

    def pelaku(self, by: User | None, role: str) -> User | None:
        """Whom the log names as the actor of a step; None where the case protects who that is."""
        return by

    def cocok(self, kode: str) -> bool:
        """Whether this is the access code of the case."""
        return compare_digest(self.kode_akses.encode(), kode.encode())

    # --- what must not be told --------------------------------------------------------------------
    def rahasia(self) -> Rahasia | None:
        """The words of whom the case protects, which no text that leaves the office may hold."""
        return None

    def mengenal(self, user: User) -> bool:
        """Whether this person may know whom the case protects."""
        return False

    def boleh_buka_naskah(self, user: User) -> bool:
        """Whether this person may open the papers of the case.

        Whoever may not know a protected person does not read what was taken out of a paper, for
        that would tell whether a guess was right.
        """
        return self.rahasia() is None or self.mengenal(user) or self.is_applicant(user)

    def keluar(self) -> Self:
        """The case as papers print it: its free texts without the words of whom it protects."""
        secret = self.rahasia()
        if secret is None:
            return self
        seen = copy(self)
        for field in self._meta.concrete_fields:
            if isinstance(field, BERTEKS) and field.editable and not field.choices:
                setattr(seen, field.attname, secret.samarkan_semua(getattr(self, field.attname)))
        return seen

    def samarkan(self, text: str) -> str:
        """A text about the case as it may leave the office."""
        secret = self.rahasia()
        return secret.samarkan(text) if secret else text

    # --- derived --------------------------------------------------------------------------------
    @property
    def state(self) -> State:
        return self.machine.states[self.status]

    @property
    def status_label(self) -> str:
        return self.machine.label(self.status)

    @property
    def chip(self) -> Chip:
        """The present state; an end off the road (dirujuk, dibatalkan) is no success."""
        if self.state.final:
            return Chip(self.status_label, "ok" if self.state.road else "warn")
        return Chip(self.status_label, "" if self.state.resting else "info")

    def janji(self) -> Duration | None:
        """The promise of the present state, as the procedure that the case stems from grants it."""
        if not self.state.sla_asal or self.origin is None:
            return self.state.sla
        return self.state.janji(self.origin.machine.code)

    def is_applicant(self, user: User) -> bool:
        """Whether the case is this applicant's; the row remembers the answer."""
        if self.milik_siapa == user.pk:
            return True
        known: dict[int | None, bool] = self.__dict__.setdefault("_milik", {})
        if user.pk not in known:
            known[user.pk] = type(self).objects.filter(self.milik(user), pk=self.pk).exists()
        return known[user.pk]

    def roles_of(self, user: User) -> frozenset[str]:
        """The roles in which this person may act on this case; an applicant's only on their own."""
        roles = frozenset(user.roles(self.uml))
        if roles & PEMOHON and not self.is_applicant(user):
            return roles - PEMOHON
        return roles

    def get_absolute_url(self) -> str:
        return reverse("workflow:detail", args=[self.machine.code, self.pk])

    def children(self, code: str) -> CaseQuerySet:
        """The cases of another machine that this one gave rise to."""
        found: CaseQuerySet = registry.get(code).model.objects.children_of(self)
        return found

    def says(self, role: str) -> str:
        """The sentence that a person of this role reads in the present state; "" without one."""
        return self.state.says.get(role, "")

    def kabar(self, role: str) -> str:
        """What the message to a person of this role says of the present state; "" sends none."""
        return self.says(role)

    @property
    def label_tenggat(self) -> str:
        """What the deadline of the present state is: a promise, or how long the office waits."""
        return "Ditunggu sampai" if self.state.holder in OUTSIDE else "Janji selesai tahap ini"

    # --- protected status -----------------------------------------------------------------------
    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[Self] | None = None,
    ) -> None:
        """Reload the row; the library forbids assigning the status, so it is set by hand."""
        self.__dict__.pop("_milik", None)
        kept = self.__dict__.pop("status", OPENING)
        wanted = [f for f in fields if f != "status"] if fields is not None else None
        try:
            if wanted is None or wanted:
                super().refresh_from_db(using=using, fields=wanted, from_queryset=from_queryset)
            if fields is None or "status" in fields:
                rows = type(self)._base_manager.using(using).filter(pk=self.pk)
                kept = rows.values_list("status", flat=True).get()  # type: ignore[misc]
        finally:
            self.__dict__["status"] = kept

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        super().clean_fields(exclude=set(exclude or ()) | {"status"})
