"""Keeps the history of certificates: whatever certificate a standard's row ever showed stays on record."""
from __future__ import annotations

from typing import Any

from django.db import transaction

from metrologi.perlengkapan.models import SertifikatStandar
from metrologi.uttp.models import Standar

SALIN = ("berlaku_sampai", "ketertelusuran", "ketidakpastian")


def ingat_sertifikat(sender: Any, instance: Standar, raw: bool = False, **kwargs: Any) -> None:
    """After every save of a standard: its certificate joins the history, or the line there is brought up to date."""
    if not raw:
        SertifikatStandar.objects.update_or_create(
            standar=instance, nomor=instance.sertifikat_nomor, tanggal=instance.sertifikat_tanggal,
            defaults={name: getattr(instance, name) for name in SALIN})


@transaction.atomic
def perbarui(standar: Standar, row: SertifikatStandar, *, oleh: Any) -> SertifikatStandar:
    """Record a certificate; the newest becomes the standard's own, an older one only joins the history."""
    row.standar, row.oleh = standar, oleh
    row.save()
    latest = Standar.objects.select_for_update().get(pk=standar.pk)
    if row.tanggal >= latest.sertifikat_tanggal:
        latest.sertifikat_nomor, latest.sertifikat_tanggal = row.nomor, row.tanggal
        for name in SALIN:
            setattr(latest, name, getattr(row, name))
        latest.save()
    return row
