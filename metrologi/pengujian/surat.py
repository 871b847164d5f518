"""The letters that follow from a case of tera, found without knowing their procedures by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from metrologi.accounts.models import User
from metrologi.documents.models.dokumen import Dokumen, papers_of
from metrologi.uttp.perwakilan import akun_dari, usaha_saya
from metrologi.workflow import registry
from metrologi.workflow.cases import Case


class SuratUji(Case):
    """A letter or note whose `origin` is a case of tera.

    A procedure that issues such letters makes its case a subclass of this one. By that alone its
    letters are found from the case of tera: on its page, in its bundle of papers, on its receipt.
    """

    # An applicant sees the letter in these states; a draft is the office's own.
    TAMPAK: ClassVar[tuple[str, ...]] = ()
    # Whether the receipt of a hand-over names it.
    pada_tanda_terima: ClassVar[bool] = False

    pemilik = models.ForeignKey("uttp.Pemilik", on_delete=models.PROTECT, related_name="+")

    class Meta(Case.Meta):
        abstract = True

    @classmethod
    def milik(cls, user: User) -> Q:
        return usaha_saya(user) & Q(status__in=cls.TAMPAK)

    def applicants(self) -> list[User]:
        return akun_dari(self.pemilik_id)

    @property
    def nama_surat(self) -> str:
        """What kind of letter it is, as a receipt calls it."""
        return self.machine.kicker

    @property
    def dapat_diganti(self) -> bool:
        """Whether a new letter may take its place."""
        return False


def hasil_dari(letters: Iterable[SuratUji], papers: Iterable[Dokumen]) -> list[Dokumen]:
    """Of these papers the signed certificates in force of these letters, the newest first."""
    kinds = ContentType.objects.get_for_model
    told = {(kinds(letter).pk, letter.pk) for letter in letters if letter.pada_tanda_terima}
    found = [
        paper
        for paper in papers
        if paper.state == Dokumen.State.TERBIT
        and paper.tte
        and (paper.case_type_id, paper.case_id) in told
    ]
    return sorted(found, key=lambda paper: paper.issued_at, reverse=True)


def hasil_saya(user: User, limit: int = 10) -> list[Dokumen]:
    """The newest certificates of everything that this person owns."""
    letters: list[SuratUji] = []
    for machine in registry.all_machines():
        if issubclass(machine.model, SuratUji) and machine.model.pada_tanda_terima:
            own = machine.model.objects.filter(machine.model.milik(user))
            letters += own.distinct().order_by("-pk")[:limit]
    return hasil_dari(letters, papers_of(*letters) if letters else [])[:limit]


def surat_dari(case: Case, user: User | None = None) -> list[SuratUji]:
    """The letters of a case of tera, of those that `user` may see if one is given.

    A query for each kind.
    """
    found: list[SuratUji] = []
    for machine in registry.all_machines():
        if issubclass(machine.model, SuratUji):
            rows = case.children(machine.code)
            rows = rows if user is None else rows.visible_to(user)
            found += rows.select_related("pemilik")
    return found
