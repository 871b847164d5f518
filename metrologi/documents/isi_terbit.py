"""The stored bytes of a paper, if they are still those that were issued."""

from __future__ import annotations

import logging

from metrologi.documents import store
from metrologi.documents.models import Dokumen

log = logging.getLogger(__name__)


def issued_bytes(dokumen: Dokumen) -> bytes | None:
    """The bytes as they were issued; None, and a critical log line, if gone or altered."""
    try:
        body = store.read(dokumen.file)
    except FileNotFoundError:
        log.critical("Berkas dokumen %s (%s) hilang", dokumen.pk, dokumen.file)
        return None
    if store.digest(body) != dokumen.sha256:
        log.critical("Isi dokumen %s (%s) berubah sejak diterbitkan", dokumen.pk, dokumen.file)
        return None
    return body
