"""Registers tempat_pakai with Django and its part with the settings."""

from django.apps import AppConfig


class TempatPakaiConfig(AppConfig):
    name = "tempat_pakai"
    verbose_name = "Tera di tempat pakai"

    def ready(self) -> None:
        from metrologi.pengujian import kalender
        from metrologi.workflow import registry
        from tempat_pakai.kapasitas import tugas_perjalanan
        from tempat_pakai.pengaturan import pasang
        from tempat_pakai.procedure import PERJALANAN, PERMOHONAN

        pasang()
        kalender.daftarkan(tugas_perjalanan)
        registry.register(PERMOHONAN, PERJALANAN)
