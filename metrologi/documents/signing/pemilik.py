"""Whether a person may sign in their own name with a certificate: holder, issuer, usage, days."""

from __future__ import annotations

import re

from metrologi.accounts.models import User

# Titles and honorifics that stand before a name and are no part of it, lower case and without a
# full stop.
GELAR = frozenset(
    [
        "dr",
        "drs",
        "dra",
        "ir",
        "h",
        "hj",
        "prof",
        "kh",
        "rd",
        "raden",
        "st",
        "se",
        "sh",
        "sp",
        "si",
        "ssi",
        "skom",
        "mm",
        "msi",
        "mt",
        "mkom",
        "amd",
        "apt",
        "hc",
    ]
)
# So many words must agree if one of the two names is longer. A first name alone does not name a
# person.
PALING_SEDIKIT = 2


def halangan(user: User, subject: str, issuer: str, accepted: list[str]) -> list[str]:
    """Why this certificate is not one for this person, as sentences; empty if it is.

    `accepted` are the issuers that the person's office takes, by the common name in their
    certificates.
    """
    found = []
    if not same_person(user.nama, subject):
        found.append(
            f"Sertifikat ini atas nama “{subject}”, bukan “{user.nama}”. "
            "Anda hanya dapat memasang kunci atas nama Anda sendiri."
        )
    if issuer.casefold() not in {name.casefold() for name in accepted}:
        found.append(
            f"Sertifikat ini diterbitkan oleh “{issuer}”, yang tidak ada dalam daftar penerbit"
            " kantor. Admin satuan kerja mengatur daftarnya di Pengaturan, Penerbit sertifikat."
        )
    return found


def same_person(name: str, subject: str) -> bool:
    """Whether both names mean the same person.

    Titles, case and full stops do not count, and one name may leave out parts of the other.
    """
    mine, theirs = words(name), words(subject)
    if mine == theirs:
        return bool(mine)
    shared = mine & theirs
    return len(shared) >= PALING_SEDIKIT and shared in (mine, theirs)


def words(name: str) -> frozenset[str]:
    """The words of a name in small letters; whatever follows the first comma are degrees."""
    before = name.split(",")[0].casefold()
    found = [word for word in re.split(r"[\s.]+", before) if word]
    return frozenset(word for word in found if word not in GELAR)
