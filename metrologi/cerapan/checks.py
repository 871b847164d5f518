"""System checks of the limits: every file says the seal of its own numbers."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error

from metrologi.bkd import tabel


def segel_batas(**kwargs: Any) -> list[CheckMessage]:
    """Files of limits, of the edition in force and of older ones, that were changed."""
    return [
        message
        for version in tabel.semua_versi()
        for path in tabel.berkas(version)
        for message in _berkas(version, path)
    ]


def _berkas(version: str, path: Path) -> list[CheckMessage]:
    written = tomllib.loads(path.read_text(encoding="utf-8")).get("segel", "")
    seal = tabel.segel(tabel.isi_berkas(path))
    if written == seal:
        return []
    name = f"{path.parent.name}/{path.name}"
    return [
        Error(
            f"The limits {name} of edition {version} are not those that were sealed.",
            hint="Stored verdicts were judged with a published edition: do not edit it, make a new "
            "one (README, A verdict, years later). The limits of a new kind, not published yet, "
            f'say segel = "{seal}"',
            obj=name,
            id="cerapan.E001",
        )
    ]
