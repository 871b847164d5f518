"""What the procedure of complaints forbids, one rule a function; each answers "" or the reason."""
from __future__ import annotations

from typing import Any


def ada_rencana(evaluasi: Any) -> str:
    return "" if evaluasi.rencana.exists() else "Tulis sekurangnya satu rencana perbaikan beserta tenggatnya."
