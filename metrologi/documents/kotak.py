"""Reads a stranger's PDF in a child process with limits on time, memory and processor, so that none hurts us."""
from __future__ import annotations

import base64
import json
import logging
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

SECONDS = 20
PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Isi:
    """What was found: pages, the verification code in the embedded data ("" without), and the signatures."""

    halaman: int
    kode: str = ""
    tanda_tangan: list[dict[str, Any]] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def read(pdf: bytes, trusted: list[bytes]) -> Isi | None:
    """None for a file that is malformed, too large inside, or takes too long. `trusted` are certificates in DER."""
    head = json.dumps([base64.b64encode(der).decode() for der in trusted]).encode()
    try:
        child = subprocess.run([sys.executable, "-m", "metrologi.documents.kotak_anak"], input=head + b"\n" + pdf,
                               capture_output=True, timeout=SECONDS, cwd=PROJECT, env=_bare_environment(), check=True)
        return Isi(**json.loads(child.stdout))
    except subprocess.TimeoutExpired:
        log.warning("pemeriksaan PDF melewati %s detik", SECONDS)
    except (subprocess.CalledProcessError, ValueError, TypeError) as error:
        log.info("PDF tidak terbaca: %s", error)
    return None


def _bare_environment() -> dict[str, str]:
    """No secrets of the portal reach the child."""
    return {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
