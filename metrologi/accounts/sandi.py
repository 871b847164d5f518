"""Which passwords are refused: known from breaches, or made of the office's own words."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

DATA = Path(__file__).parent / "data"
# A known password stays known with a year behind it: "sayang2026!" is "sayang".
AROUND = re.compile(r"\A[\W\d_]+|[\W\d_]+\Z")
SHORTEST_STEM = 4
# So many letters must be left when the words above are taken out.
LEFT = 4


@cache
def known() -> frozenset[str]:
    """Passwords seen in breaches, in small letters, four characters and longer."""
    return frozenset(
        gzip.decompress((DATA / "sandi_bocor.txt.gz").read_bytes()).decode().splitlines()
    )


@cache
def office_words() -> frozenset[str]:
    """What an office, its work and its software are called; who knows it tries these first."""
    return frozenset((DATA / "kata_kantor.txt").read_text().split())


class SandiBocor:
    """Refuse what breaches made known, also with digits and signs around it."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = password.lower()
        stem = AROUND.sub("", plain)
        if plain in known() or (len(stem) >= SHORTEST_STEM and stem in known()):
            raise ValidationError(
                "Sandi ini terdapat dalam daftar sandi yang pernah bocor. Pilih yang lain, misalnya"
                " tiga atau empat kata yang tidak berhubungan.",
                code="bocor",
            )

    def get_help_text(self) -> str:
        return "Bukan sandi yang pernah bocor."


class KataKantor:
    """Refuse what is made of the words of the office and of its name."""

    def validate(self, password: str, user: Any = None) -> None:
        rest = password.lower()
        found = [word for word in words_of(user) if word in rest]
        for word in found:
            rest = rest.replace(word, "")
        if found and sum(letter.isalpha() for letter in rest) < LEFT:
            raise ValidationError(
                "Sandi ini tersusun dari nama kantor atau pekerjaannya, sehingga mudah ditebak."
                " Pilih kata-kata lain.",
                code="kata_kantor",
            )

    def get_help_text(self) -> str:
        return "Tidak tersusun dari nama kantor."


def words_of(user: Any) -> list[str]:
    """The words of the office, and of the person's own unit; long ones first."""
    unit = getattr(user, "uml", None)
    own = re.findall(r"\w{4,}", f"{unit.nama} {unit.kota} {unit.kode}".lower()) if unit else []
    return sorted({*office_words(), *own}, key=len, reverse=True)
