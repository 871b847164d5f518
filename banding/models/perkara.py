"""An appeal against a closed complaint."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from banding import panel, perbuatan
from banding.machine import MACHINE, BandingMachine, Status
from banding.models.baris import AnggotaPanel, Keterkaitan
from metrologi.accounts.models import User
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.clock.duration import hari
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now
from metrologi.documents.models import Dokumen
from metrologi.workflow.cases import Case, CaseQuerySet
from metrologi.workflow.layanan import larangan
from metrologi.workflow.rahasia import Orang, Rahasia, rahasia
from pengaduan.machine import Status as StatusPengaduan
from pengaduan.models import Pengaduan

if TYPE_CHECKING:
    from metrologi.workflow.declare import Step

KANTOR = (Role.STAF_PJTK, Role.KETUA_TIM_PJTK, Role.TIM_TEKNIS, Role.KEPALA)
MENGENAL = {Role.STAF_PJTK, Role.KEPALA, Role.PANEL_BANDING}
# Papers that are issued anew when the panel or its meeting changes.
DIGANTI = ("sk_panel_banding", "undangan_banding")
BERSAMA_PANEL = (Status.INVESTIGASI, Status.RAPAT)
SESUDAH_PANEL = (Status.PERSETUJUAN, Status.DISPOSISI, Status.PENYAMPAIAN, Status.SELESAI)


class BandingQuerySet(CaseQuerySet):
    def atas(self, complaints: Any) -> Any:
        """The appeals against these complaints, given as primary keys or as a query for them."""
        return self.filter(origin_type__model=Pengaduan._meta.model_name, origin_id__in=complaints)

    def visible_to(self, user: User) -> Any:
        """The offices that handle appeals see those of their unit, a panel member those they sit
        on, others their own.
        """
        if not user.is_authenticated:
            return self.none()
        units = user.units_with(KANTOR)
        mine = self.model.milik(user) | Q(pk__in=AnggotaPanel.objects.duduk(user))
        return self.filter(Q(uml_id__in=units) | mine).exclude(pk__in=tentang(user))


def tentang(user: User) -> Any:
    """The appeals that began with a complaint about this person; they must not reach them."""
    about = Pengaduan.objects.filter(Pengaduan.tentang(user)).values("pk")
    return Banding.objects.atas(about).values("pk")


class Banding(BandingMachine, Case):
    class Cara(models.TextChoices):
        PORTAL = "portal", "Melalui portal"
        SUREL = "surel", "Surel"
        EKSPEDISI = "ekspedisi", "Ekspedisi"
        LANGSUNG = "langsung", "Diserahkan langsung"

    class Putusan(models.TextChoices):
        DITERIMA = "diterima", "Banding diterima"
        SEBAGIAN = "sebagian", "Banding diterima sebagian"
        DITOLAK = "ditolak", "Banding ditolak"

    pemohon = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    nama_pemohon = models.CharField(max_length=120)
    # The complaint was made in confidence: no page or paper of the appeal names the person either.
    dilindungi = models.BooleanField(default=False)
    layanan = models.CharField(max_length=60, blank=True)
    perihal = models.CharField(max_length=160)
    uraian = models.TextField()
    harapan = models.TextField()
    cara_masuk = models.CharField(max_length=10, choices=Cara.choices, default=Cara.PORTAL)
    nomor_surat = models.CharField(max_length=80, blank=True)
    tanggal_surat = models.DateField(null=True)
    relevansi = models.TextField(blank=True)
    alasan_penolakan = models.TextField(blank=True)
    tujuan = models.ForeignKey(
        "uttp.UmlTetangga", null=True, on_delete=models.PROTECT, related_name="+"
    )
    penjelasan_at = models.DateTimeField(null=True)
    penjelasan_tempat = models.CharField(max_length=160, blank=True)
    penjelasan_hal = models.TextField(blank=True)
    kesimpulan = models.TextField(blank=True)
    rapat_at = models.DateTimeField(null=True)
    rapat_tempat = models.CharField(max_length=160, blank=True)
    rapat_acara = models.TextField(blank=True)
    pihak = models.JSONField(default=list)
    hadir = models.JSONField(default=list)
    notulen = models.TextField(blank=True)
    perbedaan = models.TextField(blank=True)
    putusan = models.CharField(max_length=10, choices=Putusan.choices, blank=True)
    pertimbangan = models.TextField(blank=True)
    akibat = models.JSONField(default=list)
    cara_sampai = models.CharField(max_length=10, choices=Cara.choices, blank=True)
    penerima = models.CharField(max_length=120, blank=True)
    resi = models.CharField(max_length=80, blank=True)

    lampiran: Any
    bahan: Any
    anggota: Any
    objects = BandingQuerySet.as_manager()

    class Meta(Case.Meta):
        constraints = [
            *Case.Meta.constraints,
            MACHINE.constraint(),
            models.UniqueConstraint(
                fields=["origin_type", "origin_id"], name="satu_banding_satu_pengaduan"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["persetujuan", "disposisi", "penyampaian", "selesai"])
                | ~Q(putusan=""),
                name="banding_diputus",
            ),
        ]
        verbose_name = "banding"

    # --- whose it is ------------------------------------------------------------------------------
    @classmethod
    def milik(cls, user: User) -> Q:
        return Q(pemohon=user)

    @classmethod
    def giliran(cls, user: User) -> Q:
        """What waits for the panel waits for its members only."""
        seat = ~Q(status__in=BERSAMA_PANEL) | Q(pk__in=AnggotaPanel.objects.duduk(user))
        return seat & ~Q(pk__in=tentang(user))

    @classmethod
    def search(cls, q: str) -> list[Q]:
        return [Q(nomor__icontains=q), Q(nama_pemohon__icontains=q), Q(perihal__icontains=q)]

    def applicants(self) -> list[Any]:
        return [self.pemohon] if self.pemohon else []

    def subject(self) -> str:
        return self.perihal

    def roles_of(self, user: User) -> frozenset[str]:
        """Being on the roster of panels is not being on this panel.

        Whoever appealed is the customer, whatever account.
        """
        roles = super().roles_of(user) | ({Role.PELANGGAN} if self._pemohon(user) else set())
        return (
            roles - {Role.PANEL_BANDING}
            if Role.PANEL_BANDING in roles and not self.anggota_dari(user)
            else roles
        )

    def rahasia(self) -> Rahasia | None:
        """The customer of an appeal made in confidence, as account and complaint know them."""
        if not self.dilindungi:
            return None
        own = self.pemohon
        people = [Orang(own.nama, own.phone, own.email)] if own else []
        told = self.origin.rahasia() if isinstance(self.origin, Pengaduan) else None
        return rahasia([*people, *(told.orang if told else ())])

    def mengenal(self, user: User) -> bool:
        """The customer, the desk that hears and delivers, the Kepala, and the panel that sits with
        the customer.
        """
        roles = self.roles_of(user) if self.pk else user.roles(self.uml)
        return self._pemohon(user) or bool(roles & MENGENAL)

    def _pemohon(self, user: User) -> bool:
        """Whether this is the customer's account, or the one of those who have none."""
        if self.pemohon_id:
            return user.pk == self.pemohon_id
        asal = self.origin
        return isinstance(asal, Pengaduan) and asal.tanpa_akun(user)

    def says(self, role: str) -> str:
        return super().says(Role.PELANGGAN if role in OUTSIDE else role)

    def pelaku(self, by: User | None, role: str) -> User | None:
        """The log of an appeal made in confidence says that the customer acted, never who that
        is.
        """
        return None if self.dilindungi and role in OUTSIDE else by

    def diadukan(self, user: User) -> bool:
        """Whether the complaint behind this appeal is about this person."""
        return isinstance(self.origin, Pengaduan) and self.origin.diadukan(user)

    def halangan(self, step: Step, user: User) -> str:
        """Personal bars: whom it is about, the chair's steps, a member who has not declared, a
        Kepala who signed the disputed paper.
        """
        if self.diadukan(user):
            return "Pengaduan yang dibanding tentang Anda; langkah ini dilakukan orang lain."
        if step.name in ("setujui_putusan", "kembalikan_ke_panel") and (
            signed := perbuatan.menandatangani(self, user)
        ):
            return (
                f"Anda menandatangani surat yang disengketakan ({signed}); putusan ini "
                f"disetujui oleh pejabat "
                "pelaksana harian."
            )
        return self._halangan_panel(step, user) if Role.PANEL_BANDING in step.by else ""

    def sudah(self, step: Step, user: User) -> bool:
        if step.name != "nyatakan_netral":
            return False
        seats = [a for a in self.anggota.all() if a.user_id == user.pk and a.menjabat]
        return any(seat.pernyataan_at for seat in seats)

    def _halangan_panel(self, step: Step, user: User) -> str:
        seat = self.anggota_dari(user)
        if seat is None:
            return "Anda bukan anggota panel banding ini."
        if step.name == "nyatakan_netral":
            return "Anda sudah menyatakan ketidakberpihakan." if seat.pernyataan_at else ""
        if seat.pernyataan_at is None and step.name != "mundur_dari_panel":
            return "Nyatakan ketidakberpihakan Anda lebih dahulu."
        if step.name in ("selesai_investigasi", "putuskan_banding") and not seat.ketua:
            return "Langkah ini dilakukan ketua panel."
        return ""

    def awal_janji(self, status: str, sejak: datetime) -> datetime:
        """The SOP's one working day of the meeting runs from the meeting, not the invitation."""
        return max(sejak, self.rapat_at) if status == Status.RAPAT and self.rapat_at else sejak

    def orang_kunci(self) -> list[User]:
        """Every member declares before the investigation ends; the chair notes the decision."""
        seats = self.panel()
        if self.status == Status.RAPAT:
            seats = [seat for seat in seats if seat.ketua]
        return [seat.user for seat in seats]

    @classmethod
    def tertutup(cls, user: User) -> Q:
        return Q(pk__in=tentang(user))

    def paper_replaced_by(self, code: str) -> Dokumen | None:
        """A new decree or invitation takes the one before it out of force."""
        if code in DIGANTI:
            return Dokumen.objects.terbit_untuk(self, code=code).last()
        return super().paper_replaced_by(code)

    # --- panel ------------------------------------------------------------------------------------
    def anggota_dari(self, user: User) -> AnggotaPanel | None:
        """The seat of this person on the panel in office; None for everybody else."""
        return next((a for a in self.panel() if a.user_id == user.pk), None)

    def panel(self) -> list[AnggotaPanel]:
        """The members in office, the chair first."""
        return [a for a in self.kursi if a.menjabat]

    def usulan(self) -> list[AnggotaPanel]:
        return [a for a in self.kursi if a.ditunjuk_at is None]

    @cached_property
    def kursi(self) -> list[AnggotaPanel]:
        """Every seat there is or was, the chair first."""
        if not self.pk:
            return []
        return list(self.anggota.select_related("user").order_by("-ketua", "pk"))

    def lupakan_kursi(self) -> None:
        """Read the seats anew; call it after writing to them."""
        self.__dict__.pop("kursi", None)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.lupakan_kursi()
        super().refresh_from_db(*args, **kwargs)

    def boleh_baca_bahan(self, user: User) -> bool:
        """The panel reads what it found; the Kepala once there is a decision to approve."""
        if self.anggota_dari(user):
            return True
        return self.status in SESUDAH_PANEL and Role.KEPALA in user.roles(self.uml)

    def penilai(self) -> panel.Penilai:
        return perbuatan.penilai(self)

    def nilai_usulan(self) -> panel.Putusan:
        usulan = self.usulan()
        return self.penilai().nilai(
            [a.user_id for a in usulan], next((a.user_id for a in usulan if a.ketua), None)
        )

    def keterkaitan(self) -> Iterator[tuple[int, panel.Perbuatan]]:
        """Declared ties to this customer.

        To the account, to the business of the matter, or made in this case.
        """
        owners = [c.pemilik_id for c in perbuatan.sengketa(self) if getattr(c, "pemilik_id", None)]
        wanted = (
            Q(banding=self.pk)
            | Q(pemilik__in=owners)
            | (Q(akun=self.pemohon_id) if self.pemohon_id else Q(pk__in=[]))
        )
        for tie in Keterkaitan.objects.filter(wanted):
            yield tie.user_id, panel.Perbuatan(panel.Jenis.TERKAIT, tie.uraian, tie.sampai)

    # --- the steps' own rules ---------------------------------------------------------------------
    def terima_permohonan(
        self,
        *,
        perihal: str,
        uraian: str,
        harapan: str,
        cara_masuk: str,
        nama_pemohon: str,
        nomor_surat: str,
        tanggal_surat: Any,
    ) -> dict:
        self._periksa_asal()
        self.perihal, self.uraian, self.harapan = perihal, uraian, harapan
        self.cara_masuk = cara_masuk or self.Cara.PORTAL
        self.nomor_surat, self.tanggal_surat = nomor_surat, tanggal_surat
        self.nama_pemohon = (
            "Pemohon (identitas dilindungi)"
            if self.dilindungi
            else nama_pemohon or str(self.pemohon or "Pelanggan")
        )
        return {"pengaduan": str(self.origin), "cara": self.cara_masuk}

    def _periksa_asal(self) -> None:
        """An appeal is only against a closed complaint of the same person, about a service that
        allows it.
        """
        asal = self.origin
        if not isinstance(asal, Pengaduan):
            raise ValidationError("Banding hanya dapat diajukan atas pengaduan yang sudah ditutup.")
        if alasan := alasan_tidak_dapat(asal, self.created_by):
            raise ValidationError(alasan)
        self.layanan = asal.layanan or ""
        self.pemohon = next(iter(asal.applicants()), None)
        self.dilindungi = asal.dilindungi

    def terima_usulan(self, anggota: list[int], ketua: int) -> dict:
        putusan = self.penilai().nilai(anggota, ketua)
        if not putusan.sah:
            raise ValidationError(list(putusan.alasan))
        return {"anggota": anggota, "ketua": ketua}

    def simpan_usulan(self, *, anggota: list[int], ketua: int) -> None:
        self.anggota.diusulkan().delete()
        AnggotaPanel.objects.bulk_create(
            AnggotaPanel(banding=self, user_id=pk, ketua=pk == ketua) for pk in anggota
        )
        self.lupakan_kursi()

    def periksa_ganti(self, *, ketua: int, diganti: int | None, pengganti: int | None) -> dict:
        """Somebody else, or another chair; ValidationError for a panel that is not lawful."""
        seats = [seat.user_id for seat in self.panel()]
        if bool(diganti) != bool(pengganti) or (diganti and diganti not in seats):
            raise ValidationError("Sebutkan siapa yang diganti dan siapa penggantinya.")
        stays = [pk for pk in seats if pk != diganti]
        self._periksa_susunan([*stays, *([pengganti] if pengganti else [])], ketua, pengganti)
        return {"ketua": ketua, "diganti": diganti, "pengganti": pengganti}

    def simpan_ganti(self, *, ketua: int, diganti: int | None, pengganti: int | None) -> None:
        """The seat of who leaves stays in the book; who stays keeps the declaration made."""
        at = now()
        self.anggota.menjabat().filter(user=diganti).update(berhenti_at=at)
        self.anggota.menjabat().update(ketua=False)
        if pengganti:
            AnggotaPanel.objects.create(banding=self, user_id=pengganti, ditunjuk_at=at)
        self.anggota.menjabat().filter(user=ketua).update(ketua=True)
        self.lupakan_kursi()

    def _periksa_susunan(self, anggota: list[int], ketua: int, pengganti: int | None) -> None:
        """Those who stay were judged when they were seated; who is new is judged now."""
        if ketua not in anggota or len(set(anggota)) != len(anggota):
            raise ValidationError("Ketua panel harus salah seorang anggotanya.")
        if pengganti and pengganti not in {c.id for c in self.penilai().berhak()}:
            raise ValidationError("Pengganti itu tidak berhak duduk dalam panel ini.")

    def ubah_rapat(
        self, *, waktu: datetime, tempat: str, acara: str, pihak: list[str] | None
    ) -> dict:
        before = self.rapat_at
        self.rapat_at, self.rapat_tempat, self.rapat_acara = waktu, tempat, acara
        self.pihak = pihak or []
        # The case stays where it is, so the day that its promise runs from is set by hand.
        self.due_at = calendar_for(self.uml_id).add(waktu, hari(1))
        return {"dari": before.isoformat() if before else "", "ke": waktu.isoformat()}

    def tetapkan(
        self,
        *,
        hadir: list[dict],
        notulen: str,
        putusan: str,
        pertimbangan: str,
        perbedaan: str,
        akibat: list[str] | None,
    ) -> dict:
        """The panel's decision.

        More than half of its members and its chair sat, or there is none.
        """
        if not self.kuorum({h["user"] for h in hadir if h.get("user")}):
            raise ValidationError(
                "Rapat belum kuorum: lebih dari separuh anggota panel, termasuk ketuanya, "
                "harus hadir."
            )
        if putusan not in self.Putusan.values:
            raise ValidationError("Pilih putusan panel.")
        if bool(akibat) != (putusan != self.Putusan.DITOLAK):
            raise ValidationError(
                "Banding yang diterima menyebut akibatnya; yang ditolak tidak berakibat."
            )
        self.hadir, self.notulen, self.perbedaan = hadir, notulen, perbedaan
        self.putusan, self.pertimbangan, self.akibat = putusan, pertimbangan, akibat or []
        return {"putusan": putusan, "hadir": len(hadir), "akibat": self.akibat}

    def diundang(self) -> list[dict]:
        """Everybody whom the meeting expects: the panel, the customer, further parties."""
        rows = [
            {"nama": str(a.user), "sebagai": "Ketua panel" if a.ketua else "Anggota panel"}
            for a in self.panel()
        ]
        others = [{"nama": name, "sebagai": "Pihak terkait"} for name in self.pihak]
        return [*rows, {"nama": self.nama_pemohon, "sebagai": "Pelanggan"}, *others]

    def absen(self) -> list[dict]:
        """Who was invited to the meeting and did not come."""
        came = {row["nama"] for row in self.hadir}
        return [row for row in self.diundang() if row["nama"] not in came]

    def kuorum(self, hadir: set[int]) -> bool:
        """Whether more than half of the panel and its chair are present."""
        panel_ini = self.panel()
        present = [a for a in panel_ini if a.user_id in hadir]
        return 2 * len(present) > len(panel_ini) and any(a.ketua for a in present)


def alasan_tidak_dapat(pengaduan: Pengaduan, user: User) -> str:
    """Why this complaint cannot be appealed by this person; "" when it can."""
    if pengaduan.status != StatusPengaduan.DITUTUP:
        return "Banding baru dapat diajukan setelah pengaduan ditutup."
    if alasan := larangan(pengaduan.layanan or ""):
        return alasan
    if not pengaduan.is_applicant(user) and Role.STAF_PJTK not in user.roles(pengaduan.uml):
        return "Banding hanya dapat diajukan oleh pelanggan yang menyampaikan pengaduannya."
    if Banding.objects.atas([pengaduan.pk]).exists():
        return "Pengaduan ini sudah dibanding."
    return ""
