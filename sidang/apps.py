"""Registers sidang with Django."""
from django.apps import AppConfig


class SidangConfig(AppConfig):
    name = "sidang"
    verbose_name = "Sidang tera ulang"
