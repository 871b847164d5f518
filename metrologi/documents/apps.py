"""Registers documents with Django, and says at start what the machine lacks for printing."""

import logging
from ctypes.util import find_library
from typing import Any

from django.apps import AppConfig
from django.core import checks

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class DocumentsConfig(AppConfig):
    name = "metrologi.documents"
    label = "documents"
    verbose_name = "Dokumen"

    def ready(self) -> None:
        checks.register(can_print)
        # An unknown issuer is an answer that the page gives, not an event for the log.
        logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)


def can_print(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """A warning, not an error: everything but papers works without Pango."""
    if find_library("pangoft2-1.0"):
        return []
    return [
        checks.Warning(
            "Pango tidak ditemukan, sehingga dokumen tidak dapat dicetak.",
            id="documents.W001",
            hint=f"Jalankan: apt-get install {PACKAGES}",
        )
    ]
