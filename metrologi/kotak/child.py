"""The child process: reads one line of JSON and the content from stdin, answers alike on stdout."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from metrologi.kotak import limits
from metrologi.kotak.errors import Refused


def find(job: str) -> Callable[..., Any]:
    """The function that "package.module:function" names."""
    module, _, name = job.partition(":")
    return getattr(import_module(module), name)  # type: ignore[no-any-return]


def answer(job: str, content: bytes, words: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What the job found, and the bytes it made; a refusal is an answer too."""
    try:
        made = find(job)(content, **words)
    except Refused as refused:
        return {"refused": refused.code}, b""
    found, body = made if isinstance(made, tuple) else (made, b"")
    return {"found": found}, body


def main() -> None:
    """Read the question, bind this process to its limits, answer."""
    head, content = sys.stdin.buffer.read().split(b"\n", 1)
    request = json.loads(head)
    find(request["job"])  # libraries are read before files become few
    limits.apply()
    logging.disable(logging.CRITICAL)
    found, body = answer(request["job"], content, request["words"])
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n" + body)


if __name__ == "__main__":
    main()
