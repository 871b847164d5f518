"""What is kept beside a complaint: identity and who read it, texts, escalations, messages of the mailbox."""
from __future__ import annotations

from django.conf import settings
from django.db import models

from metrologi.clock.now import now
from pengaduan.models.perkara import Pengaduan


class Identitas(models.Model):
    """Who complained. Nothing else of the portal joins it; it is read through one page, which keeps a record."""

    pengaduan = models.OneToOneField(Pengaduan, on_delete=models.CASCADE, related_name="identitas")
    nama = models.CharField(max_length=120, blank=True)
    telepon = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    alamat = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "identitas pelapor"

    def __str__(self) -> str:
        return f"Identitas {self.pengaduan.nomor}"


class BacaanIdentitas(models.Model):
    """One look at an identity: by whom, in which role, why. A trigger refuses to change or delete it."""

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
    """A text of the case: an internal note, or what the reporter and the office wrote to each other."""

    pengaduan = models.ForeignKey(Pengaduan, on_delete=models.CASCADE, related_name="balasan")
    internal = models.BooleanField(default=False)
    dari_pelapor = models.BooleanField(default=False)
    penulis = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    langkah = models.CharField(max_length=80)
    isi = models.TextField()
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.langkah} {self.at:%d-%m-%Y}"


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
        constraints = [models.UniqueConstraint(fields=["pengaduan", "jam", "tenggat", "persen"], name="eskalasi_sekali")]

    def __str__(self) -> str:
        return f"{self.pengaduan_id} {self.jam} {self.persen}%"


class SurelMasuk(models.Model):
    """A message of the mailbox that was read, by its Message-ID, so that it becomes one complaint only."""

    uml = models.ForeignKey("accounts.Uml", on_delete=models.CASCADE, related_name="+")
    message_id = models.CharField(max_length=300)
    pengaduan = models.ForeignKey(Pengaduan, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uml", "message_id"], name="surel_masuk_sekali")]

    def __str__(self) -> str:
        return self.message_id
