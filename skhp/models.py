"""The letter a test leads to (SKHP or statement of batal), its lines, and the levy note."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.functional import cached_property

from metrologi.cerapan.models import Pengujian
from metrologi.documents.models import Dokumen
from metrologi.pengujian.kabar import kabar_surat_batal
from metrologi.pengujian.models import PerkaraUji
from metrologi.pengujian.surat import SuratUji
from metrologi.uttp.masa_berlaku import TanpaAturan, berlaku_sampai
from metrologi.uttp.models import Pemilik
from metrologi.workflow import registry
from metrologi.workflow.errors import Blocked
from skhp.machine import MACHINE, SKRD, SkhpMachine, SkrdMachine, SkrdStatus, Status

if TYPE_CHECKING:
    from metrologi.accounts.models import User


class Skhp(SkhpMachine, SuratUji):
    """A SKHP or a statement of batal (`jenis`); its instruments are the rows `baris`."""

    class Jenis(models.TextChoices):
        SKHP = "skhp", "SKHP"
        KETERANGAN_BATAL = "keterangan_batal", "Surat keterangan batal"

    jenis = models.CharField(max_length=20, choices=Jenis.choices)
    atas_nama = models.CharField(max_length=160)
    menggantikan = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="pengganti"
    )
    alasan_pengganti = models.TextField(blank=True)

    TAMPAK = (Status.TERBIT, Status.DISERAHKAN, Status.DIGANTI, Status.DICABUT)
    pada_tanda_terima = True

    class Meta(SuratUji.Meta):
        abstract = False
        constraints = [*SuratUji.Meta.constraints, MACHINE.constraint()]
        indexes = [
            *SuratUji.Meta.indexes,
            GinIndex(OpClass(Upper("atas_nama"), name="gin_trgm_ops"), name="skhp_skhp_atas_nama"),
        ]
        verbose_name = "SKHP"

    @classmethod
    def search(cls, q: str) -> list[Q]:
        return [Q(nomor__icontains=q), Q(atas_nama__icontains=q)]

    @classmethod
    def giliran(cls, user: User) -> Q:
        """A signed letter is issued by the hand-over of its case, which waits in its place."""
        return super().giliran(user) & ~_menunggu_penyerahan()

    @property
    def nama_surat(self) -> str:
        return str(self.get_jenis_display())

    @property
    def dapat_diganti(self) -> bool:
        return self.status in (Status.TERBIT, Status.DISERAHKAN)

    def subject(self) -> str:
        return f"{self.get_jenis_display()} · {self.atas_nama}"

    def kabar(self, role: str) -> str:
        told = super().kabar(role)
        if not told or self.jenis != self.Jenis.KETERANGAN_BATAL or not self.dapat_diganti:
            return told
        return "\n".join([told, *kabar_surat_batal(row.pengujian for row in self.daftar)])

    def jenis_alat(self) -> str:
        """The kinds on this letter, each once and with how many where there are several."""
        count = Counter(line.uttp.jenis.nama for line in self.baris.all())
        return ", ".join(f"{n} {kind.lower()}" if n > 1 else kind for kind, n in count.items())

    def paper_replaced_by(self, code: str) -> Dokumen | None:
        if self.menggantikan is None:
            return None
        return Dokumen.objects.terbit_untuk(self.menggantikan, code=code).first()

    def isi_konsep(
        self, jenis: str, pemilik: Pemilik, pengujian: list[Pengujian], atas_nama: str
    ) -> dict:
        self.jenis, self.pemilik, self.atas_nama = jenis, pemilik, atas_nama or pemilik.nama
        self._baru = pengujian
        return {"jenis": jenis, "uttp": [p.uttp.kode for p in pengujian]}

    def isi_atas_nama(self, atas_nama: str) -> None:
        """Another name on the letter while it is a draft; "" leaves it."""
        self.atas_nama = atas_nama or self.atas_nama

    def isi_pengganti(self, menggantikan: Skhp, atas_nama: str, alasan: str) -> dict:
        """A draft with the instruments of the letter that it is to replace."""
        if not menggantikan.dapat_diganti:
            raise ValidationError(
                "Hanya surat yang terbit atau sudah diserahkan yang dapat diganti."
            )
        self.menggantikan, self.alasan_pengganti = menggantikan, alasan
        kept = self.isi_konsep(
            menggantikan.jenis,
            menggantikan.pemilik,
            [b.pengujian for b in menggantikan.daftar],
            atas_nama or menggantikan.atas_nama,
        )
        return {**kept, "menggantikan": menggantikan.nomor, "alasan": alasan}

    def simpan_baris(self) -> None:
        SkhpBaris.objects.bulk_create(
            SkhpBaris(skhp=self, urut=n, uttp=p.uttp, pengujian=p, berlaku_sampai=self._sampai(p))
            for n, p in enumerate(self._baru, 1)
        )

    def _sampai(self, pengujian: Pengujian) -> date | None:
        """Until when; a statement of batal has no validity."""
        if self.jenis != self.Jenis.SKHP:
            return None
        try:
            return berlaku_sampai(pengujian.uttp.jenis, pengujian.tanggal)[0]
        except TanpaAturan as error:
            raise Blocked([str(error)]) from error

    @cached_property
    def daftar(self) -> list[SkhpBaris]:
        """The lines of the letter in order, with what its papers read of each."""
        rows = self.baris.select_related(
            "uttp__jenis",
            "uttp__tempat",
            "pengujian__penera",
            "pengujian__penera_kedua",
            "pengujian__uttp__jenis",
            "pengujian__pengesampingan__oleh",
        )
        return list(rows)


def _menunggu_penyerahan() -> Q:
    """Signed letters whose case of tera is not handed over yet."""
    found = Q(pk__in=[])
    for machine in registry.all_machines():
        if issubclass(machine.model, PerkaraUji):
            kind = ContentType.objects.get_for_model(machine.model)
            running = machine.model.objects.exclude(status=machine.steps["serahkan"].target)
            found |= Q(origin_type=kind, origin_id__in=running.order_by().values("pk"))
    return Q(status=Status.DITANDATANGANI) & found


class SkhpBarisQuerySet(models.QuerySet["SkhpBaris"]):
    """What the letters say of stored tests, for those who ask `metrologi.cerapan.surat`."""

    def bersurat(self) -> SkhpBarisQuerySet:
        """Primary keys of the tests on which a letter rests, whatever became of it."""
        return self.order_by().values("pengujian")

    def nomor_untuk(self, tests: Iterable[Pengujian]) -> dict[int, list[str]]:
        """Numbers of the letters in force by the primary key of the test: two queries."""
        rows = self.filter(pengujian__in=[t.pk for t in tests]).order_by("skhp")
        pairs = list(rows.values_list("skhp", "pengujian"))
        papers = Dokumen.objects.filter(
            case_type=ContentType.objects.get_for_model(Skhp),
            case_id__in={letter for letter, _ in pairs},
            state=Dokumen.State.TERBIT,
        )
        numbers: dict[int, list[str]] = defaultdict(list)
        for case_id, nomor in papers.order_by("pk").values_list("case_id", "nomor"):
            numbers[case_id].append(nomor)
        found: dict[int, list[str]] = defaultdict(list)
        for letter, test in pairs:
            found[test] += numbers[letter]
        return dict(found)


class SkhpBaris(models.Model):
    """One instrument on a letter, with the test it rests on."""

    skhp = models.ForeignKey(Skhp, on_delete=models.CASCADE, related_name="baris")
    urut = models.PositiveSmallIntegerField()
    uttp = models.ForeignKey("uttp.Uttp", on_delete=models.PROTECT, related_name="surat")
    pengujian = models.ForeignKey(
        "cerapan.Pengujian", on_delete=models.PROTECT, related_name="surat"
    )
    berlaku_sampai = models.DateField(null=True)

    objects = SkhpBarisQuerySet.as_manager()

    class Meta:
        ordering = ["skhp", "urut"]
        constraints = [
            models.UniqueConstraint(
                fields=["skhp", "pengujian"], name="satu_pengujian_sekali_per_surat"
            )
        ]

    def __str__(self) -> str:
        return f"{self.skhp} / {self.urut}"

    def uji_terakhir(self) -> bool:
        """Whether the instrument has not been tested since."""
        later = Pengujian.objects.filter(uttp=self.uttp_id, pk__gt=self.pengujian_id)
        return not later.exists()


class Skrd(SkrdMachine, SuratUji):
    """A levy note: `rincian` as `rincian_skrd` makes it, `jumlah` in rupiah, `dasar` its law."""

    rincian = models.JSONField(default=list)
    jumlah = models.PositiveBigIntegerField(default=0)
    dasar = models.TextField(blank=True)

    TAMPAK = (SkrdStatus.TERBIT, SkrdStatus.DISERAHKAN, SkrdStatus.DICABUT)

    class Meta(SuratUji.Meta):
        abstract = False
        constraints = [*SuratUji.Meta.constraints, SKRD.constraint()]
        verbose_name = "SKRD"

    def subject(self) -> str:
        return f"SKRD · {self.pemilik.nama}"
