"""Telephone numbers as people type them, and the one form in which they are kept (E.164)."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from django.core.exceptions import ValidationError

WRONG = "Nomor telepon tidak dikenali. Tulis seperti 0812 3456 7890."
DIGITS = re.compile(r"\+?[0-9]+")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def normal(text: str) -> str:
    """Normalise a telephone number: "0812-3456-7890" gives "+6281234567890", "" gives "".

    What a contact list adds when copied, unseen marks of direction and "tel:", is left out.
    Raises ValidationError for what is not a telephone number.
    """
    seen = "".join(c for c in text or "" if unicodedata.category(c) != "Cf").strip()
    bare = re.sub(r"^tel:|[\s().\-/\u00a0\u2010-\u2015]", "", seen, flags=re.IGNORECASE)
    if not bare:
        return ""
    bare = re.sub(r"^00", "+", bare)
    # The library reads a short "62811443012" as a landline, so the country code gets its plus
    # first.
    if bare.startswith("62"):
        bare = f"+{bare}"
    if not DIGITS.fullmatch(bare):  # it would also read letters, as on a keypad
        raise ValidationError(WRONG, code="telepon")
    try:
        number = phonenumbers.parse(bare, "ID")
    except phonenumbers.NumberParseException as error:
        raise ValidationError(WRONG, code="telepon") from error
    if not phonenumbers.is_valid_number(number):
        raise ValidationError(WRONG, code="telepon")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def tampil(text: str) -> str:
    """The national form, "0812-3456-7890"; what is no telephone number comes back as it is."""
    try:
        e164 = normal(text)
    except ValidationError:
        return text
    if not e164:
        return ""
    number, style = phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(
        number, style.NATIONAL if number.country_code == 62 else style.INTERNATIONAL
    )


def samar(e164: str) -> str:
    """The number with its middle hidden, for lists: "+62812****7890"."""
    return f"{e164[:6]}{'*' * max(0, len(e164) - 10)}{e164[-4:]}" if e164 else ""
