"""Registers accounts with Django."""
from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "metrologi.accounts"
    label = "accounts"
    verbose_name = "Akun dan peran"
