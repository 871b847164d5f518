"""Asks a child process to read a stranger's bytes, and waits no longer than the limits say."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from metrologi.kotak import limits, seats
from metrologi.kotak.errors import Refused

log = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    """What the job found, as plain data, and the bytes that it made."""

    found: dict[str, Any]
    content: bytes


def ask(job: str, content: bytes, **words: Any) -> Answer:
    """Let a child process run `job` ("package.module:function") on the content.

    Raises Refused if the job refuses the content, dies of it or takes too long; Busy if too many
    files are being read. The child gets neither the environment nor any secret of the portal,
    except what `words` hold.
    """
    head = json.dumps({"job": job, "words": words}).encode()
    with seats.turn():
        reply = _run(job, head + b"\n" + content)
    found, _, body = reply.partition(b"\n")
    answer = json.loads(found)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return Answer(answer["found"], body)


def _run(job: str, question: bytes) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "metrologi.kotak.child"],
            input=question,
            capture_output=True,
            timeout=limits.WALL_SECONDS,
            cwd=PROJECT,
            env=_bare_environment(),
            check=True,
        )
    except subprocess.TimeoutExpired:
        log.warning("%s did not answer within %s seconds", job, limits.WALL_SECONDS)
        raise Refused("lama") from None
    except subprocess.CalledProcessError as error:
        log.info("%s ended with code %s", job, error.returncode)
        raise Refused("rusak") from None
    return done.stdout


def _bare_environment() -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
