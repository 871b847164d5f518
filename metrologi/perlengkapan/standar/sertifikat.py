"""The history of certificates: each that a standard's row ever showed stays on record."""

from __future__ import annotations

from django.db import transaction

from metrologi.accounts.models import User
from metrologi.perlengkapan.standar.models import SertifikatStandar
from metrologi.uttp.models import Standar

SALIN = ("berlaku_sampai", "ketertelusuran", "ketidakpastian")


def ingat_sertifikat(
    sender: type[Standar], instance: Standar, raw: bool = False, **kwargs: object
) -> None:
    """After every save of a standard its certificate stands in the history as it is now."""
    if not raw:
        SertifikatStandar.objects.update_or_create(
            standar=instance,
            nomor=instance.sertifikat_nomor,
            tanggal=instance.sertifikat_tanggal,
            defaults={name: getattr(instance, name) for name in SALIN},
        )


@transaction.atomic
def perbarui(standar: Standar, row: SertifikatStandar, *, oleh: User) -> SertifikatStandar:
    """Record a certificate; only the newest becomes the standard's own."""
    row.standar, row.oleh = standar, oleh
    row.save()
    latest = Standar.objects.select_for_update().get(pk=standar.pk)
    if row.tanggal >= latest.sertifikat_tanggal:
        latest.sertifikat_nomor, latest.sertifikat_tanggal = row.nomor, row.tanggal
        for name in SALIN:
            setattr(latest, name, getattr(row, name))
        latest.save()
    return row
