"""Registers documents with Django."""
from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "metrologi.documents"
    label = "documents"
    verbose_name = "Dokumen"
