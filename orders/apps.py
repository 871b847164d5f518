"""Registers orders with Django."""
from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = "Tera di kantor"
