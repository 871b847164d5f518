"""The letter a test leads to (SKHP or statement of batal), the instruments it lists, and the levy note."""
from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from metrologi.documents.issuing import of
from metrologi.uttp.masa_berlaku import TanpaAturan, berlaku_sampai
from metrologi.uttp.perwakilan import akun_dari, usaha_saya
from metrologi.workflow.cases import Case
from metrologi.workflow.errors import Blocked
from skhp.machine import MACHINE, SKRD, SkhpMachine, SkrdMachine, SkrdStatus, Status


class Skhp(SkhpMachine, Case):
    class Jenis(models.TextChoices):
        SKHP = "skhp", "SKHP"
        KETERANGAN_BATAL = "keterangan_batal", "Surat keterangan batal"

    jenis = models.CharField(max_length=20, choices=Jenis.choices)
    pemilik = models.ForeignKey("uttp.Pemilik", on_delete=models.PROTECT, related_name="+")
    atas_nama = models.CharField(max_length=160)
    menggantikan = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="pengganti")
    alasan_pengganti = models.TextField(blank=True)

    list_related = ("pemilik", "uml")
    # An applicant sees the letter once it is out; a draft is the office's own.
    TAMPAK = (Status.TERBIT, Status.DISERAHKAN, Status.DIGANTI, Status.DICABUT)

    class Meta(Case.Meta):
        constraints = [*Case.Meta.constraints, MACHINE.constraint()]
        verbose_name = "SKHP"

    @classmethod
    def milik(cls, user: Any) -> Q:
        return usaha_saya(user) & Q(status__in=cls.TAMPAK)

    @classmethod
    def search(cls, q: str) -> Q:
        return Q(nomor__icontains=q) | Q(atas_nama__icontains=q)

    def applicants(self) -> list[Any]:
        return akun_dari(self.pemilik_id)

    def subject(self) -> str:
        return f"{self.get_jenis_display()} · {self.atas_nama}"

    def paper_replaced_by(self, code: str) -> Any:
        if self.menggantikan is None:
            return None
        return next((d for d in of(self.menggantikan) if d.code == code and d.state == "terbit"), None)

    def isi_konsep(self, jenis: str, pemilik: Any, pengujian: list[Any], atas_nama: str) -> dict:
        self.jenis, self.pemilik, self.atas_nama = jenis, pemilik, atas_nama or pemilik.nama
        self._baru = pengujian
        return {"jenis": jenis, "uttp": [p.uttp.kode for p in pengujian]}

    def simpan_buat(self, **rest: Any) -> None:
        SkhpBaris.objects.bulk_create(
            SkhpBaris(skhp=self, urut=n, uttp=p.uttp, pengujian=p, berlaku_sampai=self._sampai(p))
            for n, p in enumerate(self._baru, 1))

    simpan_buat_pengganti = simpan_buat

    def _sampai(self, pengujian: Any) -> Any:
        """Until when; a statement of batal has no validity."""
        if self.jenis != self.Jenis.SKHP:
            return None
        try:
            return berlaku_sampai(pengujian.uttp.jenis, pengujian.tanggal)[0]
        except TanpaAturan as error:
            raise Blocked([str(error)]) from error

    def daftar(self) -> list[SkhpBaris]:
        if not hasattr(self, "_daftar"):
            self._daftar = list(self.baris.select_related("uttp__jenis", "uttp__tempat", "pengujian__penera",
                                                          "pengujian__penera_kedua", "pengujian__uttp__jenis",
                                                          "pengujian__pengesampingan__oleh"))
        return self._daftar


class SkhpBaris(models.Model):
    """One instrument on a letter, with the test it rests on."""

    skhp = models.ForeignKey(Skhp, on_delete=models.CASCADE, related_name="baris")
    urut = models.PositiveSmallIntegerField()
    uttp = models.ForeignKey("uttp.Uttp", on_delete=models.PROTECT, related_name="surat")
    pengujian = models.ForeignKey("cerapan.Pengujian", on_delete=models.PROTECT, related_name="surat")
    berlaku_sampai = models.DateField(null=True)

    class Meta:
        ordering = ["skhp", "urut"]
        constraints = [models.UniqueConstraint(fields=["skhp", "pengujian"], name="satu_pengujian_sekali_per_surat")]

    def __str__(self) -> str:
        return f"{self.skhp} / {self.urut}"


class Skrd(SkrdMachine, Case):
    pemilik = models.ForeignKey("uttp.Pemilik", on_delete=models.PROTECT, related_name="+")
    rincian = models.JSONField(default=list)
    jumlah = models.PositiveBigIntegerField(default=0)
    dasar = models.TextField(blank=True)

    list_related = ("pemilik", "uml")
    TAMPAK = (SkrdStatus.TERBIT, SkrdStatus.DISERAHKAN, SkrdStatus.DICABUT)

    class Meta(Case.Meta):
        constraints = [*Case.Meta.constraints, SKRD.constraint()]
        verbose_name = "SKRD"

    @classmethod
    def milik(cls, user: Any) -> Q:
        return usaha_saya(user) & Q(status__in=cls.TAMPAK)

    def applicants(self) -> list[Any]:
        return akun_dari(self.pemilik_id)

    def subject(self) -> str:
        return f"SKRD · {self.pemilik.nama}"
