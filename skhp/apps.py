"""Registers skhp with Django, and lets it answer which letters rest on a stored test."""

from django.apps import AppConfig


class SkhpConfig(AppConfig):
    name = "skhp"
    verbose_name = "Penerbitan SKHP"

    def ready(self) -> None:
        from metrologi.cerapan import surat
        from metrologi.workflow import registry
        from skhp.models import SkhpBaris
        from skhp.procedure import SKHP, SKRD

        surat.daftarkan(SkhpBaris.objects)

        registry.register(SKHP, SKRD)
