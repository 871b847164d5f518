"""Loads the rules of `data/aturan.toml` for all units; what is there stays."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

BERKAS = Path(__file__).parent / "data" / "aturan.toml"


def muat_aturan(model: Any) -> int:
    """`model` is AturanKompensasi, or its twin in a migration; returns how many rows were new."""
    rows = tomllib.loads(BERKAS.read_text(encoding="utf-8"))["aturan"]
    made = [
        model.objects.get_or_create(
            uml=None, prosedur="", dari_menit=row["dari_menit"], mulai=row["mulai"], defaults=row
        )
        for row in rows
    ]
    return sum(new for _, new in made)
