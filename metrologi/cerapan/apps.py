"""Registers cerapan with Django."""
from django.apps import AppConfig


class CerapanConfig(AppConfig):
    name = "metrologi.cerapan"
    label = "cerapan"
    verbose_name = "Cerapan"
