"""Whom of the office a report names, found by the portal itself before anybody reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.clock.now import today

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml

SAPAAN = "pak bapak bpk bu ibu sdr sdri saudara saudari mas mbak kak bang haji hajah"
SEBUTAN = frozenset(re.findall(r"\w+", SAPAAN))
GELAR = frozenset(["drs", "dra", "dr", "ir", "prof", "apt", "amd", "hj", "bin", "binti"])
# Words of offices are in the names of nobody.
JABATAN = frozenset(word for role in Role for word in role.label.casefold().split())
BUKAN_NAMA = SEBUTAN | GELAR | JABATAN
# Offices as people write them, the longest first, so that "kepala seksi" is no Kepala.
SEBUTAN_JABATAN: list[tuple[str, Role]] = sorted(
    [
        *((role.label.casefold(), role) for role in Role if role not in OUTSIDE),
        ("kepala", Role.KEPALA),
        ("verifikator", Role.PETUGAS_PENGADUAN),
        ("petugas verifikasi", Role.PETUGAS_PENGADUAN),
    ],
    key=lambda pair: -len(pair[0]),
)


def pegawai(uml: Uml) -> list[User]:
    """The active people of the unit who hold an office of it today."""
    posts = Penugasan.objects.pada(today()).filter(uml=uml).exclude(role__in=OUTSIDE)
    rows = User.objects.filter(pk__in=posts.values("user"), is_active=True)
    return list(rows.order_by("nama", "pk"))


def kata_nama(nama: str) -> list[str]:
    """The telling words of a name in lower case: no title, no word of an office."""
    words = re.findall(r"[^\W\d_]{3,}", nama.split(",")[0].casefold())
    return [word for word in words if word not in BUKAN_NAMA]


def _berurutan(words: list[str], text: str) -> bool:
    """Whether these words stand in the text one after the other, each as a whole word."""
    joined = r"\W+".join(map(re.escape, words))
    return re.search(rf"\b{joined}\b", text, re.IGNORECASE) is not None


def menunjuk(uml: Uml, teks: str) -> set[int]:
    """Keys of those whom the answer to "who is complained about" may mean.

    A whole name means its bearer; otherwise every bearer of one of the words, and every holder of
    an office that is named. Rather one too many than the one who must not read it.
    """
    if not teks.strip():
        return set()
    people = pegawai(uml)
    whole = {u.pk for u in people if _berurutan(re.findall(r"\w+", u.nama.split(",")[0]), teks)}
    if whole:
        return whole
    found = {u.pk for u in people if any(_berurutan([word], teks) for word in kata_nama(u.nama))}
    return found | _pemegang_jabatan(uml, teks)


def _pemegang_jabatan(uml: Uml, teks: str) -> set[int]:
    rest, roles = teks.casefold(), set()
    for words, role in SEBUTAN_JABATAN:
        if _berurutan(words.split(), rest):
            roles.add(role)
            rest = rest.replace(words, " ")
    posts = Penugasan.objects.pada(today()).filter(uml=uml, role__in=roles, user__is_active=True)
    return set(posts.values_list("user", flat=True))


def disebut(uml: Uml, cerita: str) -> set[int]:
    """Keys of those whom a story names: two words of the name, or one written as a name is.

    "Ibu Indah" and "Zulkarnain" name somebody, "pelayanan indah" nobody.
    """
    return {u.pk for u in pegawai(uml) if _dinamai(kata_nama(u.nama), cerita)}


def _dinamai(words: list[str], cerita: str) -> bool:
    if len(words) > 1 and any(_berurutan(words[n : n + 2], cerita) for n in range(len(words) - 1)):
        return True
    return any(_sebagai_nama(word, cerita) for word in words)


def _sebagai_nama(word: str, cerita: str) -> bool:
    """One word of a name: behind a title, or with a capital letter."""
    titles = "|".join(sorted(SEBUTAN | GELAR))
    titled = rf"\b(?:{titles})\b[.\s]+(?:\w{{1,5}}\.\s*)*{re.escape(word)}\b"
    if re.search(titled, cerita, re.IGNORECASE):
        return True
    capital = re.escape(word.capitalize())
    return (
        len(word) >= 4
        and re.search(rf"\b(?:{capital}|{re.escape(word.upper())})\b", cerita) is not None
    )
