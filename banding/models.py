"""An appeal against a closed complaint."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from banding import panel, perbuatan
from banding.machine import MACHINE, BandingMachine, Status
from banding.rows import Akibat, AnggotaPanel, Bahan, Keterkaitan, Lampiran
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.workflow import registry
from metrologi.workflow.cases import Case, CaseQuerySet
from metrologi.workflow.layanan import larangan

__all__ = ["Akibat", "AnggotaPanel", "Bahan", "Banding", "Keterkaitan", "Lampiran"]
KANTOR = (Role.STAF_PJTK, Role.KETUA_TIM_PJTK, Role.TIM_TEKNIS, Role.KEPALA)
BERSAMA_PANEL = (Status.INVESTIGASI, Status.RAPAT)


class BandingQuerySet(CaseQuerySet):
    def visible_to(self, user: Any) -> Any:
        """The offices that handle appeals see those of their unit, a panel member those they sit on, others their own."""
        if not user.is_authenticated:
            return self.none()
        units = user.units_with(KANTOR)
        mine = self.model.milik(user) | Q(pk__in=AnggotaPanel.objects.duduk(user))
        return self.filter(Q(uml_id__in=units) | mine).exclude(pk__in=tentang(user))


def tentang(user: Any) -> Any:
    """The appeals that began with a complaint about this person; they must not reach them."""
    machine = registry.find("pengaduan")
    if machine is None:
        return Banding.objects.none().values("pk")
    about = machine.model.objects.filter(terlapor=user).values("pk")
    return Banding.objects.filter(origin_type__model="pengaduan", origin_id__in=about).values("pk")


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

    pemohon = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
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
    tujuan = models.ForeignKey("uttp.UmlTetangga", null=True, on_delete=models.PROTECT, related_name="+")
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
    list_related = ("uml",)

    class Meta(Case.Meta):
        constraints = [
            *Case.Meta.constraints, MACHINE.constraint(),
            models.UniqueConstraint(fields=["origin_type", "origin_id"], name="satu_banding_satu_pengaduan"),
            models.CheckConstraint(condition=~Q(status__in=["persetujuan", "disposisi", "penyampaian", "selesai"])
                                   | ~Q(putusan=""), name="banding_diputus"),
        ]
        verbose_name = "banding"

    # --- whose it is ----------------------------------------------------------------------------------
    @classmethod
    def milik(cls, user: Any) -> Q:
        return Q(pemohon=user)

    @classmethod
    def giliran(cls, user: Any) -> Q:
        """What waits for the panel waits for its members only."""
        seat = ~Q(status__in=BERSAMA_PANEL) | Q(pk__in=AnggotaPanel.objects.duduk(user))
        return seat & ~Q(pk__in=tentang(user))

    @classmethod
    def search(cls, q: str) -> Q:
        return Q(nomor__icontains=q) | Q(nama_pemohon__icontains=q) | Q(perihal__icontains=q)

    def applicants(self) -> list[Any]:
        return [self.pemohon] if self.pemohon else []

    def subject(self) -> str:
        return self.perihal

    def roles_of(self, user: Any) -> frozenset[str]:
        """Being on the roster of panels is not being on this panel; whoever appealed is the customer, whatever account."""
        roles = super().roles_of(user) | ({Role.PELANGGAN} if user.pk == self.pemohon_id else set())
        return roles - {Role.PANEL_BANDING} if Role.PANEL_BANDING in roles and not self.anggota_dari(user) else roles

    def terungkap(self, text: str) -> bool:
        """Whether a text names the protected customer, by name, address of e-mail or telephone."""
        if not self.dilindungi or self.pemohon is None:
            return False
        phone = re.sub(r"\D", "", self.pemohon.phone or "")[-9:]
        words = [w for w in (self.pemohon.nama, self.pemohon.email) if w]
        said, digits = text.casefold(), re.sub(r"\D", "", text)
        return any(w.casefold() in said for w in words) or (len(phone) > 6 and phone in digits)

    def says(self, role: str) -> str:
        return super().says(Role.PELANGGAN if role in OUTSIDE else role)

    def pelaku(self, by: Any, role: str) -> Any:
        """The log of an appeal made in confidence says that the customer acted, never who that is."""
        return None if self.dilindungi and role in OUTSIDE else by

    def halangan(self, step: Any, user: Any) -> str:
        """Personal bars: the chair's steps, a member who has not declared, a Kepala who signed the disputed paper."""
        if step.name in ("setujui_putusan", "kembalikan_ke_panel") and (signed := perbuatan.menandatangani(self, user)):
            return (f"Anda menandatangani surat yang disengketakan ({signed}); putusan ini disetujui oleh pejabat "
                    "pelaksana harian.")
        return self._halangan_panel(step, user) if Role.PANEL_BANDING in step.by else ""

    def _halangan_panel(self, step: Any, user: Any) -> str:
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

    # --- panel ------------------------------------------------------------------------------------------
    def anggota_dari(self, user: Any) -> AnggotaPanel | None:
        """The seat of this person on the panel in office; None for everybody else."""
        return next((a for a in self.panel() if a.user_id == user.pk), None)

    def panel(self) -> list[AnggotaPanel]:
        """The members in office, the chair first."""
        return [a for a in self.kursi() if a.menjabat]

    def usulan(self) -> list[AnggotaPanel]:
        return [a for a in self.kursi() if a.ditunjuk_at is None]

    def kursi(self) -> list[AnggotaPanel]:
        """Every seat there is or was, the chair first; read once, for each step that is offered asks who sits."""
        if "_kursi" not in self.__dict__:
            self.__dict__["_kursi"] = list(self.anggota.select_related("user").order_by("-ketua", "pk")) if self.pk else []
        found: list[AnggotaPanel] = self.__dict__["_kursi"]
        return found

    def lupakan_kursi(self) -> None:
        """Call after writing to seats."""
        self.__dict__.pop("_kursi", None)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.lupakan_kursi()
        super().refresh_from_db(*args, **kwargs)

    def penilai(self) -> panel.Penilai:
        return perbuatan.penilai(self)

    def nilai_usulan(self) -> panel.Putusan:
        usulan = self.usulan()
        return self.penilai().nilai([a.user_id for a in usulan], next((a.user_id for a in usulan if a.ketua), None))

    def keterkaitan(self) -> Iterator[tuple[int, panel.Perbuatan]]:
        """Declared ties to this customer: to the account, to the business of the matter, or made in this case."""
        owners = [c.pemilik_id for c in perbuatan.sengketa(self) if getattr(c, "pemilik_id", None)]
        wanted = Q(banding=self.pk) | Q(pemilik__in=owners) | (Q(akun=self.pemohon_id) if self.pemohon_id else Q(pk__in=[]))
        for tie in Keterkaitan.objects.filter(wanted):
            yield tie.user_id, panel.Perbuatan(panel.Jenis.TERKAIT, tie.uraian, tie.sampai)

    # --- the steps' own rules ---------------------------------------------------------------------------
    def terima_permohonan(self, *, perihal: str, uraian: str, harapan: str, cara_masuk: str = Cara.PORTAL,
                          nama_pemohon: str = "", nomor_surat: str = "", tanggal_surat: Any = None, **rest: Any) -> dict:
        self.periksa_asal()
        self.perihal, self.uraian, self.harapan = perihal, uraian, harapan
        self.cara_masuk, self.nomor_surat, self.tanggal_surat = cara_masuk, nomor_surat, tanggal_surat
        self.nama_pemohon = "Pemohon (identitas dilindungi)" if self.dilindungi else nama_pemohon or str(
            self.pemohon or "Pelanggan")
        return {"pengaduan": str(self.origin), "cara": cara_masuk}

    def periksa_asal(self) -> None:
        """An appeal is only against a closed complaint of the same person, about a service that allows it."""
        asal = self.origin
        if asal is None or asal.machine.code != "pengaduan":
            raise ValidationError("Banding hanya dapat diajukan atas pengaduan yang sudah ditutup.")
        if alasan := alasan_tidak_dapat(asal, self.created_by):
            raise ValidationError(alasan)
        self.layanan = asal.layanan or ""
        self.pemohon = next(iter(asal.applicants()), None)
        self.dilindungi = getattr(asal, "dilindungi", False)

    def terima_usulan(self, anggota: list[int], ketua: int) -> dict:
        putusan = self.penilai().nilai(anggota, ketua)
        if not putusan.sah:
            raise ValidationError(list(putusan.alasan))
        return {"anggota": anggota, "ketua": ketua}

    def simpan_usulkan_panel(self, *, anggota: list[int], ketua: int, **rest: Any) -> None:
        self.anggota.diusulkan().delete()
        AnggotaPanel.objects.bulk_create(AnggotaPanel(banding=self, user_id=pk, ketua=pk == ketua) for pk in anggota)
        self.lupakan_kursi()

    def tetapkan(self, *, hadir: list[dict], notulen: str, putusan: str, pertimbangan: str, perbedaan: str = "",
                 akibat: list[str] | None = None, **rest: Any) -> dict:
        """The panel's decision; more than half of its members and its chair sat, or there is none."""
        if not self.kuorum({h["user"] for h in hadir if h.get("user")}):
            raise ValidationError("Rapat belum kuorum: lebih dari separuh anggota panel, termasuk ketuanya, harus hadir.")
        if putusan not in self.Putusan.values:
            raise ValidationError("Pilih putusan panel.")
        if bool(akibat) != (putusan != self.Putusan.DITOLAK):
            raise ValidationError("Banding yang diterima menyebut akibatnya; yang ditolak tidak berakibat.")
        self.hadir, self.notulen, self.perbedaan = hadir, notulen, perbedaan
        self.putusan, self.pertimbangan, self.akibat = putusan, pertimbangan, akibat or []
        return {"putusan": putusan, "hadir": len(hadir), "akibat": self.akibat}

    def kuorum(self, hadir: set[int]) -> bool:
        """Whether more than half of the panel and its chair are present."""
        panel_ini = self.panel()
        present = [a for a in panel_ini if a.user_id in hadir]
        return 2 * len(present) > len(panel_ini) and any(a.ketua for a in present)


def alasan_tidak_dapat(pengaduan: Any, user: Any) -> str:
    """Why this complaint cannot be appealed by this person; "" when it can."""
    if pengaduan.status != "ditutup":
        return "Banding baru dapat diajukan setelah pengaduan ditutup."
    if alasan := larangan(pengaduan.layanan or ""):
        return alasan
    if not pengaduan.is_applicant(user) and Role.STAF_PJTK not in user.roles(pengaduan.uml):
        return "Banding hanya dapat diajukan oleh pelanggan yang menyampaikan pengaduannya."
    if Banding.objects.filter(origin_type__model="pengaduan", origin_id=pengaduan.pk).exists():
        return "Pengaduan ini sudah dibanding."
    return ""
