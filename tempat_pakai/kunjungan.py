"""One visit to one owner: arrival, photographs, and the berita acara signed on the spot."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from django.db import models

from metrologi.clock.now import now

LEBAR, TINGGI = 600, 220


def nama_foto(foto: FotoKunjungan, _filename: str) -> str:
    return f"tempat_pakai/foto/{foto.kunci}.jpg"


class Kunjungan(models.Model):
    """`goresan` are the strokes of the signature as lists of points in a field of 600 × 220.

    Empty for a typed name.
    """

    class Cara(models.TextChoices):
        GORESAN = "goresan", "Tanda tangan di layar"
        KETIKAN = "ketikan", "Nama diketik dan disetujui"
        TANPA = "tanpa", "Tidak bersedia atau tidak di tempat"

    perkara = models.ForeignKey(
        "tempat_pakai.PermohonanTempatPakai", on_delete=models.CASCADE, related_name="kunjungan"
    )
    perjalanan = models.ForeignKey(
        "tempat_pakai.Perjalanan", null=True, on_delete=models.PROTECT, related_name="kunjungan"
    )
    tiba = models.DateTimeField()
    ditandatangani = models.DateTimeField(null=True)
    kunci = models.UUIDField(null=True, unique=True)
    nama = models.CharField(max_length=120, blank=True)
    hubungan = models.CharField(max_length=80, blank=True)
    cara = models.CharField(max_length=10, choices=Cara.choices, blank=True)
    goresan = models.JSONField(default=list)
    catatan = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Kunjungan {self.perkara}"

    def tandatangani(
        self,
        *,
        pada: datetime,
        kunci: UUID,
        nama: str,
        hubungan: str,
        cara: str,
        goresan: list,
        catatan: str = "",
    ) -> None:
        self.ditandatangani, self.kunci, self.nama, self.hubungan = pada, kunci, nama, hubungan
        self.cara, self.goresan, self.catatan = cara, goresan, catatan
        self.save()

    def batalkan_tanda(self) -> None:
        """Take the signature back: the berita acara must say what was found later."""
        if self.ditandatangani:
            self.ditandatangani, self.kunci = None, None
            self.save(update_fields=["ditandatangani", "kunci"])

    @property
    def gambar(self) -> str:
        """The signature as an SVG data URI; "" without strokes."""
        lines = "".join(
            f'<polyline points="{" ".join(f"{x},{y}" for x, y in stroke)}"/>'
            for stroke in self.goresan
        )
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEBAR} {TINGGI}"><g '
            'fill="none" stroke="#123" '
            f'stroke-width="4" stroke-linecap="round" stroke-linejoin="round">{lines}</g></svg>'
        )
        return f"data:image/svg+xml,{quote(svg)}" if lines else ""


class FotoKunjungan(models.Model):
    """A picture of the visit.

    `kunci` is made by the phone, so that a repeated upload is one picture.
    """

    kunjungan = models.ForeignKey(Kunjungan, on_delete=models.CASCADE, related_name="foto")
    kunci = models.UUIDField(unique=True)
    gambar = models.ImageField(upload_to=nama_foto)
    diambil = models.DateTimeField(default=now)
    keterangan = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["diambil", "pk"]

    def __str__(self) -> str:
        return self.keterangan or f"Foto {self.pk}"
