"""How many rounds of hashing a PKCS#12 file asks for before it opens (RFC 7292, RFC 8018)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from asn1crypto import pkcs12

# In all; OpenSSL and Windows write some 2,000 for each part, the cautious a few hundred thousand.
MOST = 3_000_000
NAMES = ("iterations", "iteration_count")


class NotPkcs12(ValueError):
    """The bytes are no PKCS#12 file."""


def rounds(content: bytes) -> int:
    """The sum of all iteration counts that stand in the clear; NotPkcs12 for other bytes."""
    try:
        file = pkcs12.Pfx.load(content, strict=True)
        mac = file["mac_data"].native or {}
        parts = [_plain(part) for part in file.authenticated_safe]
    except (ValueError, TypeError, KeyError):
        raise NotPkcs12("not a PKCS#12 file") from None
    return int(mac.get("iterations") or 0) + sum(_counts(parts))


def _plain(part: Any) -> Any:
    """A part as dictionaries and lists; the bags of one that is not encrypted are read too."""
    if part["content_type"].native == "data":
        return pkcs12.SafeContents.load(part["content"].native).native
    return part["content"].native


def _counts(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in NAMES and isinstance(inner, int):
                yield inner
            else:
                yield from _counts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _counts(inner)
