"""Applications for tera at the place of use, and the trips that serve them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.functional import cached_property

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.clock.duration import Duration, menit_kerja
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import now, today
from metrologi.documents.models import Dokumen
from metrologi.pengujian.baris import BarisPermohonan
from metrologi.pengujian.models import Permohonan
from metrologi.uttp.models import MenitUji
from metrologi.workflow.cases import Case, indeks_perkara
from tempat_pakai.jadwal import bagi
from tempat_pakai.kunjungan import FotoKunjungan, Kunjungan
from tempat_pakai.lokasi import LokasiUji
from tempat_pakai.machine import MACHINE, Status, TempatPakaiMachine
from tempat_pakai.perjalanan import PERJALANAN, TERBUKA, PerjalananMachine, StatusPerjalanan
from tempat_pakai.sarana import KapasitasLapangan, Kendaraan, LanggananKalender, WaktuTempuh

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from metrologi.cerapan.models import Pengujian
    from metrologi.pengujian.baris import BarisUji, Diminta
    from metrologi.uttp.models import Wilayah
    from metrologi.workflow.declare import Step

__all__ = [
    "BarisTempatPakai",
    "FotoKunjungan",
    "KapasitasLapangan",
    "Kendaraan",
    "Kunjungan",
    "LanggananKalender",
    "LokasiUji",
    "Perjalanan",
    "PermohonanTempatPakai",
    "WaktuTempuh",
    "nama_surat",
]
DI_LAPANGAN = (Status.DITUGASKAN, Status.DIUJI)
TUGAS_PENERA = ("mulai_kunjungan", "uji", "berita_acara", "tinggalkan", "selesai_uji")


def nama_surat(case: PermohonanTempatPakai, filename: str) -> str:
    return f"tempat_pakai/surat/{case.kode_akses}.{filename.rpartition('.')[2].lower()[:4]}"


def pegawai_lapangan(uml_id: int) -> models.QuerySet[User]:
    """People as a crew is read.

    `penera` says who may test at the unit today, and they come first.
    """
    posts = Penugasan.objects.pada(today()).filter(
        Q(uml=None) | Q(uml=uml_id), user=OuterRef("pk"), role=Role.PENERA
    )
    return User.objects.annotate(penera=Exists(posts.filter(user__is_active=True))).order_by(
        "-penera", "nama"
    )


class PermohonanTempatPakai(TempatPakaiMachine, Permohonan):
    """`surat` is the applicant's own letter; without it the portal writes one from the form."""

    perjalanan = models.ForeignKey(
        "tempat_pakai.Perjalanan",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="permohonan",
    )
    surat = models.FileField(upload_to=nama_surat, blank=True)
    narahubung = models.CharField("orang yang mendampingi", max_length=120, blank=True)
    telepon = models.CharField("telepon pendamping", max_length=20, blank=True)

    class Meta(Permohonan.Meta):
        abstract = False
        constraints = [*Permohonan.Meta.constraints, MACHINE.constraint()]
        indexes = indeks_perkara("tp_permohonan")
        verbose_name = "permohonan tera di tempat pakai"

    @classmethod
    def giliran(cls, user: User) -> Q:
        """In the field a case waits for those whom the SPT names."""
        trips = Perjalanan.objects.filter(petugas=user)
        return ~Q(status__in=DI_LAPANGAN) | Q(perjalanan__in=trips)

    def halangan(self, step: Step, user: User) -> str:
        if step.name not in TUGAS_PENERA or self.perjalanan is None:
            return super().halangan(step, user)
        if any(p.pk == user.pk for p in self.perjalanan.regu):
            return ""
        return f"Anda tidak tercantum pada SPT perjalanan {self.perjalanan}."

    def syarat_teknis(self) -> Duration:
        """The minutes of all tests, shared by the penera of the trip."""
        crew = self.perjalanan.penera() if self.perjalanan else ()
        return menit_kerja(bagi(self.menit_uji(), len(crew)))

    def menit_uji(self) -> int:
        """Minutes of what is still to be tested, for one penera."""
        return self.menit_untuk([i for i in self.diterima() if not i.final])

    @classmethod
    def muat(cls, cases: list[PermohonanTempatPakai]) -> list[PermohonanTempatPakai]:
        """Read the rows of many applications, and the minutes of their kinds, in two queries."""
        minutes = {pk: MenitUji.per_jenis(pk) for pk in {p.uml_id for p in cases}}
        found: dict[int, list[BarisTempatPakai]] = {p.pk: [] for p in cases}
        for row in BarisTempatPakai.objects.filter(perkara__in=found).select_related(
            *BarisTempatPakai.BACA
        ):
            found[row.perkara_id].append(row)
        for case in cases:
            case.daftar, case.menit_jenis = found[case.pk], minutes[case.uml_id]
        return cases

    def kecamatan(self) -> list[Wilayah]:
        return list(
            {i.uttp.tempat.kecamatan_id: i.uttp.tempat.kecamatan for i in self.daftar}.values()
        )

    def kunjungan_kini(self) -> Kunjungan | None:
        """The latest visit of the present trip; of those that were read before, where they were."""
        if "kunjungan" in getattr(self, "_prefetched_objects_cache", {}):
            there = [k for k in self.kunjungan.all() if k.perjalanan_id == self.perjalanan_id]
            return max(there, key=lambda k: k.pk, default=None)
        return (
            self.kunjungan.filter(perjalanan=self.perjalanan_id).order_by("-pk").first()
            if self.pk
            else None
        )

    def paper_replaced_by(self, code: str) -> Dokumen | None:
        """An instrument tested again makes the berita acara of the same visit anew."""
        if code == "cerapan":
            return super().paper_replaced_by(code)
        visit = self.kunjungan_kini()
        if code != "berita_acara_tempat_pakai" or visit is None:
            return None
        papers = Dokumen.objects.terbit_untuk(self, code=code)
        return papers.filter(issued_at__gte=visit.tiba).last()

    # --- rows of the steps ------------------------------------------------------------------------
    # The trip that the step just taken has left; whoever was to come is told.
    ditinggalkan: Perjalanan | None = None

    def tinggalkan_perjalanan(self) -> dict[str, str]:
        """The owner leaves the schedule."""
        self.ditinggalkan, self.perjalanan = self.perjalanan, None
        return {"perjalanan": self.ditinggalkan.nomor if self.ditinggalkan else ""}

    def simpan_ajukan(self, *, items: list[Diminta], lokasi: list[dict] | None = None) -> None:
        super().simpan_ajukan(items=items)
        LokasiUji.objects.bulk_create(LokasiUji(perkara=self, **row) for row in lokasi or [])

    def simpan_mulai_kunjungan(self) -> None:
        Kunjungan.objects.create(perkara=self, perjalanan=self.perjalanan, tiba=now())

    def simpan_uji(self, *, item: BarisUji, pengujian: Pengujian) -> None:
        super().simpan_uji(item=item, pengujian=pengujian)
        if visit := self.kunjungan_kini():
            visit.batalkan_tanda()

    def simpan_berita_acara(
        self, *, kunci: UUID, nama: str, hubungan: str, cara: str, goresan: list, catatan: str
    ) -> None:
        visit = self.kunjungan_kini()
        assert visit is not None
        visit.tandatangani(
            pada=now(),
            kunci=kunci,
            nama=nama,
            hubungan=hubungan,
            cara=cara,
            goresan=goresan,
            catatan=catatan,
        )


class BarisTempatPakai(BarisPermohonan):
    """One instrument of an application.

    Refused ones stay where they are, so nothing is given back.
    """

    BACA = (*BarisPermohonan.BACA, "uttp__tempat__kecamatan", "uttp__tempat__desa")
    KAJI = {
        "menunggu": "Menunggu kaji ulang",
        "diterima": "Diterima",
        "dirujuk": "Ditolak, diteruskan ke UML lain",
        "tidak_lengkap": "Tidak lengkap, tidak dilayani",
    }

    perkara = models.ForeignKey(
        PermohonanTempatPakai, on_delete=models.CASCADE, related_name="items"
    )

    class Meta(BarisPermohonan.Meta):
        abstract = False

    def get_kaji_display(self) -> str:
        return self.KAJI[self.kaji]


class Perjalanan(PerjalananMachine, Case):
    """One trip of some days with its crew; `jam` is when they leave."""

    tanggal = models.DateField(db_index=True)
    sampai = models.DateField()
    jam = models.TimeField()
    petugas = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="perjalanan")
    kendaraan = models.ForeignKey(
        Kendaraan, null=True, blank=True, on_delete=models.PROTECT, related_name="perjalanan"
    )
    keterangan = models.CharField(max_length=300, blank=True)
    alasan_lampaui = models.CharField(max_length=300, blank=True)

    TERBUKA = TERBUKA

    class Meta(Case.Meta):
        constraints = [
            *Case.Meta.constraints,
            PERJALANAN.constraint(),
            models.CheckConstraint(
                condition=Q(sampai__gte=models.F("tanggal")),
                name="tempat_pakai_perjalanan_tanggal_urut",
            ),
        ]
        indexes = indeks_perkara("tp_perjalanan")
        verbose_name = "perjalanan dinas tera"

    @classmethod
    def milik(cls, user: User) -> Q:
        return Q(pk=None)

    def janji(self) -> Duration | None:
        """How long an SPT may take is the unit's to settle.

        The paper says 120 minutes, other offices an hour.
        """
        if self.status == StatusPerjalanan.MENUNGGU_SPT:
            return menit_kerja(KapasitasLapangan.untuk(self.uml_id).menit_spt)
        return super().janji()

    @classmethod
    def search(cls, q: str) -> list[Q]:
        asked = PermohonanTempatPakai.objects
        return [
            Q(nomor__icontains=q),
            Q(pk__in=asked.filter(nomor__icontains=q).values("perjalanan")),
            Q(pk__in=asked.filter(pemilik__nama__icontains=q).values("perjalanan")),
        ]

    def applicants(self) -> list[User]:
        return []

    def subject(self) -> str:
        listed = "permohonan" in getattr(self, "_prefetched_objects_cache", {})
        owners = [p.pemilik.nama for p in (self.permohonan.all() if listed else self.daftar)]
        return f"{tanggal(self.tanggal)} · {', '.join(owners) or 'tanpa permohonan'}"

    @cached_property
    def daftar(self) -> list[PermohonanTempatPakai]:
        """The applications it serves, with owners and rows."""
        rows = self.permohonan.select_related("pemilik", "uml").order_by("pk")
        return PermohonanTempatPakai.muat(list(rows))

    @classmethod
    def muat(cls, trips: list[Perjalanan]) -> list[Perjalanan]:
        """Read the crews and the applications with their rows of many trips in a few queries."""
        cls.muat_regu(trips)
        found: dict[int, list[PermohonanTempatPakai]] = {t.pk: [] for t in trips}
        rows = (
            PermohonanTempatPakai.objects.filter(perjalanan__in=found)
            .select_related("pemilik", "uml")
            .order_by("pk")
        )
        for case in PermohonanTempatPakai.muat(list(rows)):
            found[case.perjalanan_id].append(case)
        for trip in trips:
            trip.daftar = found[trip.pk]
        return trips

    def paper_replaced_by(self, code: str) -> Dokumen | None:
        """The SPT of another crew takes the one before it out of force."""
        return Dokumen.objects.terbit_untuk(self, code=code).last()

    @cached_property
    def regu(self) -> list[User]:
        """The crew, penera before others."""
        return list(pegawai_lapangan(self.uml_id).filter(perjalanan=self))

    @classmethod
    def muat_regu(cls, trips: list[Perjalanan]) -> list[Perjalanan]:
        """Read the crews of many trips at once."""
        for uml_id in {t.uml_id for t in trips}:
            crew = Prefetch("petugas", pegawai_lapangan(uml_id), to_attr="regu")
            models.prefetch_related_objects([t for t in trips if t.uml_id == uml_id], crew)
        return trips

    def penera(self) -> list[User]:
        return [p for p in self.regu if p.penera]

    @cached_property
    def dikunjungi(self) -> bool:
        """Whether a visit of this trip has begun."""
        return bool(self.kunjungan.exists())

    @property
    def dapat_digabung(self) -> bool:
        """Whether another application may still join it on its one day."""
        return self.status == StatusPerjalanan.DISUSUN and self.tanggal == self.sampai

    # --- rows of the steps ------------------------------------------------------------------------
    def simpan_regu(self, *, petugas: Iterable[User]) -> None:
        self.petugas.set(petugas)
        self.__dict__.pop("regu", None)  # read before, with the crew of then
