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


def terurai(line: str) -> tuple[str, str]:
    """Name and fingerprint of an accepted issuer: "BSrE CA | AB:CD…"; "" where none is noted."""
    name, _, mark = line.partition("|")
    return name.strip(), re.sub(r"[^0-9a-f]", "", mark.lower())


def halangan(
    user: User, subject: str, issuer: str, accepted: list[str], sidik: str = ""
) -> list[str]:
    """Why this certificate is not one for this person, as sentences; empty if it is.

    `accepted` are the issuers that the person's office takes, by the common name in their
    certificates and, behind a bar, by the SHA-256 of the certificate itself. `sidik` is that of the
    issuer's certificate in the file, whose key signed this one.
    """
    found = []
    if not same_person(user.nama, subject):
        found.append(
            f"Sertifikat ini atas nama “{subject}”, bukan “{user.nama}”. "
            "Anda hanya dapat memasang kunci atas nama Anda sendiri."
        )
    marks = [mark for name, mark in map(terurai, accepted) if name.casefold() == issuer.casefold()]
    if marks and "" not in marks and sidik not in marks:
        found.append(
            f"Sertifikat ini menyebut “{issuer}” sebagai penerbitnya, tetapi berkas ini tidak"
            " memuat sertifikat penerbit dengan sidik yang dicatat kantor. Minta penerbit memberi"
            " berkas .p12 lengkap dengan rantai sertifikatnya."
        )
    elif not marks:
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
