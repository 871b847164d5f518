"""Registers tempat_pakai with Django and its part with the settings."""
from django.apps import AppConfig


class TempatPakaiConfig(AppConfig):
    name = "tempat_pakai"
    verbose_name = "Tera di tempat pakai"

    def ready(self) -> None:
        from tempat_pakai.pengaturan import pasang

        pasang()
