"""Registers banding with Django."""
from django.apps import AppConfig


class BandingConfig(AppConfig):
    name = "banding"
    verbose_name = "Banding pelanggan"
