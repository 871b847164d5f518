"""Registers portal with Django."""
from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "metrologi.portal"
    label = "portal"
    verbose_name = "Portal"
