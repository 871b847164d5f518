"""A monitoring item with the promise it watches, and the dated rules of what a delay is worth."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kompensasi.machine import MACHINE, KompensasiMachine, Status
from metrologi.accounts.roles import OUTSIDE
from metrologi.clock.indonesia import durasi
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now
from metrologi.uttp.perwakilan import akun_dari, usaha_saya
from metrologi.workflow import registry
from metrologi.workflow.cases import Case
from metrologi.workflow.rahasia import Rahasia

if TYPE_CHECKING:
    import datetime as dt

    from kompensasi.janji import Pelanggaran
    from metrologi.accounts.models import Uml, User

# An item that did not lead to compensation of its own.
SEBELUM_SURAT = (
    *(Status.DIPANTAU, Status.HASIL_SIAP, Status.KENDALA, Status.EVALUASI, Status.PELAPORAN),
    *(Status.INSTRUKSI, Status.PENYUSUNAN, Status.VALIDASI, Status.PENANDATANGANAN),
)
TANPA_KOMPENSASI = (Status.TEPAT_WAKTU, Status.DIGABUNG)


class Kompensasi(KompensasiMachine, Case):
    """`origin` is the watched case, `janji_urut` the log row with which the watched stay began."""

    class Jenis(models.TextChoices):
        RAMALAN = "ramalan", "Diperkirakan terlambat"
        NYATA = "nyata", "Janji terlampaui"
        PUTUSAN = "putusan", "Atas putusan"

    class Penyebab(models.TextChoices):
        ALAT = "alat", "Kerusakan alat"
        BENCANA = "bencana", "Bencana"
        SDM = "sdm", "Ketersediaan petugas"
        LAINNYA = "lainnya", "Lainnya"

    class Cara(models.TextChoices):
        KURIR = "kurir", "Lewat kurir"
        LANGSUNG = "langsung", "Diserahkan langsung"

    # Nobody opens what the clock opens.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    jenis = models.CharField(max_length=8, choices=Jenis.choices, editable=False)
    nyata = models.BooleanField(default=False, editable=False)
    prosedur = models.CharField(max_length=40, editable=False)
    perkara = models.CharField(max_length=80, editable=False)
    tahap = models.CharField(max_length=32, blank=True, editable=False)
    janji_urut = models.PositiveIntegerField(editable=False)
    janji_sejak = models.DateTimeField(editable=False)
    janji_pada = models.DateTimeField(editable=False)
    perkiraan_pada = models.DateTimeField(null=True, editable=False)
    lepas_pada = models.DateTimeField(null=True, editable=False)
    alasan = models.TextField(blank=True, editable=False)
    # The service as a whole: the case from which the watched one stems, as "orders:12".
    layanan = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    pemilik = models.ForeignKey(
        "uttp.Pemilik", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    akun = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", editable=False)

    penyebab = models.CharField(max_length=8, choices=Penyebab.choices, blank=True)
    kendala = models.TextField(blank=True)
    perkiraan_selesai = models.DateField(null=True)
    evaluasi = models.TextField(blank=True)
    suvenir = models.CharField(max_length=120, blank=True)
    prioritas = models.BooleanField(default=False)
    arahan = models.TextField(blank=True)
    alasan_beda = models.TextField(blank=True)
    kepada = models.CharField(max_length=160, blank=True)
    alamat = models.TextField(blank=True)
    isi_surat = models.TextField(blank=True)
    cara = models.CharField(max_length=8, choices=Cara.choices, blank=True)
    kurir = models.CharField(max_length=80, blank=True)
    resi = models.CharField(max_length=80, blank=True)
    penerima = models.CharField(max_length=120, blank=True)

    # The customer learns of it when the letter is on its way.
    TAMPAK = (Status.TERKIRIM, Status.SELESAI)

    class Meta(Case.Meta):
        constraints = [
            *Case.Meta.constraints,
            MACHINE.constraint(),
            models.UniqueConstraint(
                fields=["origin_type", "origin_id", "janji_urut"],
                condition=~Q(jenis="putusan"),
                name="satu_pemantauan_per_pelanggaran",
            ),
            models.UniqueConstraint(
                fields=["origin_type", "origin_id", "janji_urut"],
                condition=Q(jenis="putusan"),
                name="satu_kompensasi_per_putusan",
            ),
        ]
        verbose_name = "kompensasi"

    @classmethod
    def milik(cls, user: User) -> Q:
        mine = cls.akun.through.objects.filter(user=user).values("kompensasi")
        return (usaha_saya(user) | Q(pk__in=mine)) & Q(status__in=cls.TAMPAK)

    @classmethod
    def search(cls, q: str) -> list[Q]:
        return [Q(nomor__icontains=q), Q(perkara__icontains=q), Q(pemilik__nama__icontains=q)]

    def applicants(self) -> list[User]:
        of_owner = akun_dari(self.pemilik_id) if self.pemilik_id else []
        return list(dict.fromkeys([*of_owner, *self.akun.all()]))

    def rahasia(self) -> Rahasia | None:
        """Whoever is protected in the case that it makes good."""
        return self.origin.rahasia() if self.origin else None

    def keluar(self) -> Kompensasi:
        """The reason comes from another case, where somebody typed it."""
        seen = super().keluar()
        seen.alasan = self.samarkan(self.alasan)
        return seen

    def mengenal(self, user: User) -> bool:
        return self.origin is not None and self.origin.mengenal(user)

    def boleh_buka_naskah(self, user: User) -> bool:
        """Whoever sends letter and souvenir has to print them."""
        return True

    @property
    def dilindungi(self) -> bool:
        """Whether the case that this one is about protects who its customer is."""
        return bool(getattr(self.origin, "dilindungi", False))

    def pelaku(self, by: User | None, role: str) -> User | None:
        return None if self.dilindungi and role in OUTSIDE else by

    def subject(self) -> str:
        words = [self.perkara, self.tahap_label, self.pemilik.nama if self.pemilik else ""]
        return " · ".join(filter(None, words))

    # --- opening ----------------------------------------------------------------------------------
    def catat_pelanggaran(self, pelanggaran: Pelanggaran) -> dict[str, Any]:
        p = pelanggaran
        self.jenis = self.Jenis.NYATA if p.nyata else self.Jenis.RAMALAN
        self.nyata, self.tahap, self.janji_urut, self.janji_sejak = (
            p.nyata,
            p.tahap,
            p.urut,
            p.sejak,
        )
        self.janji_pada, self.perkiraan_pada, self.lepas_pada = (
            p.janji_pada,
            p.perkiraan_pada,
            p.lepas_pada,
        )
        self._tentang(p.case)
        return {"jenis": self.jenis, "perkara": self.perkara, "tahap": p.tahap, "urut": p.urut}

    def catat_putusan(self, alasan: str) -> dict[str, Any]:
        """Opened by a decision about the case `origin`, not by its clock."""
        if self.origin is None:
            raise ValidationError("Sebutkan perkara yang diputus.")
        self.jenis, self.nyata, self.alasan = self.Jenis.PUTUSAN, True, alasan
        self.janji_urut, self.janji_sejak, self.janji_pada = (
            self.origin.log_count,
            self.origin.status_since,
            now(),
        )
        decided = self.origin
        self._tentang(_layanan_bersalah(decided))
        self.origin = decided
        return {"jenis": self.jenis, "perkara": self.perkara}

    def _tentang(self, case: Case) -> None:
        self.origin, self.prosedur, self.perkara = case, case.machine.code, case.nomor
        root = pangkal(case)
        self.layanan = f"{root.machine.code}:{root.pk}"
        self.pemilik = getattr(case, "pemilik", None)

    def simpan_akun(self) -> None:
        self.akun.set(
            user for user in self.origin.applicants() if user and user.roles_anywhere() & OUTSIDE
        )

    # --- derived ----------------------------------------------------------------------------------
    @property
    def atas_putusan(self) -> bool:
        """Whether a decision demands it; then no promise of time was broken."""
        return self.jenis == self.Jenis.PUTUSAN

    def pemantauan_layanan(self) -> Kompensasi | None:
        """The earliest other item of this service whose letter is not signed yet."""
        same = Kompensasi.objects.filter(layanan=self.layanan).exclude(pk=self.pk)
        return same.filter(status__in=SEBELUM_SURAT).order_by("pk").first()

    def gabungan(self) -> list[Kompensasi]:
        """Later delays of the service that joined this item."""
        same = Kompensasi.objects.filter(layanan=self.layanan, status=Status.DIGABUNG)
        return list(same.filter(pk__gt=self.pk).order_by("pk"))

    @property
    def prosedur_label(self) -> str:
        machine = registry.find(self.prosedur)
        return machine.title if machine else self.prosedur

    @property
    def tahap_label(self) -> str:
        machine = registry.find(self.prosedur)
        return machine.label(self.tahap) if machine and self.tahap else ""

    def punya_pelanggan(self) -> bool:
        return bool(self.pemilik_id) or self.akun.exists()

    def selesai_pada(self) -> datetime | None:
        """When the watched work was done; None while the office still holds it."""
        if self.lepas_pada:
            return self.lepas_pada
        case = self.origin
        if case is None or not selesai(case):
            return None
        return case.status_since

    def akhir(self) -> datetime:
        """The end to measure the delay by.

        The fact, else the forecast where it lies ahead, else now.
        """
        return self.selesai_pada() or max(
            filter(None, (now(), None if self.nyata else self.perkiraan_pada))
        )

    def terlambat(self) -> int:
        """Working minutes past the promise."""
        return max(calendar_for(self.uml_id).minutes_between(self.janji_pada, self.akhir()), 0)

    @property
    def terlambat_kata(self) -> str:
        return durasi(self.terlambat())

    def kompensasi_lain(self) -> list[Kompensasi]:
        """Other items about the same case that led or may lead to compensation."""
        same = Kompensasi.objects.filter(
            origin_type=self.origin_type, origin_id=self.origin_id
        ).exclude(pk=self.pk)
        return list(same.exclude(status__in=TANPA_KOMPENSASI).order_by("pk"))

    def usulan(self) -> AturanKompensasi | None:
        """The rule for this delay, or None where no rule reaches."""
        return AturanKompensasi.untuk(self.uml, self.prosedur, self.terlambat(), now().date())


def pangkal(case: Case) -> Case:
    """The case at the head of the chain: an SKHP belongs to the service of its order."""
    while case.origin is not None:
        case = case.origin
    return case


def _layanan_bersalah(decided: Case) -> Case:
    """The case of the service that a decision found at fault.

    Where the customer is protected it stays unnamed: the decided case stands for it.
    """
    if getattr(decided, "dilindungi", False):
        return decided
    told = getattr(pangkal(decided), "perkara_terkait", None)
    return (told() if told else None) or decided


def selesai(case: Case) -> bool:
    """Whether the office has nothing left to do on a case.

    An end, or a rest at the end of the road.
    """
    road = case.machine.road()
    return case.state.final or (
        case.state.resting
        and case.status in road
        and all(
            case.machine.states[s].resting or case.machine.states[s].final
            for s in road[road.index(case.status) :]
        )
    )


class AturanKompensasi(models.Model):
    """What a delay from `dari_menit` on (working minutes) is worth.

    A unit's own rule and a procedure's own outrank.
    """

    uml = models.ForeignKey(
        "accounts.Uml", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    prosedur = models.CharField("layanan", max_length=40, blank=True)
    dari_menit = models.PositiveIntegerField("terlambat mulai (menit kerja)")
    prioritas = models.BooleanField("didahulukan sampai selesai", default=False)
    suvenir = models.CharField("suvenir", max_length=120)
    sumber = models.CharField("dasar", max_length=200)
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        ordering = ["dari_menit", "pk"]
        verbose_name = "aturan kompensasi"
        constraints = [
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")),
                name="aturan_kompensasi_urut",
                violation_error_message="Berlaku sampai tidak boleh sebelum berlaku mulai.",
            ),
            models.UniqueConstraint(
                fields=["uml", "prosedur", "dari_menit", "mulai"],
                nulls_distinct=False,
                name="aturan_kompensasi_satu",
                violation_error_message="Aturan untuk keterlambatan itu sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return f"mulai {durasi(self.dari_menit)}: {self.suvenir}"

    @classmethod
    def berlaku(cls, uml: Uml, day: dt.date) -> models.QuerySet[AturanKompensasi]:
        return cls.objects.filter(
            Q(uml=uml) | Q(uml=None), Q(sampai=None) | Q(sampai__gte=day), mulai__lte=day
        )

    @classmethod
    def untuk(cls, uml: Uml, prosedur: str, menit: int, day: dt.date) -> AturanKompensasi | None:
        """The closest rule: of the procedure before the general ones, of the unit before all
        units', the highest tier.
        """
        rows = cls.berlaku(uml, day).filter(
            Q(prosedur=prosedur) | Q(prosedur=""), dari_menit__lte=menit
        )
        return max(
            rows,
            key=lambda r: (r.prosedur != "", r.uml_id is not None, r.dari_menit, r.mulai),
            default=None,
        )


class Pengamatan(models.Model):
    """Up to which log row the watch has looked; one row."""

    kunci = models.PositiveSmallIntegerField(primary_key=True, default=1)
    jejak = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "pengamatan"

    def __str__(self) -> str:
        return f"sampai jejak {self.jejak}"
