"""Who there is: units (UML), people, the roles they hold there with dates, and their log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from metrologi.accounts import telepon
from metrologi.accounts.roles import OUTSIDE, PEMOHON, Role, with_twins
from metrologi.clock.now import now, today

BUKAN_ORANG = " "


class UmlManager(models.Manager["Uml"]):
    def aktif(self) -> models.QuerySet[Uml]:
        return self.filter(aktif=True).order_by("pk")

    def default(self) -> Uml:
        """The first active unit. An empty portal gets one, since every page names an office."""
        return (
            self.aktif().first()
            or self.get_or_create(kode="uml", defaults={"nama": "Unit Metrologi Legal"})[0]
        )


class Uml(models.Model):
    """An office of legal metrology; cases, papers, people and numbers belong to one."""

    class Biaya(models.TextChoices):
        OFF = "off", "Tidak ada dokumen biaya"
        NIHIL = "nihil", "SKRD nihil (tidak dipungut biaya)"
        TARIF = "tarif", "Menurut tarif daerah"

    class Kertas(models.TextChoices):
        A4 = "A4", "A4"
        F4 = "F4", "F4 (folio)"

    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("nama unit", max_length=150)
    instansi = models.TextField(
        "baris kop", blank=True, help_text="Satu baris kop per baris, dari instansi teratas."
    )
    alamat = models.CharField("alamat", max_length=250, blank=True)
    telepon = models.CharField("telepon", max_length=40, blank=True)
    email = models.EmailField("surel", blank=True)
    laman = models.URLField("laman", blank=True)
    kota = models.CharField("kota tempat surat", max_length=80, blank=True)
    tanda_daerah = models.CharField("tanda daerah pada cap tera", max_length=20, blank=True)
    lambang = models.ImageField("lambang", upload_to="lambang/", blank=True)
    kode_klasifikasi = models.CharField("kode klasifikasi arsip", max_length=30, blank=True)
    kebijakan_biaya = models.CharField(
        "kebijakan biaya", max_length=8, choices=Biaya, default=Biaya.NIHIL
    )
    dasar_biaya = models.TextField("dasar kebijakan biaya", blank=True)
    maklumat = models.TextField("maklumat pelayanan", blank=True)
    toleransi_kompensasi = models.PositiveSmallIntegerField(
        "toleransi kompensasi (menit kerja)",
        default=15,
        help_text="Keterlambatan yang lebih pendek tidak membuka kompensasi. "
        "0: setiap keterlambatan membukanya.",
    )
    kertas = models.CharField("ukuran kertas", max_length=4, choices=Kertas, default=Kertas.A4)
    jam_loket = models.TextField("jam buka loket", blank=True)
    penerbit_sertifikat = models.TextField(
        "penerbit sertifikat yang diterima",
        blank=True,
        help_text=(
            "Satu nama penerbit per baris, persis seperti pada sertifikat. "
            "Kunci tanda tangan dari penerbit lain ditolak. Lebih aman: nama, garis tegak, lalu "
            "sidik SHA-256 sertifikat penerbit; sertifikat yang hanya memakai namanya lalu ditolak."
        ),
    )
    pengawas = models.CharField(
        "pengawas luar",
        max_length=150,
        blank=True,
        help_text="Ke mana pengaduan tentang pejabat kantor ini diteruskan, misalnya Inspektorat.",
    )
    pengawas_surel = models.EmailField(
        "surel pengawas luar",
        blank=True,
        help_text="Diberi tahu, tanpa isinya, bila tidak ada pejabat yang boleh memeriksa.",
    )
    aktif = models.BooleanField("aktif", default=True)

    objects: ClassVar[UmlManager] = UmlManager()

    class Meta:
        ordering = ("pk",)
        verbose_name = "unit metrologi legal"
        verbose_name_plural = "unit metrologi legal"

    def __str__(self) -> str:
        return self.nama

    @property
    def kalimat_biaya(self) -> str:
        """What testing costs, in one sentence, as pages and papers say it."""
        return (
            "Biaya sesuai tarif daerah."
            if self.kebijakan_biaya == self.Biaya.TARIF
            else "Tidak dipungut biaya."
        )

    @property
    def penerbit_diterima(self) -> list[str]:
        """The issuers of certificates that this office accepts for signing keys."""
        return [line.strip() for line in self.penerbit_sertifikat.splitlines() if line.strip()]

    @classmethod
    def default(cls) -> Uml:
        return cls.objects.default()


class UserManager(BaseUserManager["User"]):
    def orang(self) -> models.QuerySet[User]:
        """The accounts of people.

        An account that is nobody's has a blank in its name, which no form takes: whoever could sign
        in with it would be all those in whose name it acts.
        """
        return self.exclude(username__contains=BUKAN_ORANG)

    def create_user(
        self, username: str, email: str = "", password: str | None = None, **fields: Any
    ) -> User:
        """An account that can sign in; without a password it cannot until one is set."""
        user = self.model(username=username, email=email or "", **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, email: str = "", password: str | None = None, **fields: Any
    ) -> User:
        return self.create_user(
            username, email, password, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do depends on their `Penugasan` of the day and on nothing else."""

    class Penolakan(models.TextChoices):
        TIDAK = "", "–"
        DITOLAK = "ditolak", "Ditolak"
        DINONAKTIFKAN = "dinonaktifkan", "Dinonaktifkan"

    # No "@" and no digit first: a user name never looks like an e-mail address or a telephone
    # number.
    username = models.CharField(
        "nama pengguna",
        max_length=60,
        unique=True,
        error_messages={"unique": "Nama pengguna ini sudah dipakai."},
        validators=[
            RegexValidator(
                r"\A[A-Za-z][A-Za-z0-9._-]{2,59}\Z",
                "Mulai dengan huruf; lalu huruf, angka, titik, garis; minimal 3.",
            )
        ],
    )
    nama = models.CharField("nama lengkap", max_length=120)
    email = models.EmailField("surel", blank=True)
    phone = models.CharField("nomor telepon", max_length=16, blank=True)
    nip = models.CharField(
        "NIP",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"\A[0-9]{18}\Z", "NIP terdiri atas 18 angka.")],
    )
    pangkat = models.CharField("pangkat", max_length=60, blank=True)
    golongan = models.CharField("golongan", max_length=10, blank=True)
    jabatan = models.CharField("jabatan", max_length=150, blank=True)
    uml = models.ForeignKey(
        Uml,
        verbose_name="unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pegawai",
        help_text="Kosong untuk pemilik alat dan pelapor.",
    )
    # No role follows from it: it says who looks after the account and signs its letters.
    kantor = models.ForeignKey(
        Uml,
        verbose_name="kantor pendaftaran",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    is_active = models.BooleanField("aktif", default=True)
    is_staff = models.BooleanField("boleh membuka basis data", default=False)
    date_joined = models.DateTimeField("terdaftar", default=now, editable=False)
    setuju_at = models.DateTimeField(
        "setuju kebijakan privasi", null=True, blank=True, editable=False
    )
    diaktifkan_at = models.DateTimeField("diaktifkan", null=True, blank=True, editable=False)
    diaktifkan_oleh = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    penolakan = models.CharField(
        "penolakan", max_length=15, choices=Penolakan, blank=True, editable=False
    )
    alasan = models.CharField("alasan", max_length=300, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["nama"]

    class Meta:
        ordering = ("nama", "pk")
        verbose_name = "akun"
        verbose_name_plural = "akun"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                Lower("username"),
                name="accounts_user_username_satu",
                violation_error_message="Nama pengguna ini sudah dipakai.",
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(is_active=True) & ~Q(email=""),
                name="accounts_user_email_aktif_satu",
                violation_error_message="Surel ini sudah dipakai akun lain.",
            ),
            models.UniqueConstraint(
                "phone",
                condition=Q(is_active=True) & ~Q(phone=""),
                name="accounts_user_phone_aktif_satu",
                violation_error_message="Nomor telepon ini sudah dipakai akun lain.",
            ),
            models.UniqueConstraint(
                "nip",
                condition=Q(is_active=True) & ~Q(nip=""),
                name="accounts_user_nip_aktif_satu",
                violation_error_message="NIP ini sudah dipakai akun lain.",
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"),
                name="accounts_user_phone_e164",
                violation_error_message="Nomor telepon tidak dikenali.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = (self.email or "").strip().lower()
        if self.phone and not telepon.E164.fullmatch(self.phone):
            self.phone = telepon.normal(self.phone)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.nama

    def get_short_name(self) -> str:
        return self.nama.split(",")[0]

    @property
    def telepon(self) -> str:
        return telepon.tampil(self.phone)

    @property
    def orang(self) -> bool:
        """Whether it is the account of a person; see `UserManager.orang`."""
        return BUKAN_ORANG not in self.username

    @property
    def menunggu(self) -> bool:
        """Registered, and neither activated, refused nor switched off yet."""
        return not self.is_active and not self.penolakan

    # --- roles ------------------------------------------------------------------------------------
    # For which roles the page being asked for was declared; empty where it is for everybody.
    page_roles: frozenset[str] = frozenset()

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.forget_roles()
        super().refresh_from_db(*args, **kwargs)

    def forget_roles(self) -> None:
        self.__dict__.pop("_all_posts", None)

    def remember_roles(self, posts: list[Penugasan]) -> None:
        """All posts of this person, read elsewhere."""
        for post in posts:
            post.user = self
        self._all_posts = sorted(posts, key=lambda post: (post.role, post.mulai, post.pk))

    @cached_property
    def _all_posts(self) -> list[Penugasan]:
        return list(self.daftar_penugasan.all()) if self.pk else []

    def semua_penugasan(self) -> list[Penugasan]:
        """Past, present and coming posts; one query for each account, none where prefetched."""
        return self._all_posts

    def _in_force(self, uml: Uml | None, day: date | None) -> list[Penugasan]:
        if not self.is_active:
            return []
        on = day or today()
        return [p for p in self.semua_penugasan() if p.in_force(on) and p.covers(uml)]

    def roles(self, uml: Uml, day: date | None = None) -> frozenset[str]:
        """Codes of the roles in force at `uml` on `day` (default: today).

        An applicant has both role codes of applicants.
        """
        return with_twins(frozenset(p.role for p in self._in_force(uml, day)))

    def roles_anywhere(self, day: date | None = None) -> frozenset[str]:
        """Role codes in force on `day` (today) at whatever unit.

        Enough to draw a menu or to let somebody near a page, never to let them act on an object:
        that asks `roles`, `holds` or `access.require_at` with the unit of the object.
        """
        return with_twins(frozenset(p.role for p in self._in_force(None, day)))

    def holds(self, role: str, uml: Uml, day: date | None = None) -> bool:
        return role in self.roles(uml, day)

    def penugasan(self, role: str, uml: Uml, day: date | None = None) -> Penugasan | None:
        """The appointment by which the role is held; the definitive one before an acting one."""
        wanted = PEMOHON if role in PEMOHON else {role}
        holding = [p for p in self._in_force(uml, day) if p.role in wanted]
        return min(
            holding, key=lambda p: (p.sifat != Penugasan.Sifat.DEFINITIF, p.mulai), default=None
        )

    def units_with(self, roles: Iterable[str], day: date | None = None) -> list[int]:
        """Primary keys of the units where any of `roles` is in force."""
        wanted = set(roles)
        return sorted(
            {
                p.uml_id
                for p in self._in_force(None, day)
                if p.uml_id is not None and p.role in wanted
            }
        )


class PenugasanQuerySet(models.QuerySet["Penugasan"]):
    def pada(self, day: date) -> PenugasanQuerySet:
        return self.filter(Q(sampai=None) | Q(sampai__gte=day), mulai__lte=day)


class Penugasan(models.Model):
    """A role of a person at a unit between two dates; outside roles hold everywhere (no `uml`)."""

    class Sifat(models.TextChoices):
        DEFINITIF = "definitif", "Definitif"
        PLT = "plt", "Pelaksana Tugas (Plt.)"
        PLH = "plh", "Pelaksana Harian (Plh.)"
        AN = "an", "Atas nama (a.n.)"

    AWALAN: ClassVar[dict[str, str]] = {"definitif": "", "plt": "Plt.", "plh": "Plh.", "an": "a.n."}

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="daftar_penugasan")
    role = models.CharField("peran", max_length=24, choices=Role)
    uml = models.ForeignKey(
        Uml, verbose_name="unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sifat = models.CharField("sifat", max_length=10, choices=Sifat, default=Sifat.DEFINITIF)
    atas_jabatan = models.CharField(
        "atas jabatan",
        max_length=150,
        blank=True,
        help_text="Jabatan yang diwakili, misalnya Kepala UPTD Metrologi Legal.",
    )
    mulai = models.DateField("mulai", default=today)
    sampai = models.DateField(
        "sampai", null=True, blank=True, help_text="Hari terakhir; kosongkan bila tanpa batas."
    )
    dasar = models.CharField(
        "dasar penugasan",
        max_length=200,
        blank=True,
        help_text="Nomor surat keputusan atau surat tugas.",
    )
    oleh = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects: ClassVar[Any] = PenugasanQuerySet.as_manager()

    class Meta:
        ordering = ("role", "mulai", "pk")
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        indexes: ClassVar[list[Any]] = [models.Index(fields=["uml", "role"])]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")),
                name="accounts_penugasan_urut",
                violation_error_message="Tanggal sampai tidak boleh sebelum tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(uml__isnull=False) | Q(role__in=sorted(OUTSIDE)),
                name="accounts_penugasan_pegawai_berunit",
                violation_error_message="Peran pegawai selalu pada satu unit.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.awalan} {self.get_role_display()}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.user.forget_roles()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.user.forget_roles()
        return super().delete(*args, **kwargs)

    @property
    def awalan(self) -> str:
        """What stands before the office in a signature block: "", "Plt.", "Plh." or "a.n."."""
        return self.AWALAN[self.sifat]

    def in_force(self, day: date) -> bool:
        return self.mulai <= day and (self.sampai is None or day <= self.sampai)

    def covers(self, uml: Uml | None) -> bool:
        return uml is None or self.uml_id is None or self.uml_id == uml.pk


class CatatanAkun(models.Model):
    """What happened to an account and through whom; rows are only ever added."""

    class Peristiwa(models.TextChoices):
        DAFTAR = "daftar", "Mendaftar"
        AKTIF = "aktif", "Diaktifkan"
        TOLAK = "tolak", "Ditolak"
        NONAKTIF = "nonaktif", "Dinonaktifkan"
        SANDI = "sandi", "Sandi diganti"
        DATA = "data", "Data diubah"
        BERI = "beri", "Peran diberikan"
        HENTI = "henti", "Peran dihentikan"
        SUREL = "surel", "Surel dikirim"
        KUNCI = "kunci", "Kunci tanda tangan"
        FAKTOR = "faktor", "Verifikasi dua langkah"
        PULIH = "pulih", "Pemulihan akun"
        KODE_SALAH = "kode_salah", "Kode kedua salah"
        SESI = "sesi", "Sesi diakhiri"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="catatan")
    peristiwa = models.CharField(max_length=10, choices=Peristiwa)
    oleh = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    keterangan = models.CharField(max_length=300, blank=True)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(default=now)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "catatan akun"
        verbose_name_plural = "catatan akun"

    def __str__(self) -> str:
        return f"{self.get_peristiwa_display()} – {self.user}"

    @property
    def pelaku(self) -> str:
        """Who did it, for the letter to the owner of the account."""
        if self.oleh is None:
            return "tautan surel"
        return "pemilik akun" if self.oleh == self.user else self.oleh.nama

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("catatan akun tidak diubah")
        super().save(*args, **kwargs)
