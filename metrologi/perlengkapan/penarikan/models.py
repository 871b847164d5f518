"""A standard found faulty: the results in doubt, and for each owner a letter and a re-test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from metrologi.clock.now import now
from metrologi.perlengkapan.penarikan.machine import MACHINE, PenarikanMachine, Status
from metrologi.perlengkapan.querysets import MilikUnitQuerySet
from metrologi.uttp.perwakilan import akun_dari, usaha_saya
from metrologi.web import Chip
from metrologi.workflow.cases import Case, CaseQuerySet

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.cerapan.models import Pengujian
    from metrologi.uttp.models import Pemilik


class Penarikan(models.Model):
    """The recall of everything judged with one standard from one day to another, both included."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    standar = models.ForeignKey("uttp.Standar", on_delete=models.PROTECT, related_name="penarikan")
    dari = models.DateField()
    sampai = models.DateField()
    alasan = models.CharField(max_length=500)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    objects = MilikUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "penarikan hasil"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sampai__gte=F("dari")), name="perlengkapan_penarikan_urut"
            ),
            models.UniqueConstraint(
                fields=["standar", "dari", "sampai"], name="perlengkapan_penarikan_sekali"
            ),
        ]

    def __str__(self) -> str:
        return f"Penarikan hasil {self.standar}"

    def get_absolute_url(self) -> str:
        return reverse("perlengkapan:penarikan", args=[self.pk])


class Usulan(PenarikanMachine, Case):
    """The letter of a recall to one owner; it is issued when the Kepala approves it."""

    CHIP = {
        Status.MENUNGGU: Chip("Menunggu Kepala", "warn"),
        Status.DISETUJUI: Chip("Disetujui", "ok"),
        Status.DITOLAK: Chip("Tidak disetujui", "bad"),
    }

    penarikan = models.ForeignKey(Penarikan, on_delete=models.PROTECT, related_name="usulan")
    pemilik = models.ForeignKey("uttp.Pemilik", on_delete=models.PROTECT, related_name="+")

    objects = CaseQuerySet.as_manager()

    class Meta(Case.Meta):
        verbose_name = verbose_name_plural = "usulan uji ulang"
        ordering = ["penarikan", "pemilik__nama", "pk"]
        constraints = [
            *Case.Meta.constraints,
            MACHINE.constraint(),
            models.UniqueConstraint(
                fields=["penarikan", "pemilik"], name="perlengkapan_usulan_satu"
            ),
        ]

    # --- what the kernel asks -------------------------------------------------------------------
    @classmethod
    def milik(cls, user: User) -> Q:
        """An owner sees only what the Kepala has approved."""
        approved: Q = usaha_saya(user) & Q(status=Status.DISETUJUI)
        return approved

    @classmethod
    def search(cls, q: str) -> list[Q]:
        return [Q(nomor__icontains=q), Q(pemilik__nama__icontains=q)]

    def applicants(self) -> list[User]:
        return akun_dari(self.pemilik_id)

    def subject(self) -> str:
        return f"{self.pemilik} · {self.penarikan.standar}"

    # --- what the opening does ------------------------------------------------------------------
    def isi_usulan(
        self, penarikan: Penarikan, pemilik: Pemilik, pengujian: list[Pengujian]
    ) -> dict[str, Any]:
        self.penarikan, self.pemilik = penarikan, pemilik
        return {"standar": str(penarikan.standar), "hasil": len(pengujian)}

    def simpan_hasil(self, pengujian: list[Pengujian]) -> None:
        UsulanUji.objects.bulk_create(
            [UsulanUji(usulan=self, penarikan=self.penarikan, pengujian=t) for t in pengujian]
        )

    @property
    def chip_daftar(self) -> Chip:
        """In the list of a recall: what the Kepala decided on the letter, or that it waits."""
        return self.CHIP[Status(self.status)]


class UsulanUji(models.Model):
    """One result in doubt; it belongs to exactly one letter of its recall."""

    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="uji")
    penarikan = models.ForeignKey(Penarikan, on_delete=models.PROTECT, related_name="uji")
    pengujian = models.ForeignKey("cerapan.Pengujian", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "hasil terdampak"
        ordering = ["usulan", "pengujian"]
        constraints = [
            models.UniqueConstraint(
                fields=["penarikan", "pengujian"], name="perlengkapan_terdampak_satu"
            )
        ]

    def __str__(self) -> str:
        return str(self.pengujian)
