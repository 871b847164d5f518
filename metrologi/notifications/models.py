"""A message to a person: shown in the portal at once, and sent by e-mail where they want it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.urls import reverse

from metrologi.clock.now import now


class Pesan(models.Model):
    """A message to one person; `url` is a path of this portal, `case` what it is about."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pesan"
    )
    judul = models.CharField(max_length=200)
    isi = models.TextField()
    url = models.CharField(max_length=300, blank=True)
    case_type = models.ForeignKey(
        "contenttypes.ContentType", null=True, on_delete=models.PROTECT, related_name="+"
    )
    case_id = models.PositiveBigIntegerField(null=True)
    case = GenericForeignKey("case_type", "case_id")
    dibuat_at = models.DateTimeField(default=now, editable=False)
    dibaca_at = models.DateTimeField(null=True, editable=False)
    surel = models.BooleanField("dikirim lewat surel", default=False, editable=False)
    surel_at = models.DateTimeField("surel terkirim", null=True, editable=False)
    surel_gagal = models.CharField("surel ditolak", max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["-dibuat_at", "-pk"]
        verbose_name = "pesan"
        verbose_name_plural = "pesan"
        indexes = [
            models.Index(fields=["user", "-dibuat_at", "-id"], name="pesan_terbaru"),
            models.Index(
                fields=["user"], condition=models.Q(dibaca_at=None), name="pesan_belum_dibaca"
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("notifications:buka", args=[self.pk])
