"""Registers accounts with Django, and the checks of doors and second factor."""

from django.apps import AppConfig
from django.core import checks

from metrologi.accounts.checks import second_factor_is_asked, views_declare_access


class AccountsConfig(AppConfig):
    name = "metrologi.accounts"
    label = "accounts"
    verbose_name = "Akun dan peran"

    def ready(self) -> None:
        checks.register(views_declare_access)
        checks.register(second_factor_is_asked)
