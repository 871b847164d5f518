"""Telephone numbers as people type them, and the one form in which they are kept (E.164)."""
from __future__ import annotations

import re

import phonenumbers
from django.core.exceptions import ValidationError

WRONG = "Nomor telepon tidak dikenali. Tulis seperti 0812 3456 7890."
DIGITS = re.compile(r"\+?[0-9]+")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def normal(text: str) -> str:
    """"0812-3456-7890" → "+6281234567890"; "" stays "". Raises ValidationError for what is not a number."""
    bare = re.sub(r"[\s().\-/\u00a0\u2010-\u2015]", "", text or "")
    if not bare:
        return ""
    # The library reads a short "62811443012" as a landline, so the country code is made explicit first.
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


def tampil(e164: str) -> str:
    """The national form, "0812-3456-7890"; what cannot be read comes back as it is."""
    try:
        number = phonenumbers.parse(e164, "ID")
    except phonenumbers.NumberParseException:
        return e164
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if number.country_code == 62 else style.INTERNATIONAL)


def samar(e164: str) -> str:
    """The number with its middle hidden, for lists: "+62812****7890"."""
    return f"{e164[:6]}{'*' * max(0, len(e164) - 10)}{e164[-4:]}" if e164 else ""
