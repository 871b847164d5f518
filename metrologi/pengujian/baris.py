"""One instrument of a case of tera as a row: what was asked, decided and found; abstract models."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from metrologi.clock.now import now
from metrologi.uttp.lingkup import Lingkup
from metrologi.web import Chip

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.pengujian.models import Permohonan
    from metrologi.uttp.models import UmlTetangga, Uttp


class Diminta(TypedDict):
    """One instrument as an application names it."""

    uttp: Uttp
    tahap: str
    minta_skhp: NotRequired[bool]


class PutusanKaji(TypedDict):
    """What the kaji ulang says of one row; `item` is the key of the row."""

    item: int
    kaji: str
    tahap: NotRequired[str]
    lengkap: NotRequired[bool | None]
    visual: NotRequired[bool | None]
    rujukan: NotRequired[UmlTetangga | None]
    catatan: NotRequired[str]


# So long a sheet is somebody's after the first reading that they typed into it.
PEGANGAN = timedelta(minutes=10)


class BarisUji(models.Model):
    """One instrument of a case: what was asked, and what the test found.

    A subclass adds `perkara`.
    """

    class Tahap(models.TextChoices):
        TERA = "tera", "Tera"
        TERA_ULANG = "tera_ulang", "Tera ulang"

    class Hasil(models.TextChoices):
        SAH = "sah", "Sah"
        PERLU_PERBAIKAN = "perlu_perbaikan", "Perlu perbaikan"
        BATAL = "batal", "Batal"

    # What a page of the case shows of each row.
    BACA: tuple[str, ...] = ("uttp__jenis", "uttp__tempat", "pengujian__pengesampingan")
    diterima = True
    dalam_lingkup: Any = True
    # Only a row that was applied for is reviewed and may be referred.
    rujukan: Any = None
    catatan_kaji: Any = ""
    # Its attempts in plain words, set where a page shows them.
    arti: Any = ()

    urut = models.PositiveSmallIntegerField()
    uttp = models.ForeignKey("uttp.Uttp", on_delete=models.PROTECT, related_name="+")
    tahap = models.CharField(max_length=12, choices=Tahap.choices)
    minta_skhp = models.BooleanField(default=False)
    hasil = models.CharField(max_length=16, choices=Hasil.choices, blank=True)
    pengujian = models.ForeignKey(
        "cerapan.Pengujian", null=True, on_delete=models.PROTECT, related_name="+"
    )

    # Who types into its sheet now; nobody's any more some minutes after the last reading.
    pemegang = models.CharField(max_length=150, blank=True, editable=False)
    dipegang_at = models.DateTimeField(null=True, editable=False)

    perkara: Any

    class Meta:
        abstract = True
        ordering = ["perkara", "urut"]
        constraints = [
            models.UniqueConstraint(
                fields=["perkara", "uttp"], name="%(app_label)s_%(class)s_satu_uttp_sekali"
            ),
            models.CheckConstraint(
                condition=Q(hasil="") | Q(pengujian__isnull=False),
                name="%(app_label)s_%(class)s_hasil_ada_cerapannya",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.perkara} / {self.urut}"

    @property
    def final(self) -> bool:
        """Whether the result is SAH or BATAL."""
        return self.hasil in (self.Hasil.SAH, self.Hasil.BATAL)

    @property
    def chip(self) -> Chip:
        """The result of the test, or where the instrument is on its way to one."""
        if self.dipegang and not self.final:
            return Chip(
                f"Dipegang {self.pemegang} sejak {localtime(self.dipegang_at):%H.%M}", "warn"
            )
        kinds = {self.Hasil.SAH: "ok", self.Hasil.BATAL: "bad", self.Hasil.PERLU_PERBAIKAN: "warn"}
        if self.hasil:
            return Chip(self.get_hasil_display(), kinds[self.Hasil(self.hasil)])
        return self.chip_sebelum_uji()

    @property
    def dipegang(self) -> bool:
        """Whether somebody has its sheet in hand."""
        return self.dipegang_at is not None and now() - self.dipegang_at < PEGANGAN

    def pegang(self, user: User) -> None:
        """Note that this person types into its sheet; who has it in hand already keeps it."""
        if self.dipegang and self.pemegang != user.nama:
            return
        if not self.dipegang:
            self.pemegang, self.dipegang_at = user.nama, now()
            self.save(update_fields=["pemegang", "dipegang_at"])

    def chip_sebelum_uji(self) -> Chip:
        """What the chip says while there is no result."""
        return Chip("Belum diuji", "info")

    @property
    def dengan_skhp(self) -> bool:
        """Whether its owner or its kind asks for a SKHP."""
        return self.minta_skhp or self.uttp.jenis.wajib_skhp


class BarisPermohonan(BarisUji):
    """A row that was applied for: the scope as answered then, the decision of the kaji ulang."""

    class Kaji(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu kaji ulang"
        DITERIMA = "diterima", "Diterima"
        DIRUJUK = "dirujuk", "Dirujuk, UTTP dikembalikan"
        TIDAK_LENGKAP = "tidak_lengkap", "Tidak lengkap, UTTP dikembalikan"

    BACA = ("uttp__jenis", "uttp__tempat", "rujukan", "pengujian__pengesampingan")

    dalam_lingkup = models.BooleanField(default=True)
    alasan_lingkup = models.TextField(blank=True)
    dasar_lingkup = models.TextField(blank=True)
    kaji = models.CharField(max_length=16, choices=Kaji.choices, default=Kaji.MENUNGGU)
    lengkap = models.BooleanField(null=True)
    visual = models.BooleanField(null=True)
    rujukan = models.ForeignKey(
        "uttp.UmlTetangga", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    catatan_kaji = models.CharField(max_length=500, blank=True)

    class Meta(BarisUji.Meta):
        abstract = True
        constraints = [
            *BarisUji.Meta.constraints,
            models.CheckConstraint(
                condition=Q(hasil="") | Q(kaji="diterima"),
                name="%(app_label)s_%(class)s_hasil_hanya_bila_diterima",
            ),
        ]

    @classmethod
    def baru(
        cls,
        perkara: Permohonan,
        urut: int,
        scope: Lingkup,
        *,
        uttp: Uttp,
        tahap: str,
        minta_skhp: bool = False,
    ) -> BarisPermohonan:
        """A new row with the scope answered now, as the applicant saw it."""
        answer = scope.alat(uttp)
        return cls(
            perkara=perkara,
            urut=urut,
            uttp=uttp,
            tahap=tahap,
            minta_skhp=minta_skhp,
            dalam_lingkup=answer.dalam,
            alasan_lingkup=answer.alasan,
            dasar_lingkup=answer.dasar,
        )

    @property
    def diterima(self) -> bool:
        return self.kaji == self.Kaji.DITERIMA

    def chip_sebelum_uji(self) -> Chip:
        if self.kaji == self.Kaji.MENUNGGU and not self.dalam_lingkup:
            return Chip("Di luar lingkup", "warn")
        refused = self.kaji in (self.Kaji.DIRUJUK, self.Kaji.TIDAK_LENGKAP)
        return Chip(self.get_kaji_display(), "warn" if refused else "info")

    def uml_terdekat(self, scope: Lingkup) -> UmlTetangga | None:
        """The nearest other office that tests it; None if it is in the scope or nobody does."""
        answer = scope.alat(self.uttp)
        return answer.terdekat[0][0] if answer.terdekat else None
