"""A sidang, who attended it, and one row for each instrument brought."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.timezone import localtime

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.clock.indonesia import hari_tanggal, tanggal
from metrologi.documents.models import Dokumen
from metrologi.pengujian.baris import BarisUji
from metrologi.pengujian.models import PerkaraUji
from metrologi.uttp.models import Wilayah
from metrologi.web import Chip
from metrologi.workflow.cases import Case
from sidang.kehadiran import alat_hadir, pemilik_hadir
from sidang.machine import MACHINE, PESERTA, PesertaMachine, PesertaStatus, SidangMachine, Status

if TYPE_CHECKING:
    from collections.abc import Iterable


class Sidang(SidangMachine, Case):
    """`kepada` lists the addressees of the invitations, as [{"yth": …, "di": …}]."""

    lokasi = models.CharField("tempat sidang", max_length=120)
    pasar = models.CharField("nama pasar", max_length=80, blank=True)
    alamat = models.CharField(max_length=200, blank=True)
    kecamatan = models.ForeignKey("uttp.Wilayah", on_delete=models.PROTECT, related_name="+")
    desa = models.ForeignKey(
        "uttp.Wilayah", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    tanggal = models.DateField()
    jam_mulai = models.TimeField()
    jam_selesai = models.TimeField()
    perkiraan = models.PositiveIntegerField(default=0)
    petugas = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    kendaraan = models.CharField(max_length=80, blank=True)
    kepada = models.JSONField(default=list)
    pesan_terkirim = models.PositiveIntegerField(default=0)

    class Meta(Case.Meta):
        constraints = [
            *Case.Meta.constraints,
            MACHINE.constraint(),
            models.CheckConstraint(
                condition=Q(jam_selesai__gt=models.F("jam_mulai")), name="sidang_jam_urut"
            ),
        ]
        indexes = [*Case.Meta.indexes, models.Index(fields=["uml", "tanggal"], name="sidang_hari")]
        verbose_name = "sidang tera ulang"

    @classmethod
    def milik(cls, user: User) -> Q:
        """The sessions of their units: a penera works in them without having a step there."""
        return Q(uml_id__in=user.units_with({Role.PENERA}))

    @classmethod
    def search(cls, q: str) -> list[Q]:
        return [Q(nomor__icontains=q), Q(lokasi__icontains=q), Q(kecamatan__nama__icontains=q)]

    def subject(self) -> str:
        return f"{self.lokasi}, {tanggal(self.tanggal)}"

    @property
    def tempat_lengkap(self) -> str:
        parts = [self.lokasi, self.alamat, str(self.desa or ""), str(self.kecamatan)]
        return ", ".join(dict.fromkeys(p for p in parts if p))

    @property
    def hari_jam(self) -> str:
        """ "Senin, 23 November 2026 pukul 08.00 sampai 14.00 WIB", on pages and papers alike."""
        return (
            f"{hari_tanggal(self.tanggal)} pukul {self.jam_mulai:%H.%M} sampai "
            f"{self.jam_selesai:%H.%M} WIB"
        )

    @property
    def dibuka(self) -> bool:
        return bool(self.status == Status.BERLANGSUNG)

    def undangan(self) -> list[Dokumen]:
        """The invitations in force, one for each addressee."""
        return list(Dokumen.objects.terbit_untuk(self, code="undangan_sidang"))

    def paper_replaced_by(self, code: str) -> Dokumen | None:
        return Dokumen.objects.terbit_untuk(self, code=code).first()

    def isi_rencana(
        self,
        *,
        lokasi: str,
        kecamatan: Wilayah,
        tanggal: dt.date,
        jam_mulai: dt.time,
        jam_selesai: dt.time,
        perkiraan: int,
        pasar: str,
        alamat: str,
        desa: Wilayah | None,
    ) -> dict:
        self.lokasi, self.pasar, self.alamat = lokasi, pasar, alamat
        self.kecamatan, self.desa, self.perkiraan = kecamatan, desa, perkiraan
        self.tanggal, self.jam_mulai, self.jam_selesai = tanggal, jam_mulai, jam_selesai
        return {"lokasi": self.lokasi, "tanggal": tanggal.isoformat()}

    def isi_undangan(
        self,
        *,
        petugas: list[User],
        kepada: list[dict],
        kendaraan: str,
        tanggal: dt.date | None,
        jam_mulai: dt.time | None,
        jam_selesai: dt.time | None,
    ) -> dict:
        """Set crew and addressees; day and hours only if they are given."""
        if not petugas:
            raise ValidationError("Pilih sekurangnya satu petugas.")
        self.kepada, self.kendaraan = kepada, kendaraan
        kept = {}
        if tanggal and jam_mulai and jam_selesai:
            kept = self.pindah_hari(tanggal=tanggal, jam_mulai=jam_mulai, jam_selesai=jam_selesai)
        return {**kept, "petugas": [p.username for p in petugas], "undangan": len(kepada)}

    def pindah_hari(self, *, tanggal: dt.date, jam_mulai: dt.time, jam_selesai: dt.time) -> dict:
        before = self.tanggal
        self.tanggal, self.jam_mulai, self.jam_selesai = tanggal, jam_mulai, jam_selesai
        return {"dari": before.isoformat(), "ke": tanggal.isoformat()}

    def simpan_petugas(self, *, petugas: Iterable[User]) -> None:
        self.petugas.set(petugas)


class PesertaSidang(PesertaMachine, PerkaraUji):
    """One owner at one sidang, with a queue number of that sidang."""

    sidang = models.ForeignKey(Sidang, on_delete=models.PROTECT, related_name="peserta")
    antrean = models.PositiveSmallIntegerField()

    class Meta(PerkaraUji.Meta):
        abstract = False
        constraints = [
            *PerkaraUji.Meta.constraints,
            PESERTA.constraint(),
            models.UniqueConstraint(fields=["sidang", "antrean"], name="sidang_antrean_sekali"),
        ]
        verbose_name = "peserta sidang"

    def subject(self) -> str:
        return f"{self.antrean}. {self.pemilik.nama} · {self.sidang.lokasi}"

    @property
    def jam_daftar(self) -> str:
        return f"{localtime(self.created_at):%H.%M}"

    def sesudah_uji(self) -> str:
        """The tester's list, where the next instrument waits."""
        return reverse("workflow:sidang-antrean", args=[self.sidang_id])

    def catat_hadir(
        self, *, sidang: Sidang, hadirin: dict[str, Any], baris: list[dict[str, Any]]
    ) -> dict:
        """Under the lock of the sidang: its queue numbers have no gap, and no instrument enters
        twice."""
        self.sidang = Sidang.objects.select_for_update(of=("self",)).get(pk=sidang.pk)
        if self.kunci and PesertaSidang.objects.filter(kunci=self.kunci).exists():
            # A second try of the same save that waited here while the first one
            # finished; the door finds its twin.
            raise IntegrityError("kunci")
        if not self.sidang.dibuka:
            raise ValidationError(
                f"Sidang ini {self.sidang.status_label.lower()}; pendaftaran tidak dibuka."
            )
        if not baris:
            raise ValidationError("Catat sekurangnya satu UTTP.")
        self.pemilik = pemilik_hadir(self.sidang, hadirin)
        self._baru = alat_hadir(
            self.sidang, self.pemilik, baris, hadirin.get("los", ""), self.created_by
        )
        last = self.sidang.peserta.aggregate(n=Max("antrean"))["n"] or 0
        self.antrean = last + 1
        return {"antrean": self.antrean, "uttp": [r["uttp"].kode for r in self._baru]}

    def catat_alat(self, *, baris: list[dict[str, Any]], oleh: User) -> dict:
        sidang = Sidang.objects.select_for_update(of=("self",)).get(pk=self.sidang_id)
        if not sidang.dibuka:
            raise ValidationError("Sidang sudah ditutup; UTTP tidak dapat ditambah.")
        known = set(self.items.values_list("kunci", flat=True))
        self._baru = alat_hadir(
            sidang, self.pemilik, [r for r in baris if r["kunci"] not in known], "", oleh
        )
        return {"uttp": [r["uttp"].kode for r in self._baru]}

    def simpan_alat(self) -> None:
        first = (self.items.aggregate(n=Max("urut"))["n"] or 0) + 1
        BarisSidang.objects.bulk_create(
            BarisSidang(
                perkara=self,
                sidang_id=self.sidang_id,
                urut=n,
                uttp=row["uttp"],
                kunci=row["kunci"],
                tahap=BarisUji.Tahap.TERA if row.get("tera") else BarisUji.Tahap.TERA_ULANG,
                minta_skhp=row.get("minta_skhp", False),
                anak_timbangan=row.get("anak_timbangan") or 0,
            )
            for n, row in enumerate(self._baru, first)
        )

    def simpan_lepas(self) -> None:
        for row in self.daftar:
            row.dilepas = not row.final
        BarisSidang.objects.bulk_update(self.daftar, ["dilepas"])

    def simpan_pulang(self) -> None:
        self.items.update(aktif=False)


class BarisSidang(BarisUji):
    """`kunci` is made by the client that typed the row.

    `anak_timbangan` counts the weights that came with a scale.
    """

    perkara = models.ForeignKey(PesertaSidang, on_delete=models.CASCADE, related_name="items")
    sidang = models.ForeignKey(Sidang, on_delete=models.CASCADE, related_name="baris")
    kunci = models.UUIDField(unique=True, editable=False)
    anak_timbangan = models.PositiveSmallIntegerField(default=0)
    dilepas = models.BooleanField(default=False)
    aktif = models.BooleanField(default=True)

    class Meta(BarisUji.Meta):
        abstract = False
        constraints = [
            *BarisUji.Meta.constraints,
            models.UniqueConstraint(
                fields=["sidang", "uttp"], condition=Q(aktif=True), name="sidang_satu_uttp_sekali"
            ),
        ]

    @property
    def final(self) -> bool:
        return super().final or self.dilepas

    def chip_sebelum_uji(self) -> Chip:
        return Chip("Tidak diuji", "warn") if self.dilepas else super().chip_sebelum_uji()

    @property
    def tindakan(self) -> str:
        """What happened, in the words of the register."""
        if self.perkara.status == PesertaStatus.PULANG:
            return "Pulang sebelum diuji"
        word = {
            "sah": "Ditera, sah",
            "batal": "Dibatalkan",
            "perlu_perbaikan": "Perlu diperbaiki",
        }.get(self.hasil)
        return word or ("Tidak diuji" if self.dilepas else "Menunggu")
