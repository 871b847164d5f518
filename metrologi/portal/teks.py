"""Text without control characters: they break workbooks, XML and papers, and nobody sees them."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField

# C0 and C1 but for tab and line ends; Django itself refuses the null character.
KENDALI = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SEBELUMNYA = 12


def tanpa_kendali(value: Any) -> None:
    """ValidationError that says where an unseen sign stands, as Word leaves it when copied."""
    found = KENDALI.search(value) if isinstance(value, str) else None
    if not found:
        return
    before = value[: found.start()][-SEBELUMNYA:]
    where = f"sesudah “{before}”" if before else "di awal"
    raise ValidationError(
        f"Ada tanda yang tidak terlihat {where}, biasanya dari tempelan Word. Hapus bagian itu, "
        "lalu ketik ulang.",
        code="kendali",
    )


def pasang() -> None:
    """Every text field of every form asks: ours, those of models, those of the admin.

    To be called before any form is declared.
    """
    CharField.default_validators = [tanpa_kendali]
