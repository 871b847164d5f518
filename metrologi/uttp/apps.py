"""Registers uttp with Django."""

from django.apps import AppConfig


class UttpConfig(AppConfig):
    name = "metrologi.uttp"
    label = "uttp"
    verbose_name = "UTTP"
