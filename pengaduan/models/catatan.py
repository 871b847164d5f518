"""What is kept beside a complaint.

Identity and who read it, texts, escalations, messages of the mailbox.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from metrologi.clock.now import now
from metrologi.web import Chip
from metrologi.workflow.rahasia import Orang
from pengaduan.models.perkara import Pengaduan


class Identitas(models.Model):
    """Who complained; read through one page only, which keeps a record of every look."""

    pengaduan = models.OneToOneField(Pengaduan, on_delete=models.CASCADE, related_name="identitas")
    nama = models.CharField(max_length=120, blank=True)
    telepon = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    alamat = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "identitas pelapor"

    def __str__(self) -> str:
        return f"Identitas {self.pengaduan.nomor}"

    def orang(self) -> Orang:
        """The words that must not be told."""
        return Orang(self.nama, self.telepon, self.email, self.alamat)


class BacaanIdentitas(models.Model):
    """One look at an identity: by whom, in which role, why.

    A trigger refuses to change or delete it.
    """

    pengaduan = models.ForeignKey(Pengaduan, on_delete=models.PROTECT, related_name="bacaan")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    alasan = models.CharField(max_length=300)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.pengaduan_id} {self.at:%d-%m-%Y}"


class Balasan(models.Model):
    """A text of a complaint: an internal note, or a letter between reporter and office."""

    pengaduan = models.ForeignKey(Pengaduan, on_delete=models.CASCADE, related_name="balasan")
    internal = models.BooleanField(default=False)
    dari_pelapor = models.BooleanField(default=False)
    penulis = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    langkah = models.CharField(max_length=80)
    isi = models.TextField()
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.langkah} {self.at:%d-%m-%Y}"

    @property
    def isi_keluar(self) -> str:
        """The text as it leaves the office: the reporter's own words as they are."""
        return self.isi if self.dari_pelapor else self.pengaduan.samarkan(self.isi)

    @property
    def chip_petugas(self) -> Chip | None:
        """Who may read it, as the staff see it; None for the reporter's own words."""
        if self.internal:
            return Chip("Internal", "warn", "lock")
        return None if self.dari_pelapor else Chip("Terbaca pelapor", "info", "people")

    @property
    def nama_penulis(self) -> str:
        """Who wrote it, as the staff read it."""
        if self.dari_pelapor:
            return f"Pelapor, dicatat {self.penulis.nama}" if self.penulis else "Pelapor"
        return self.penulis.nama if self.penulis else "Petugas"

    @property
    def sebutan_penulis(self) -> str:
        """Who wrote it, as the reporter reads it: no name of the office."""
        return "Pelapor" if self.dari_pelapor else "Petugas"


class Lampiran(models.Model):
    """A photo or PDF of the reporter; its name is ours, for theirs might name them."""

    pengaduan = models.ForeignKey(Pengaduan, on_delete=models.CASCADE, related_name="lampiran")
    nama = models.CharField(max_length=120)
    file = models.CharField(max_length=200)
    ukuran = models.PositiveIntegerField()
    jenis_isi = models.CharField(max_length=60)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "lampiran pengaduan"

    def __str__(self) -> str:
        return self.nama


class Eskalasi(models.Model):
    """A clock of a complaint that reached 80 or 100 per cent, told to the Kepala once."""

    pengaduan = models.ForeignKey(Pengaduan, on_delete=models.CASCADE, related_name="eskalasi")
    jam = models.CharField(max_length=8)
    tenggat = models.DateTimeField()
    persen = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pengaduan", "jam", "tenggat", "persen"], name="eskalasi_sekali"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pengaduan_id} {self.jam} {self.persen}%"


class SurelMasuk(models.Model):
    """A message of the mailbox that was read, by its Message-ID, so that it becomes one complaint
    only.
    """

    uml = models.ForeignKey("accounts.Uml", on_delete=models.CASCADE, related_name="+")
    message_id = models.CharField(max_length=300)
    pengaduan = models.ForeignKey(Pengaduan, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uml", "message_id"], name="surel_masuk_sekali")
        ]

    def __str__(self) -> str:
        return self.message_id


class SurelDisisihkan(models.Model):
    """A message of the mailbox that the portal did not make a complaint of; a person decides.

    `uid` is its number in the mailbox, where it keeps a flag. Sender and words are kept only as far
    as the portal could read them, and only those who verify complaints see them. `selesai_at` says
    when somebody decided; `pengaduan` what it became, if anything.
    """

    class Sebab(models.TextChoices):
        TAK_TERBACA = "tak_terbaca", "Tidak dapat dibaca portal"
        BESAR = "besar", "Lebih besar dari 5 MB, tanpa tulisan yang terbaca"
        KOSONG = "kosong", "Tanpa tulisan dan tanpa foto"
        PENGIRIM = "pengirim", "Alamat pengirimnya tidak jelas"
        UNDANGAN = "undangan", "Undangan kalender"
        MESIN = "mesin", "Dikirim mesin atau milis"
        TUJUAN = "tujuan", "Kantor yang dituju tidak jelas"

    uml = models.ForeignKey("accounts.Uml", on_delete=models.CASCADE, related_name="+")
    uid = models.CharField(max_length=20)
    sebab = models.CharField(max_length=12, choices=Sebab.choices)
    nama = models.CharField(max_length=120, blank=True)
    dari = models.CharField("dari", max_length=254, blank=True)
    perihal = models.CharField(max_length=120, blank=True)
    isi = models.TextField(blank=True)
    at = models.DateTimeField(default=now, editable=False)
    selesai_at = models.DateTimeField(null=True, blank=True, editable=False)
    selesai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    catatan = models.CharField(max_length=300, blank=True)
    pengaduan = models.ForeignKey(Pengaduan, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = verbose_name_plural = "surel yang disisihkan"
        indexes = [
            models.Index(fields=["uml", "at"], name="surel_menunggu", condition=Q(selesai_at=None))
        ]

    def __str__(self) -> str:
        return f"Surel {self.uid}"

    @property
    def jadinya(self) -> str:
        """What somebody decided: the complaint's number, or the note."""
        return self.pengaduan.nomor if self.pengaduan else self.catatan

    @property
    def oleh_mesin(self) -> bool:
        """Kept for the record; nobody is called to look at it."""
        return self.sebab == self.Sebab.MESIN
