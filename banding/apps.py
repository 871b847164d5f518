"""Registers banding with Django."""

from django.apps import AppConfig


class BandingConfig(AppConfig):
    name = "banding"
    verbose_name = "Banding pelanggan"

    def ready(self) -> None:
        from banding.procedure import PROCEDURE
        from metrologi.workflow import registry

        registry.register(PROCEDURE)
