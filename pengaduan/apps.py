"""Registers pengaduan with Django."""
from django.apps import AppConfig


class PengaduanConfig(AppConfig):
    name = "pengaduan"
    verbose_name = "Pengaduan layanan"

    def ready(self) -> None:
        # Its job imports views, which the worker's search for tasks would reach too early.
        from pengaduan import kotak_surat  # noqa: F401
