"""Registers portal with Django; each `migrate` of an owner opens new tables to web and worker."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from metrologi.portal import teks

# All apps are imported before any of their models and forms.
teks.pasang()


class PortalConfig(AppConfig):
    name = "metrologi.portal"
    label = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from metrologi.basis import hak
        from metrologi.portal import surat_alat
        from metrologi.uttp import naskah

        naskah.daftarkan(surat_alat.alamat)
        post_migrate.connect(hak.beri_setelah_migrasi, sender=self)
