"""An issued paper: what it said, its bytes by hash, and whether it is still in force."""

from __future__ import annotations

import secrets
from typing import cast

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.text import slugify

from metrologi.documents.models.pindaian import Pindaian
from metrologi.documents.payload import PaperCase

# Base32 without the letters and digits that people confuse: 12 of them are 60 bits.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ123456789"


def kode_verifikasi() -> str:
    """A new code of twelve characters, as it stands beside the QR code of a paper."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


class DokumenQuerySet(models.QuerySet["Dokumen"]):
    """Papers, asked for by the cases they were issued for."""

    def untuk(self, *cases: models.Model | PaperCase) -> DokumenQuerySet:
        """All papers of these cases, oldest first, whatever their state; without payloads."""
        wanted = models.Q(pk__in=[])  # of no case: nothing
        for case in cases:
            kind = ContentType.objects.get_for_model(cast(models.Model, case))
            wanted |= models.Q(case_type=kind, case_id=case.pk)
        return self.filter(wanted).defer("payload")

    def terbit_untuk(self, *cases: models.Model | PaperCase, code: str = "") -> DokumenQuerySet:
        """Papers of these cases that are in force, oldest first; of one kind if `code` is given."""
        found = self.untuk(*cases).filter(state=Dokumen.State.TERBIT)
        return found.filter(code=code) if code else found


def papers_of(*cases: models.Model | PaperCase) -> list[Dokumen]:
    """All papers of these cases, oldest first, whatever their state; one query."""
    scans = Pindaian.objects.filter(dokumen=models.OuterRef("pk"))
    return list(Dokumen.objects.untuk(*cases).annotate(ada_pindaian=models.Exists(scans)))


class Dokumen(models.Model):
    """An issued paper. Rows are only added.

    A trigger of the database refuses deletes, and changes of anything but the state.
    """

    class State(models.TextChoices):
        TERBIT = "terbit", "Terbit"
        DIGANTI = "diganti", "Diganti"
        DICABUT = "dicabut", "Dicabut"

    code = models.CharField(max_length=40)
    judul = models.CharField(max_length=200)
    uml = models.ForeignKey("accounts.Uml", on_delete=models.PROTECT, related_name="+")
    nomor = models.CharField(max_length=120)
    urut = models.PositiveIntegerField()
    tahun = models.PositiveSmallIntegerField()
    case_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.PROTECT, related_name="+"
    )
    case_id = models.PositiveBigIntegerField()
    case = GenericForeignKey("case_type", "case_id")
    payload = models.JSONField()
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    ukuran = models.PositiveIntegerField()
    kode_verifikasi = models.CharField(max_length=12, unique=True)
    tte = models.CharField(max_length=10, blank=True)
    penandatangan = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sidik_sertifikat = models.CharField(max_length=64, blank=True)
    menggantikan = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="pengganti"
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.TERBIT)
    state_at = models.DateTimeField(null=True)
    state_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    alasan = models.TextField(blank=True)

    objects = DokumenQuerySet.as_manager()

    class Meta:
        ordering = ["issued_at", "pk"]
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        indexes = [
            models.Index(fields=["case_type", "case_id"]),
            models.Index(Upper("nomor"), name="dokumen_nomor_besar"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["uml", "code", "tahun", "urut"], name="nomor_dokumen_sekali"
            ),
            models.CheckConstraint(
                condition=models.Q(state="terbit") | models.Q(state_at__isnull=False),
                name="keadaan_bertanggal",
            ),
            models.CheckConstraint(
                condition=models.Q(tte="") | models.Q(penandatangan__isnull=False),
                name="tte_berpenandatangan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judul} {self.nomor}"

    @property
    def ditandatangani(self) -> bool:
        return bool(self.tte)

    @property
    def sebutan_tanda_tangan(self) -> str:
        """How the paper is signed, in words; of a paper that `papers_of` read."""
        if self.ditandatangani:
            return "bertanda tangan elektronik"
        return (
            "bertanda tangan di kertas"
            if getattr(self, "ada_pindaian", False)
            else "konsep untuk tanda tangan basah"
        )

    @property
    def nama_berkas(self) -> str:
        return f"{slugify(self.judul)}-{slugify(self.nomor.replace('/', '-'))}.pdf"

    def get_absolute_url(self) -> str:
        return reverse(
            "documents:unduh", args=[self.pk, slugify(self.nomor.replace("/", "-")) or "dokumen"]
        )

    def signer(self) -> dict[str, str]:
        """The signer block as printed."""
        return dict(self.payload.get("penandatangan") or {})
