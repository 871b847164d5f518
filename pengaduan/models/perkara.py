"""A complaint: whose it is, where its clocks stand, and what each step sets."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

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
from metrologi.documents.models import Dokumen
from metrologi.workflow.cases import ALPHABET, Case, CaseQuerySet
from metrologi.workflow.rahasia import Rahasia, rahasia
from pengaduan.akun import username_umum
from pengaduan.disebut import disebut, menunjuk
from pengaduan.machine import MACHINE, PengaduanMachine, Status
from pengaduan.models import pilihan
from pengaduan.pembaca import peran_pembaca
from pengaduan.pengganti import pengganti
from pengaduan.tenggat import jam_dari
from pengaduan.terlibat import PENGAMBIL_ALIH, halangan_penangan

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.workflow.declare import Step

AKHIR = (Status.DITUTUP, Status.DITOLAK, Status.DITARIK, Status.DITERUSKAN)
# What waits for a decision without a promise of its own in the SOP, and for how long.
DIPUTUS_DALAM = {
    Status.PENOLAKAN: hari_kerja(3),
    Status.KEBERATAN: hari_kerja(5),
    Status.PERMINTAAN_ULANG: hari_kerja(5),
}
BERKELAS = (Status.MENUNGGU_PENUGASAN, Status.DITANGANI, Status.DIPANTAU, Status.MENYUSUN_TANGGAPAN)
MELIHAT_SEMUA = {Role.PETUGAS_PENGADUAN, Role.KETUA_TIM_PJTK, Role.KEPALA}


# Whoever sends the same form again within this time, for the first answer was lost, is told the
# code again.
KODE_TERBACA = timedelta(hours=1)


def kode_dari(kunci: UUID) -> str:
    """The access code of the complaint that was sent with this key of the form.

    It follows from the key, so the second answer to a form sent twice can show it; the key is known
    to the page that was filled in alone.
    """
    digest = salted_hmac("pengaduan.kode.formulir", kunci.hex, algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:10])


def sidik_kode(kode: str) -> str:
    """The keyed hash of an access code; the code itself is not stored."""
    return salted_hmac("pengaduan.kode", kode, algorithm="sha256").hexdigest()


class PengaduanQuerySet(CaseQuerySet):
    """Complaints, as a person may see them."""

    def visible_to(self, user: User) -> PengaduanQuerySet:
        """A handler sees what is assigned to him.

        Whoever is complained about does not see the complaint at all.
        """
        rows = super().visible_to(user)
        if not user.is_authenticated:
            return rows
        all_of, mine = user.units_with(MELIHAT_SEMUA), Q(penangan=user) | Pengaduan.milik(user)
        return rows.filter(Q(uml_id__in=all_of) | mine).filter(~Pengaduan.tentang(user))


class Pengaduan(PengaduanMachine, Case):
    """`terkait` is the case complained about; `terlapor` the officer, whom it must not reach.

    `disebut` holds the keys of those whom the report names; it must not reach them either, from the
    moment it was sent. `yang_diadukan` is what the reporter wrote of them.
    """

    cari = "Cari nomor atau perihal"
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
    terkait_type = models.ForeignKey(
        "contenttypes.ContentType",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    terkait_id = models.PositiveBigIntegerField(null=True, blank=True)
    terkait = GenericForeignKey("terkait_type", "terkait_id")
    yang_diadukan = models.CharField("siapa yang diadukan", max_length=160, blank=True)
    disebut = models.JSONField(default=list, editable=False)
    terlapor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    penangan = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
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
    kode_sekali = ""

    class Meta(Case.Meta):
        constraints = [
            *Case.Meta.constraints,
            MACHINE.constraint(),
            models.CheckConstraint(
                condition=Q(nilai=None) | Q(nilai__range=(1, 4)), name="pengaduan_nilai_1_4"
            ),
            models.CheckConstraint(
                condition=Q(terlapor=None) | Q(penangan=None) | ~Q(terlapor=models.F("penangan")),
                name="pengaduan_bukan_terlapor",
            ),
        ]
        verbose_name = "pengaduan"

    # --- whose it is ------------------------------------------------------------------------------
    @classmethod
    def milik(cls, user: User) -> Q:
        return Q(created_by=user, kanal=cls.Kanal.AKUN)

    @classmethod
    def search(cls, q: str) -> list[Q]:
        return [Q(nomor__icontains=q), Q(judul__icontains=q)]

    @classmethod
    def giliran(cls, user: User) -> Q:
        """What waits for a handler waits for the one who was assigned.

        Nothing waits for whom it is about.
        """
        return (
            ~Q(status__in=(Status.DITANGANI, Status.DIPANTAU, Status.MENYUSUN_TANGGAPAN))
            | Q(penangan=user)
        ) & ~cls.tentang(user)

    @classmethod
    def tentang(cls, user: User) -> Q:
        """The complaints that are about this person, or name them."""
        return Q(terlapor__isnull=False, terlapor=user) | Q(disebut__contains=user.pk)

    def diadukan(self, user: User) -> bool:
        """Whether this person is complained about, or named by the report."""
        return user.pk == self.terlapor_id or user.pk in self.disebut

    def subject(self) -> str:
        return self.judul

    def applicants(self) -> list[Any]:
        return [self.created_by] if self.kanal == self.Kanal.AKUN else []

    def roles_of(self, user: User) -> frozenset[str]:
        """Whoever complained acts as the reporter, with whatever account.

        Every other reporter is a stranger here. Who leads complaints and took this one over acts
        as its handler.
        """
        roles = frozenset(user.roles(self.uml)) - OUTSIDE
        if user.pk == self.penangan_id and roles & PENGAMBIL_ALIH:
            roles |= {Role.PENANGAN_PENGADUAN}
        if self.pelapor_adalah(user):
            return roles | {Role.PELAPOR}
        return roles | pengganti(self, user, roles)

    def pelapor_adalah(self, user: User) -> bool:
        """The reporter's account.

        Or the account that acts for those who came with number and code.
        """
        own = self.kanal == self.Kanal.AKUN and user.pk == self.created_by_id
        return own or self.tanpa_akun(user)

    def tanpa_akun(self, user: User) -> bool:
        """Whether this is the account of those who came with number and code."""
        return user.username == username_umum(self.uml)

    def pelaku(self, by: User | None, role: str) -> User | None:
        """The log says that the reporter acted, never who that is."""
        return None if role in OUTSIDE else by

    def says(self, role: str) -> str:
        return super().says(Role.PELAPOR if role in PEMOHON else role)

    def halangan(self, step: Step, user: User) -> str:
        if self.diadukan(user):
            return "Anda yang diadukan; langkah ini dilakukan orang lain."
        if Role.PENANGAN_PENGADUAN in step.by and user.pk != self.penangan_id:
            return "Pengaduan ini ditugaskan kepada penangan lain."
        return ""

    def rahasia(self) -> Rahasia | None:
        who = getattr(self, "identitas", None) if self.dilindungi else None
        return rahasia([who.orang()]) if who else None

    def mengenal(self, user: User) -> bool:
        return self.pelapor_adalah(user) or bool(peran_pembaca(self, user))

    def is_applicant(self, user: User) -> bool:
        return self.pelapor_adalah(user)

    def orang_kunci(self) -> list[Any]:
        return [self.penangan] if self.penangan else []

    @classmethod
    def tertutup(cls, user: User) -> Q:
        return cls.tentang(user)

    def perkara_terkait(self) -> Case | None:
        return self.terkait

    def kode_lagi(self) -> str:
        """The access code for whoever just sent the form; "" when that was too long ago."""
        if self.kode_sekali or not self.kunci or now() - self.created_at > KODE_TERBACA:
            return self.kode_sekali
        kode = kode_dari(self.kunci)
        return kode if self.cocok(kode) else ""

    def cocok(self, kode: str) -> bool:
        return compare_digest(self.kode_sidik, sidik_kode(kode))

    @property
    def penolakan_terbaca(self) -> bool:
        """Whether the reporter reads why it was refused: once a second person has agreed."""
        return bool(self.alasan_penolakan) and self.status != Status.PENOLAKAN

    @property
    def dilindungi(self) -> bool:
        return self.kerahasiaan != self.Kerahasiaan.TERBUKA

    # --- clocks -----------------------------------------------------------------------------------
    def jatuh_tempo(self, at: datetime) -> datetime | None:
        """The nearest of all clocks that run; a handler is named within a working day."""
        calendar = calendar_for(self.uml_id)
        if limit := DIPUTUS_DALAM.get(Status(self.status)):
            return calendar.add(at, limit)
        if self.status not in BERKELAS:
            return None
        ends = [clock.tenggat for clock in jam_dari(self) if clock.berjalan]
        if self.status == Status.MENUNGGU_PENUGASAN:
            ends.append(calendar.add(at, hari_kerja(1)))
        return min(ends, default=None)

    def akui(self) -> None:
        self.diakui_at = self.diakui_at or now()

    def beri_kabar(self) -> None:
        self.akui()
        self.ditanggap_at = self.ditanggap_at or now()

    def lanjut_setelah_menunggu(self) -> dict:
        """Move the deadlines of clocks that stood still by the working minutes that were waited."""
        calendar = calendar_for(self.uml_id)
        waited = calendar.minutes_between(self.status_since, now())
        if not waited:
            # Adding nothing would still move a deadline at the end of a day to the next morning.
            return {"menunggu_menit": 0}
        if not self.ditanggap_at:
            self.tenggat_tanggap = calendar.add(self.tenggat_tanggap, menit_kerja(waited))
            self.jeda_tanggap += waited
        if self.status == Status.MENUNGGU_KETERANGAN and self.tenggat_selesai:
            self.tenggat_selesai = calendar.add(self.tenggat_selesai, menit_kerja(waited))
            self.jeda_selesai += waited
        return {"menunggu_menit": waited}

    # --- what the steps set -----------------------------------------------------------------------
    def isi_laporan(
        self,
        *,
        judul: str,
        uraian: str,
        kanal: str,
        kerahasiaan: str,
        permintaan: str,
        layanan: str,
        tempat: str,
        nomor_terkait: str,
        tanggal_kejadian: date | None,
        terkait: Case | None,
        yang_diadukan: str,
        terlapor: User | None,
    ) -> dict:
        calendar = calendar_for(self.uml_id)
        self.judul, self.uraian, self.kanal, self.kerahasiaan = judul, uraian, kanal, kerahasiaan
        self.permintaan, self.layanan, self.tempat = permintaan, layanan, tempat
        self.nomor_terkait, self.tanggal_kejadian = nomor_terkait, tanggal_kejadian
        self.terkait, self.yang_diadukan, self.terlapor = terkait, yang_diadukan, terlapor
        named = menunjuk(self.uml, yang_diadukan) | disebut(
            self.uml, f"{judul}\n{uraian}\n{permintaan}"
        )
        self.disebut = sorted(named)
        self.kode_sekali = kode_dari(self.kunci or uuid4())
        self.kode_sidik = sidik_kode(self.kode_sekali)
        self.tenggat_akui = calendar.add(self.created_at, hari_kerja(3))
        self.tenggat_tanggap = calendar.add(self.created_at, hari_kerja(5))
        return {
            "kanal": kanal,
            "kerahasiaan": kerahasiaan,
            "layanan": self.layanan,
            "ada_terlapor": bool(named or terlapor),
        }

    def mulai_lengkap(
        self, *, akar_masalah: str, terlapor: Any = None, terkait: Any = None
    ) -> dict:
        self.akui()
        self.akar_masalah, self.lengkap_at = akar_masalah, now()
        self.terlapor = terlapor or self.terlapor
        self.terkait = terkait or self.terkait
        self.tenggat_hukum = calendar_for(self.uml_id).add(now(), hari_kalender(60))
        return {
            "akar_masalah": akar_masalah,
            "ada_terlapor": self.terlapor is not None,
            "terkait": "" if self.dilindungi else str(self.terkait or ""),
        }

    def usulkan_tolak(self, *, jenis_penolakan: str, isi: str, rujukan: str) -> dict:
        """What is proposed; the reporter reads it once a second person has agreed."""
        self.akui()
        self.jenis_penolakan, self.alasan_penolakan, self.rujukan = jenis_penolakan, isi, rujukan
        return {"jenis_penolakan": jenis_penolakan, "rujukan": rujukan}

    def batal_tolak(self) -> None:
        self.jenis_penolakan, self.alasan_penolakan, self.rujukan = "", "", ""
        self.penangan = None

    def golongkan(self, *, jenis: str, tingkat: str, kelas: int) -> dict:
        self.jenis, self.tingkat, self.kelas = jenis, tingkat, kelas
        self._mulai_kelas()
        return {"jenis": jenis, "tingkat": tingkat, "kelas": kelas}

    def _mulai_kelas(self) -> None:
        self.kelas_at, self.jeda_selesai = now(), 0
        self.tenggat_selesai = calendar_for(self.uml_id).add(now(), hari_kerja(self.kelas or 0))

    def lepas_penangan(self) -> dict:
        return self.tunjuk(penangan=None)

    def tunjuk(self, *, penangan: Any) -> dict:
        if penangan is not None and (reason := halangan_penangan(self, penangan)):
            raise ValidationError(f"{penangan.nama} tidak dapat ditugaskan. {reason}")
        self.penangan = penangan
        return {"penangan": penangan.username if penangan else ""}

    def tanggapi(self, *, isi: str, tindakan: str, akar_masalah: str) -> dict:
        self.beri_kabar()
        self.tanggapan, self.tindakan, self.akar_masalah, self.dijawab_at = (
            isi,
            tindakan,
            akar_masalah,
            now(),
        )
        return {"akar_masalah": akar_masalah}

    def buka_lagi(self) -> dict:
        self.penangan, self.dijawab_at = None, None
        self.dibuka_kembali += 1
        self._mulai_kelas()
        return {"ke": self.dibuka_kembali}

    def paper_replaced_by(self, code: str) -> Dokumen | None:
        return Dokumen.objects.terbit_untuk(self, code=code).first()
