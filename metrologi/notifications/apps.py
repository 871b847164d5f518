"""Registers notifications with Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "metrologi.notifications"
    label = "notifications"
    verbose_name = "Pesan"
