"""Applications for tera at the place of use, the trips that serve them, and what was seen on the spot."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.clock.duration import Duration, menit_kerja
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import now, today
from metrologi.documents.issuing import of
from metrologi.pengujian.models import BarisPermohonan, Permohonan
from metrologi.uttp.models import MenitUji
from metrologi.workflow.cases import Case
from tempat_pakai.jadwal import bagi
from tempat_pakai.kunjungan import FotoKunjungan, Kunjungan
from tempat_pakai.lokasi import LokasiUji
from tempat_pakai.machine import MACHINE, Status, TempatPakaiMachine
from tempat_pakai.perjalanan import PERJALANAN, TERBUKA, PerjalananMachine, StatusPerjalanan
from tempat_pakai.sarana import KapasitasLapangan, Kendaraan, LanggananKalender, WaktuTempuh

__all__ = ["BarisTempatPakai", "FotoKunjungan", "KapasitasLapangan", "Kendaraan", "Kunjungan", "LanggananKalender", "LokasiUji",
           "Perjalanan", "PermohonanTempatPakai", "WaktuTempuh", "nama_surat"]
DI_LAPANGAN = (Status.DITUGASKAN, Status.DIUJI)
TUGAS_PENERA = ("mulai_kunjungan", "uji", "berita_acara", "tinggalkan", "selesai_uji")


def nama_surat(case: Any, filename: str) -> str:
    return f"tempat_pakai/surat/{case.kode_akses}.{filename.rpartition('.')[2].lower()[:4]}"


def indeks(name: str) -> list[models.Index]:
    """The indexes of a case under names short enough for the database."""
    wanted = {"antrean": ["uml", "status", "due_at"], "asal": ["origin_type", "origin_id"], "baru": ["-created_at", "-id"]}
    return [models.Index(fields=fields, name=f"tp_{name}_{what}") for what, fields in wanted.items()]


def pegawai_lapangan(uml_id: int) -> Any:
    """People as a crew is read: `penera` says who may test at the unit today, and they come first."""
    posts = Penugasan.objects.pada(today()).filter(Q(uml=None) | Q(uml=uml_id), user=OuterRef("pk"), role=Role.PENERA)
    return User.objects.annotate(penera=Exists(posts.filter(user__is_active=True))).order_by("-penera", "nama")


class PermohonanTempatPakai(TempatPakaiMachine, Permohonan):
    """`surat` is the applicant's own letter; without it the portal writes one from the form."""

    perjalanan = models.ForeignKey("tempat_pakai.Perjalanan", null=True, editable=False, on_delete=models.PROTECT,
                                   related_name="permohonan")
    surat = models.FileField(upload_to=nama_surat, blank=True)
    narahubung = models.CharField("orang yang mendampingi", max_length=120, blank=True)
    telepon = models.CharField("telepon pendamping", max_length=20, blank=True)

    list_related = ("pemilik", "uml", "perjalanan__kendaraan", "perjalanan__uml")

    class Meta(Permohonan.Meta):
        abstract = False
        constraints = [*Permohonan.Meta.constraints, MACHINE.constraint()]
        indexes = indeks("permohonan")
        verbose_name = "permohonan tera di tempat pakai"

    @classmethod
    def giliran(cls, user: Any) -> Q:
        """In the field a case waits for those whom the SPT names."""
        trips = Perjalanan.objects.filter(petugas=user)
        return ~Q(status__in=DI_LAPANGAN) | Q(perjalanan__in=trips)

    def halangan(self, step: Any, user: Any) -> str:
        if step.name not in TUGAS_PENERA or self.perjalanan is None:
            return super().halangan(step, user)
        if any(p.pk == user.pk for p in self.perjalanan.regu()):
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
        found: dict[int, list[Any]] = {p.pk: [] for p in cases}
        for row in BarisTempatPakai.objects.filter(perkara__in=found).select_related(*BarisTempatPakai.BACA):
            found[row.perkara_id].append(row)
        for case in cases:
            case._daftar, case._menit_jenis = found[case.pk], minutes[case.uml_id]
        return cases

    def kecamatan(self) -> list[Any]:
        return list({i.uttp.tempat.kecamatan_id: i.uttp.tempat.kecamatan for i in self.daftar()}.values())

    def kunjungan_kini(self) -> Kunjungan | None:
        """The latest visit of the present trip; of those that were read before, where they were."""
        if "kunjungan" in getattr(self, "_prefetched_objects_cache", {}):
            there = [k for k in self.kunjungan.all() if k.perjalanan_id == self.perjalanan_id]
            return max(there, key=lambda k: k.pk, default=None)
        return self.kunjungan.filter(perjalanan=self.perjalanan_id).order_by("-pk").first() if self.pk else None

    def paper_replaced_by(self, code: str) -> Any:
        """An instrument tested again makes the berita acara of the same visit anew."""
        if code == "cerapan":
            return super().paper_replaced_by(code)
        visit = self.kunjungan_kini()
        if code != "berita_acara_tempat_pakai" or visit is None:
            return None
        return next((d for d in reversed(of(self)) if d.code == code and d.state == "terbit"
                     and d.issued_at >= visit.tiba), None)

    # --- rows of the steps --------------------------------------------------------------------------
    def simpan_ajukan(self, *, items: list[dict], lokasi: list[dict] | None = None, **rest: Any) -> None:
        super().simpan_ajukan(items=items)
        LokasiUji.objects.bulk_create(LokasiUji(perkara=self, **row) for row in lokasi or [])

    simpan_tolak = Permohonan.simpan_rujuk

    def simpan_mulai_kunjungan(self, **rest: Any) -> None:
        Kunjungan.objects.create(perkara=self, perjalanan=self.perjalanan, tiba=now())

    def simpan_uji(self, *, item: Any, pengujian: Any, **rest: Any) -> None:
        super().simpan_uji(item=item, pengujian=pengujian, **rest)
        if visit := self.kunjungan_kini():
            visit.batalkan_tanda()

    def simpan_berita_acara(self, **tanda: Any) -> None:
        visit = self.kunjungan_kini()
        assert visit is not None
        visit.tandatangani(pada=now(), **tanda)


class BarisTempatPakai(BarisPermohonan):
    """One instrument of an application; refused ones stay where they are, so nothing is given back."""

    BACA = (*BarisPermohonan.BACA, "uttp__tempat__kecamatan", "uttp__tempat__desa")
    KAJI = {"menunggu": "Menunggu kaji ulang", "diterima": "Diterima", "dirujuk": "Ditolak, diteruskan ke UML lain",
            "tidak_lengkap": "Tidak lengkap, tidak dilayani"}

    perkara = models.ForeignKey(PermohonanTempatPakai, on_delete=models.CASCADE, related_name="items")

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
    kendaraan = models.ForeignKey(Kendaraan, null=True, blank=True, on_delete=models.PROTECT, related_name="perjalanan")
    keterangan = models.CharField(max_length=300, blank=True)
    alasan_lampaui = models.CharField(max_length=300, blank=True)

    TERBUKA = TERBUKA
    list_prefetch = ("permohonan__pemilik",)

    class Meta(Case.Meta):
        constraints = [*Case.Meta.constraints, PERJALANAN.constraint(),
                       models.CheckConstraint(condition=Q(sampai__gte=models.F("tanggal")),
                                              name="tempat_pakai_perjalanan_tanggal_urut")]
        indexes = indeks("perjalanan")
        verbose_name = "perjalanan dinas tera"

    @classmethod
    def milik(cls, user: Any) -> Q:
        return Q(pk=None)

    def janji(self) -> Duration | None:
        """How long an SPT may take is the unit's to settle; the paper says 120 minutes, other offices an hour."""
        if self.status == StatusPerjalanan.MENUNGGU_SPT:
            return menit_kerja(KapasitasLapangan.untuk(self.uml_id).menit_spt)
        return super().janji()

    @classmethod
    def search(cls, q: str) -> Q:
        return Q(nomor__icontains=q) | Q(pk__in=PermohonanTempatPakai.objects.filter(
            Q(nomor__icontains=q) | Q(pemilik__nama__icontains=q)).values("perjalanan"))

    def applicants(self) -> list[Any]:
        return []

    def subject(self) -> str:
        listed = "permohonan" in getattr(self, "_prefetched_objects_cache", {})
        owners = [p.pemilik.nama for p in (self.permohonan.all() if listed else self.daftar())]
        return f"{tanggal(self.tanggal)} · {', '.join(owners) or 'tanpa permohonan'}"

    def daftar(self) -> list[PermohonanTempatPakai]:
        """The applications it serves, with owners; read once."""
        if not hasattr(self, "_daftar"):
            self._daftar = PermohonanTempatPakai.muat(list(self.permohonan.select_related("pemilik", "uml").order_by("pk")))
        return self._daftar

    @classmethod
    def muat(cls, trips: list[Perjalanan]) -> list[Perjalanan]:
        """Read crews with their posts, and all applications with their rows, of many trips in a few queries."""
        cls.muat_regu(trips)
        found: dict[int, list[Any]] = {t.pk: [] for t in trips}
        rows = PermohonanTempatPakai.objects.filter(perjalanan__in=found).select_related("pemilik", "uml").order_by("pk")
        for case in PermohonanTempatPakai.muat(list(rows)):
            found[case.perjalanan_id].append(case)
        for trip in trips:
            trip.melayani(found[trip.pk])
        return trips

    def melayani(self, cases: list[PermohonanTempatPakai]) -> None:
        """The applications it serves, read elsewhere."""
        self._daftar = cases

    @classmethod
    def muat_regu(cls, trips: list[Perjalanan]) -> list[Perjalanan]:
        """Read the crews of many trips at once."""
        for uml_id in {t.uml_id for t in trips}:
            crew = Prefetch("petugas", pegawai_lapangan(uml_id), to_attr="_regu")
            models.prefetch_related_objects([t for t in trips if t.uml_id == uml_id], crew)
        return trips

    def regu(self) -> list[Any]:
        """The crew, penera before others; read once."""
        self.muat_regu([self])
        found: list[Any] = self.__dict__["_regu"]
        return found

    def penera(self) -> list[Any]:
        return [p for p in self.regu() if p.penera]

    def dikunjungi(self) -> bool:
        """Whether a visit of this trip has begun; asked once of each row read."""
        if "_dikunjungi" not in self.__dict__:
            self.__dict__["_dikunjungi"] = self.kunjungan.exists()
        return bool(self.__dict__["_dikunjungi"])

    @property
    def dapat_digabung(self) -> bool:
        """Whether another application may still join it on its one day."""
        return self.status == StatusPerjalanan.DISUSUN and self.tanggal == self.sampai

    # --- rows of the steps --------------------------------------------------------------------------
    def simpan_susun(self, *, petugas: Any, **rest: Any) -> None:
        self.petugas.set(petugas)
        self.__dict__.pop("_regu", None)

    simpan_jadwal_ulang = simpan_susun
