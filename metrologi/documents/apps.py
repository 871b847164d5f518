"""Registers documents with Django."""
import logging

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "metrologi.documents"
    label = "documents"
    verbose_name = "Dokumen"

    def ready(self) -> None:
        # An unknown issuer is an answer that the page gives, not an event for the log.
        logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)
