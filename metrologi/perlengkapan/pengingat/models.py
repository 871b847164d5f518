"""Which reminder has been sent, so that each is sent once."""

from __future__ import annotations

from django.db import models

from metrologi.clock.now import now


class Pengingat(models.Model):
    """`hari` is the lead time (90, 30, 7) in days before `tanggal`; a forgotten close has 0.

    A thing with a new end date is announced anew.
    """

    class Tentang(models.TextChoices):
        STANDAR = "standar", "Sertifikat standar"
        PERJANJIAN = "perjanjian", "Perjanjian pinjam standar"
        UTTP = "uttp", "Masa berlaku tera"
        TUTUP = "tutup", "Tutup hari terlewat"

    tentang = models.CharField(max_length=10, choices=Tentang.choices)
    objek_id = models.PositiveBigIntegerField()
    tanggal = models.DateField()
    hari = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "pengingat"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tentang", "objek_id", "tanggal", "hari"],
                name="perlengkapan_pengingat_sekali",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tentang_display()} {self.objek_id}, {self.hari} hari"
