"""Registers cerapan and its system checks with Django."""

from django.apps import AppConfig
from django.core import checks

from metrologi.cerapan.checks import segel_batas


class CerapanConfig(AppConfig):
    name = "metrologi.cerapan"
    label = "cerapan"
    verbose_name = "Cerapan"

    def ready(self) -> None:
        checks.register(segel_batas)
