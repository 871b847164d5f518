"""Registers the demo office with Django; only the demo's settings install it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "metrologi.demo"
    label = "demo"
    verbose_name = "Kantor contoh"
