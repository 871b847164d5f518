"""Reads the bytes of strangers in a child process with limits, never in the portal's own process.

A job is a plain function `job(content, **words)` in a module that needs no Django settings, named
as "package.module:function". It returns a dictionary of plain data, or that and bytes. It may raise
`Refused`.
"""

from metrologi.kotak.errors import BUSY, BUSY_SENTENCE, Busy, Refused
from metrologi.kotak.parent import Answer, ask

__all__ = ["BUSY", "BUSY_SENTENCE", "Answer", "Busy", "Refused", "ask"]
