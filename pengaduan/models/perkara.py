"""A complaint: whose it is, where its clocks stand, and what each step sets."""
from __future__ import annotations

import secrets
from datetime import datetime
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from metrologi.accounts.roles import OUTSIDE, PEMOHON, Role
from metrologi.clock.duration import hari_kalender, hari_kerja, menit_kerja
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now
from metrologi.workflow.cases import ALPHABET, Case, CaseQuerySet
from pengaduan.akun import username_umum
from pengaduan.machine import MACHINE, PengaduanMachine, Status
from pengaduan.models import pilihan
from pengaduan.terlibat import halangan_penangan

AKHIR = (Status.DITUTUP, Status.DITOLAK, Status.DITARIK)
BERKELAS = (Status.MENUNGGU_PENUGASAN, Status.DITANGANI, Status.DIPANTAU, Status.MENYUSUN_TANGGAPAN)
MELIHAT_SEMUA = {Role.PETUGAS_PENGADUAN, Role.KETUA_TIM_PJTK, Role.KEPALA}


def sidik_kode(kode: str) -> str:
    """What is kept of an access code: enough to recognise it, not to tell it."""
    return salted_hmac("pengaduan.kode", kode, algorithm="sha256").hexdigest()


class PengaduanQuerySet(CaseQuerySet):
    def visible_to(self, user: Any) -> PengaduanQuerySet:
        """A handler sees what is assigned to him; whoever is complained about does not see the complaint at all."""
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows
        all_of, mine = user.units_with(MELIHAT_SEMUA), Q(penangan=user) | Pengaduan.milik(user)
        return rows.filter(Q(uml_id__in=all_of) | mine).filter(Q(terlapor=None) | ~Q(terlapor=user))


class Pengaduan(PengaduanMachine, Case):
    """`terkait` is the case complained about; `terlapor` the officer, whom it must not reach."""

    Kanal = pilihan.Kanal
    Kerahasiaan = pilihan.Kerahasiaan
    Jenis = pilihan.Jenis
    Tingkat = pilihan.Tingkat
    Kelas = pilihan.Kelas
    Akar = pilihan.Akar
    Penolakan = pilihan.Penolakan

    judul = models.CharField("perihal", max_length=120)
    uraian = models.TextField("uraian")
    permintaan = models.TextField("penyelesaian yang diminta", blank=True)
    layanan = models.CharField(max_length=40, blank=True)
    tempat = models.CharField("tempat kejadian", max_length=120, blank=True)
    tanggal_kejadian = models.DateField(null=True, blank=True)
    nomor_terkait = models.CharField(max_length=80, blank=True)
    kanal = models.CharField(max_length=10, choices=Kanal)
    kerahasiaan = models.CharField(max_length=10, choices=Kerahasiaan, default=Kerahasiaan.TERBUKA)
    kode_sidik = models.CharField(max_length=64, editable=False)
    terkait_type = models.ForeignKey("contenttypes.ContentType", null=True, blank=True, on_delete=models.PROTECT,
                                     related_name="+")
    terkait_id = models.PositiveBigIntegerField(null=True, blank=True)
    terkait = GenericForeignKey("terkait_type", "terkait_id")
    terlapor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    penangan = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=12, choices=Jenis, blank=True)
    tingkat = models.CharField(max_length=8, choices=Tingkat, blank=True)
    kelas = models.PositiveSmallIntegerField(choices=Kelas, null=True, blank=True)
    akar_masalah = models.CharField(max_length=16, choices=Akar, blank=True)
    dibuka_kembali = models.PositiveSmallIntegerField(default=0)
    jenis_penolakan = models.CharField(max_length=16, choices=Penolakan, blank=True)
    alasan_penolakan = models.TextField(blank=True)
    rujukan = models.CharField(max_length=200, blank=True)
    tanggapan = models.TextField(blank=True)
    tindakan = models.TextField(blank=True)
    nilai = models.PositiveSmallIntegerField(null=True, blank=True)
    saran = models.TextField(blank=True)
    # The four clocks: where each ends, and when it was kept.
    tenggat_akui = models.DateTimeField(editable=False)
    tenggat_tanggap = models.DateTimeField(editable=False)
    tenggat_selesai = models.DateTimeField(null=True, editable=False)
    tenggat_hukum = models.DateTimeField(null=True, editable=False)
    lengkap_at = models.DateTimeField(null=True, editable=False)
    kelas_at = models.DateTimeField(null=True, editable=False)
    jeda_tanggap = models.PositiveIntegerField(default=0, editable=False)
    jeda_selesai = models.PositiveIntegerField(default=0, editable=False)
    diakui_at = models.DateTimeField(null=True, editable=False)
    ditanggap_at = models.DateTimeField(null=True, editable=False)
    dijawab_at = models.DateTimeField(null=True, editable=False)

    lampiran: Any
    objects = PengaduanQuerySet.as_manager()
    list_related = ("penangan", "uml")
    kode_sekali = ""

    class Meta(Case.Meta):
        constraints = [
            *Case.Meta.constraints, MACHINE.constraint(),
            models.CheckConstraint(condition=Q(nilai=None) | Q(nilai__range=(1, 4)), name="pengaduan_nilai_1_4"),
            models.CheckConstraint(condition=Q(terlapor=None) | Q(penangan=None) | ~Q(terlapor=models.F("penangan")),
                                   name="pengaduan_bukan_terlapor"),
        ]
        verbose_name = "pengaduan"

    # --- whose it is ------------------------------------------------------------------------------------
    @classmethod
    def milik(cls, user: Any) -> Q:
        return Q(created_by=user, kanal=cls.Kanal.AKUN)

    @classmethod
    def search(cls, q: str) -> Q:
        return Q(nomor__icontains=q) | Q(judul__icontains=q)

    @classmethod
    def giliran(cls, user: Any) -> Q:
        """What waits for a handler waits for the one who was assigned; nothing waits for whom it is about."""
        return (~Q(status__in=(Status.DITANGANI, Status.DIPANTAU, Status.MENYUSUN_TANGGAPAN)) | Q(penangan=user)) & (
            Q(terlapor=None) | ~Q(terlapor=user))

    def subject(self) -> str:
        return self.judul

    def applicants(self) -> list[Any]:
        return [self.created_by] if self.kanal == self.Kanal.AKUN else []

    def roles_of(self, user: Any) -> frozenset[str]:
        """Whoever complained acts as the reporter, with whatever account; every other reporter is a stranger here."""
        roles = frozenset(user.roles(self.uml)) - OUTSIDE
        return roles | {Role.PELAPOR} if self.pelapor_adalah(user) else roles

    def pelapor_adalah(self, user: Any) -> bool:
        """The reporter's account; or the account that acts for those who came with number and code."""
        return (self.kanal == self.Kanal.AKUN and user.pk == self.created_by_id) or user.username == username_umum(self.uml)

    def pelaku(self, by: Any, role: str) -> Any:
        """The log says that the reporter acted, never who that is."""
        return None if role in OUTSIDE else by

    def says(self, role: str) -> str:
        return super().says(Role.PELAPOR if role in PEMOHON else role)

    def halangan(self, step: Any, user: Any) -> str:
        if user.pk == self.terlapor_id:
            return "Anda yang diadukan; langkah ini dilakukan orang lain."
        if Role.PENANGAN_PENGADUAN in step.by and user.pk != self.penangan_id:
            return "Pengaduan ini ditugaskan kepada penangan lain."
        return ""

    def perkara_terkait(self) -> Case | None:
        return self.terkait

    def cocok(self, kode: str) -> bool:
        return compare_digest(self.kode_sidik, sidik_kode(kode))

    @property
    def sebutan_pelapor(self) -> str:
        return f"Pelapor ({self.get_kerahasiaan_display().lower() if self.dilindungi else 'identitas tersimpan terpisah'})"

    @property
    def dilindungi(self) -> bool:
        return self.kerahasiaan != self.Kerahasiaan.TERBUKA

    # --- clocks -----------------------------------------------------------------------------------------
    def jatuh_tempo(self, at: datetime) -> datetime | None:
        if self.status in BERKELAS:
            return self.tenggat_selesai
        return calendar_for(self.uml_id).add(at, hari_kerja(5)) if self.status == Status.PERMINTAAN_ULANG else None

    def akui(self) -> None:
        self.diakui_at = self.diakui_at or now()

    def beri_kabar(self) -> None:
        self.akui()
        self.ditanggap_at = self.ditanggap_at or now()

    def lanjut_setelah_menunggu(self) -> dict:
        """The reporter's answer sets the clock that stood still going again, later by what was waited."""
        calendar = calendar_for(self.uml_id)
        waited = calendar.minutes_between(self.status_since, now())
        if not self.ditanggap_at:
            self.tenggat_tanggap = calendar.add(self.tenggat_tanggap, menit_kerja(waited))
            self.jeda_tanggap += waited
        if self.status == Status.MENUNGGU_KETERANGAN and self.tenggat_selesai:
            self.tenggat_selesai = calendar.add(self.tenggat_selesai, menit_kerja(waited))
            self.jeda_selesai += waited
        return {"menunggu_menit": waited}

    # --- what the steps set -------------------------------------------------------------------------------
    def isi_laporan(self, *, judul: str, uraian: str, kanal: str, kerahasiaan: str = "terbuka", **data: Any) -> dict:
        calendar = calendar_for(self.uml_id)
        self.judul, self.uraian, self.kanal, self.kerahasiaan = judul, uraian, kanal, kerahasiaan
        for name in ("permintaan", "layanan", "tempat", "nomor_terkait", "tanggal_kejadian"):
            setattr(self, name, data.get(name) or (None if name == "tanggal_kejadian" else ""))
        self.terkait = data.get("terkait")
        self.kode_sekali = "".join(secrets.choice(ALPHABET) for _ in range(10))
        self.kode_sidik = sidik_kode(self.kode_sekali)
        self.tenggat_akui = calendar.add(self.created_at, hari_kerja(3))
        self.tenggat_tanggap = calendar.add(self.created_at, hari_kerja(5))
        return {"kanal": kanal, "kerahasiaan": kerahasiaan, "layanan": self.layanan}

    def mulai_lengkap(self, *, akar_masalah: str, terlapor: Any = None, terkait: Any = None, **rest: Any) -> dict:
        self.akui()
        self.akar_masalah, self.terlapor, self.lengkap_at = akar_masalah, terlapor, now()
        self.terkait = terkait or self.terkait
        self.tenggat_hukum = calendar_for(self.uml_id).add(now(), hari_kalender(60))
        return {"akar_masalah": akar_masalah, "ada_terlapor": terlapor is not None, "terkait": str(self.terkait or "")}

    def tolak(self, *, jenis_penolakan: str, isi: str, rujukan: str = "", **rest: Any) -> dict:
        self.beri_kabar()
        self.jenis_penolakan, self.alasan_penolakan, self.rujukan = jenis_penolakan, isi, rujukan
        return {"jenis_penolakan": jenis_penolakan, "rujukan": rujukan}

    def golongkan(self, *, jenis: str, tingkat: str, kelas: int, **rest: Any) -> dict:
        self.jenis, self.tingkat, self.kelas = jenis, tingkat, kelas
        self._mulai_kelas()
        return {"jenis": jenis, "tingkat": tingkat, "kelas": kelas}

    def _mulai_kelas(self) -> None:
        self.kelas_at, self.jeda_selesai = now(), 0
        self.tenggat_selesai = calendar_for(self.uml_id).add(now(), hari_kerja(self.kelas or 0))

    def tunjuk(self, *, penangan: Any, **rest: Any) -> dict:
        if penangan is not None and (reason := halangan_penangan(self, penangan)):
            raise ValidationError(f"{penangan.nama} tidak dapat ditugaskan. {reason}")
        self.penangan = penangan
        return {"penangan": penangan.username if penangan else ""}

    def tanggapi(self, *, isi: str, tindakan: str, akar_masalah: str, **rest: Any) -> dict:
        self.beri_kabar()
        self.tanggapan, self.tindakan, self.akar_masalah, self.dijawab_at = isi, tindakan, akar_masalah, now()
        return {"akar_masalah": akar_masalah}

    def buka_lagi(self) -> dict:
        self.penangan, self.dijawab_at = None, None
        self.dibuka_kembali += 1
        self._mulai_kelas()
        return {"ke": self.dibuka_kembali}

    def paper_replaced_by(self, code: str) -> Any:
        from metrologi.documents.issuing import of

        return next((d for d in of(self) if d.code == code and d.state == "terbit"), None)
