"""What every case row knows: where it is now, since when, until when, whose it is, and who may see it."""
from __future__ import annotations

import secrets
from datetime import datetime
from functools import cache
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, Value
from django.urls import reverse

from metrologi.accounts.roles import PEMOHON
from metrologi.clock.duration import Duration
from metrologi.prepared import Prepared
from metrologi.workflow import registry
from metrologi.workflow.declare import OPENING

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.documents.models import Dokumen
    from metrologi.workflow.declare import Machine, State, Step

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def kode_akses() -> str:
    """Ten characters, 50 bits: unguessable, and readable over the telephone."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff see the cases of the units where they hold a role of the machine; others their own."""
        if not user.is_authenticated:
            return self.none()
        model: Any = self.model
        machine, own = model.machine, model.milik(user)
        units = user.units_with(machine.staff_roles())
        if units:
            return self.filter(Q(uml_id__in=units) | own)
        # Whoever holds no role finds only what is theirs, so nobody need ask again whose a row is.
        return self.filter(own).annotate(milik_siapa=Value(user.pk)).distinct()

    def one_for(self, user: User, pk: int) -> Any:
        """The case with what its page reads, or None where this person does not see it.

        Whoever works in an office sees all its cases where the procedure makes no exceptions, so the database need not say so.
        """
        model: Any = self.model
        case: Any = whole(model).first(pk)
        if case is None or not user.is_authenticated:
            return None
        plain, units = type(self).visible_to is CaseQuerySet.visible_to, user.units_with(model.machine.staff_roles())
        if plain and case.uml_id in units:
            return case
        if not self.visible_to(user).filter(pk=pk).exists():
            return None
        if plain and not units:
            case.milik_siapa = user.pk
        return case

    def waiting_for(self, states: list[str], units: list[int]) -> Self:
        return self.filter(status__in=states, uml_id__in=units).order_by(models.F("due_at").asc(nulls_last=True), "pk")


def _with_related(rows: Any) -> Any:
    return rows.select_related("uml", "created_by", *getattr(rows.model, "list_related", ()))


@cache
def whole(model: Any) -> Prepared[Case]:
    return Prepared(lambda pk: _with_related(model.objects.filter(pk=pk)))


class Case(models.Model):
    """Abstract row of a procedure. Only `workflow.run` moves its status."""

    machine: ClassVar[Machine]
    status: Any
    # Whether an applicant's list shows such cases although none of the steps is theirs.
    followed: ClassVar[bool] = False

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    nomor = models.CharField(max_length=80, editable=False)
    kode_akses = models.CharField(max_length=10, default=kode_akses, editable=False)
    kunci = models.UUIDField(null=True, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(editable=False)
    status_since = models.DateTimeField(editable=False)
    due_at = models.DateTimeField(null=True, editable=False)
    log_count = models.PositiveIntegerField(default=0, editable=False)
    log_head = models.CharField(max_length=64, default="", editable=False)
    origin_type = models.ForeignKey("contenttypes.ContentType", null=True, editable=False, on_delete=models.PROTECT,
                                    related_name="+")
    origin_id = models.PositiveBigIntegerField(null=True, editable=False)
    origin = GenericForeignKey("origin_type", "origin_id")

    objects = CaseQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["uml", "nomor"], name="%(app_label)s_%(class)s_nomor")]
        indexes = [
            models.Index(fields=["uml", "status", "due_at"], name="%(app_label)s_%(class)s_antrean"),
            models.Index(fields=["origin_type", "origin_id"], name="%(app_label)s_%(class)s_asal"),
            models.Index(fields=["-created_at", "-id"], name="%(app_label)s_%(class)s_baru"),
        ]

    def __str__(self) -> str:
        return self.nomor

    # --- what a procedure may say about itself ------------------------------------------------------
    @classmethod
    def milik(cls, user: User) -> Q:
        """Which cases an applicant owns; the default is those they opened."""
        return Q(created_by=user)

    @classmethod
    def search(cls, q: str) -> Q:
        """What the list's search box looks through."""
        return Q(nomor__icontains=q)

    def applicants(self) -> list[User]:
        """The accounts that are told what happens."""
        return [self.created_by]

    def subject(self) -> str:
        """What the case is about, in a few words, for lists of the staff."""
        return ""

    def paper_replaced_by(self, code: str) -> Dokumen | None:
        """The earlier paper that one of this code, issued for this case, takes out of force."""
        return None

    def halangan(self, step: Step, user: User) -> str:
        """Why this person, whose role may take the step, may not take it on this case; "" when nothing bars them."""
        return ""

    @classmethod
    def giliran(cls, user: User) -> Q:
        """Which of the cases that wait for a role of this person wait for them in particular; all, by default."""
        return Q()

    def syarat_teknis(self) -> Duration | None:
        """The promise of a state whose SOP says "sesuai syarat teknis"; None where nothing is known."""
        return None

    def jatuh_tempo(self, at: datetime) -> datetime | None:
        """Where the case reckons the deadline of the state entered at `at` itself; None: by the state's promise."""
        return None

    def pelaku(self, by: User | None, role: str) -> User | None:
        """Whom the log names as the one who took a step; nobody where the case protects who that is."""
        return by

    def cocok(self, kode: str) -> bool:
        """Whether this is the access code of the case."""
        return compare_digest(self.kode_akses.encode(), kode.encode())

    # --- derived ------------------------------------------------------------------------------------
    @property
    def state(self) -> State:
        return self.machine.states[self.status]

    @property
    def status_label(self) -> str:
        return self.machine.label(self.status)

    def janji(self) -> Duration | None:
        """The promise of the present state, as the procedure that the case stems from grants it."""
        if not self.state.sla_asal or self.origin is None:
            return self.state.sla
        return self.state.janji(self.origin.machine.code)

    def is_applicant(self, user: User) -> bool:
        """Whether the case is theirs; asked once of each row read, however many steps want to know."""
        if getattr(self, "milik_siapa", None) == user.pk:
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
        model = registry.get(code).model
        kind = ContentType.objects.get_for_model(self)
        return model.objects.filter(origin_type=kind, origin_id=self.pk)  # type: ignore[no-any-return]

    def says(self, role: str) -> str:
        return self.state.says.get(role, "")

    # --- protected status ---------------------------------------------------------------------------
    def refresh_from_db(self, using: str | None = None, fields: Any = None, from_queryset: Any = None) -> None:
        """Reload; the library forbids assigning the status, so it is read and put back by hand."""
        self.__dict__.pop("_milik", None)
        kept = self.__dict__.pop("status", OPENING)
        wanted = [f for f in fields if f != "status"] if fields is not None else None
        try:
            if wanted is None or wanted:
                super().refresh_from_db(using=using, fields=wanted, from_queryset=from_queryset)
            if fields is None or "status" in fields:
                kept = type(self)._base_manager.using(using).values_list("status", flat=True).get(pk=self.pk)  # type: ignore[misc]
        finally:
            self.__dict__["status"] = kept

    def clean_fields(self, exclude: Any = None) -> None:
        super().clean_fields(exclude=set(exclude or ()) | {"status"})
