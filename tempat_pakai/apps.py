"""Registers tempat_pakai with Django."""
from django.apps import AppConfig


class TempatPakaiConfig(AppConfig):
    name = "tempat_pakai"
    verbose_name = "Tera di tempat pakai"
