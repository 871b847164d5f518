"""Registers kompensasi with Django."""
from django.apps import AppConfig


class KompensasiConfig(AppConfig):
    name = "kompensasi"
    verbose_name = "Kompensasi pelanggan"
