"""What is asked of each place of use besides its instruments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from metrologi.bkd.tulisan import tulis_angka

if TYPE_CHECKING:
    from metrologi.uttp.models import Uttp

SPBU, JEMBATAN = "pompa_ukur", "timbangan_jembatan"


class LokasiUji(models.Model):
    """One place of one application."""

    perkara = models.ForeignKey(
        "tempat_pakai.PermohonanTempatPakai", on_delete=models.CASCADE, related_name="lokasi"
    )
    tempat = models.ForeignKey("uttp.Tempat", on_delete=models.PROTECT, related_name="+")
    nomor_spbu = models.CharField("nomor SPBU", max_length=20, blank=True)
    pompa = models.PositiveSmallIntegerField("jumlah pompa", null=True, blank=True)
    nozzle = models.PositiveSmallIntegerField("jumlah nozzle", null=True, blank=True)
    media = models.CharField("media yang diuji", max_length=120, blank=True)
    maks_jembatan = models.DecimalField(
        "Max timbangan jembatan (t)", max_digits=9, decimal_places=3, null=True, blank=True
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["perkara", "tempat"], name="tempat_pakai_lokasi_sekali")
        ]

    def __str__(self) -> str:
        return f"{self.perkara}: {self.tempat}"

    def rincian(self) -> list[tuple[str, str]]:
        """Label and value of what was filled in."""
        filled: list[tuple[str, str | int | None]] = [
            ("Nomor SPBU", self.nomor_spbu),
            ("Jumlah pompa", self.pompa),
            ("Jumlah nozzle", self.nozzle),
            ("Media", self.media),
            ("Max jembatan", self.maks_jembatan and f"{tulis_angka(self.maks_jembatan)} t"),
        ]
        return [(label, str(value)) for label, value in filled if value]


def sifat(uttp: Uttp) -> set[str]:
    """Which of the two further sets of questions an instrument brings to its place."""
    return {SPBU, JEMBATAN} & set(uttp.jenis.silsilah)
