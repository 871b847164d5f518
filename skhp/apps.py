"""Registers skhp with Django."""
from django.apps import AppConfig


class SkhpConfig(AppConfig):
    name = "skhp"
    verbose_name = "Penerbitan SKHP"
