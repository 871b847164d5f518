"""Registers clock with Django."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "metrologi.clock"
    label = "clock"
    verbose_name = "Waktu kerja"
