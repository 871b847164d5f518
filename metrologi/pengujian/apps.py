"""Registers what the procedures of tera share with Django; it has no tables of its own."""
from django.apps import AppConfig


class PengujianConfig(AppConfig):
    name = "metrologi.pengujian"
    label = "pengujian"
    verbose_name = "Pengujian dalam perkara"
