"""Is this paper ours and in force? By code or number, or by the bytes of an uploaded file."""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Q

from metrologi import kotak
from metrologi.documents import declare, store
from metrologi.documents.models import Dokumen, KunciTandaTangan
from metrologi.documents.signing.periksa import certificates
from metrologi.documents.signing.sertifikat import names

LARGEST = 10 * 1024 * 1024
KEEP = 3600
JOB = "metrologi.documents.signing.periksa_kotak:findings"
ADDED = " Ada tambahan di luar isinya, misalnya oleh program surel; isinya tidak berubah."
UNLISTED = "tidak ada dalam daftar terbitan kami"
# A code in any text: twelve signs, perhaps in groups of four, and nothing joined to them.
CODE = re.compile(r"(?<![A-Z0-9])" + r"[ -]?".join([r"[A-HJKMNP-Z1-9]{4}"] * 3) + r"(?![A-Z0-9])")
BEFORE_NUMBER = re.compile(r"^(NOMOR|NO\.?)\s*:?\s*")
DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
LONGEST = 300
# What mail programs add around a file.
BLANKS = b" \t\r\n"


@dataclass(frozen=True)
class Isi:
    """What a PDF holds: pages, verification code of the embedded data ("" if none), signatures."""

    halaman: int
    kode: str = ""
    tanda_tangan: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Verifikasi:
    """What anyone may know of a paper; no personal data.

    `baris` are pairs of label and value, as the kind of paper declares them.
    """

    judul: str
    nomor: str
    unit: str
    state: str
    state_label: str
    terbit_at: datetime
    state_at: datetime | None
    penandatangan: str
    jabatan: str
    tte: str
    sha256: str
    kode: str
    baris: list[tuple[str, str]]
    pengganti: str = ""
    sertifikat: str = ""
    penerbit: str = ""
    contoh: bool = False
    dipindai_at: datetime | None = None

    @property
    def belum_bertanda_tangan(self) -> bool:
        """Whether nobody has signed the paper yet, as far as the portal knows."""
        return not (self.tte or self.dipindai_at)

    @property
    def berlaku(self) -> bool:
        return self.state == Dokumen.State.TERBIT


@dataclass(frozen=True)
class HasilPeriksa:
    """The answer to an upload.

    `putusan` is one of "asli" (ours, unchanged, in force), "tidak_berlaku" (ours, unchanged,
    replaced or revoked), "ditolak" (altered, or claims to be ours and is not), "bukan_kami" (a
    sound PDF that we did not issue), "tidak_terbaca".
    """

    putusan: str
    alasan: str
    sha256: str
    verifikasi: Verifikasi | None = None
    tanda_tangan: list[dict[str, Any]] = field(default_factory=list)


def lookup(text: str) -> Verifikasi | None:
    """Find a paper by the verification code or the number in this text; None if unknown.

    As people paste it: with the address or a word before it, a point behind it, other dashes and
    blanks, signs that nobody sees, in upper or lower case.
    """
    plain = _plain(text[:LONGEST])
    found = _by_code(plain) or _by_number(plain)
    return describe(found) if found else None


def check_upload(content: bytes) -> HasilPeriksa:
    """Judge an uploaded file. Raises kotak.Busy and nothing else.

    The slow part is remembered for an hour by the hash of the file.
    """
    sha = store.digest(content)
    own = Dokumen.objects.filter(sha256__in=_hashes(content)).select_related("uml").first()
    if own:
        return _ours(own, sha, added=sha != own.sha256)
    if len(content) > LARGEST:
        return HasilPeriksa("tidak_terbaca", "Berkas lebih besar dari 10 MB.", sha)
    if content.lstrip()[:5] != b"%PDF-":
        return HasilPeriksa("tidak_terbaca", "Berkas ini bukan PDF.", sha)
    return _foreign(content, _read(content, sha), sha)


def describe(dokumen: Dokumen) -> Verifikasi:
    """What anyone may know of this paper."""
    signer = dokumen.signer() if dokumen.tte else {}
    holder, issuer = _certificate(dokumen) if dokumen.tte else ("", "")
    rows = declare.get(dokumen.code).public(dokumen.payload) if declare.known(dokumen.code) else []
    successor = (
        dokumen.pengganti.order_by("-pk").first()
        if dokumen.state == Dokumen.State.DIGANTI
        else None
    )
    return Verifikasi(
        judul=dokumen.judul,
        nomor=dokumen.nomor,
        unit=dokumen.payload["uml"]["nama"],
        state=dokumen.state,
        state_label=dokumen.get_state_display(),
        terbit_at=dokumen.issued_at,
        state_at=dokumen.state_at,
        penandatangan=signer.get("nama", ""),
        jabatan=declare.sebutan(signer),
        tte=dokumen.tte,
        sha256=dokumen.sha256,
        kode=dokumen.kode_verifikasi,
        baris=[(str(a), str(b)) for a, b in rows],
        pengganti=successor.nomor if successor else "",
        sertifikat=holder,
        penerbit=issuer,
        contoh=bool(dokumen.payload.get("demo")),
        dipindai_at=None if dokumen.tte else _dipindai(dokumen),
    )


def _dipindai(dokumen: Dokumen) -> datetime | None:
    """When the newest scan of the signed sheet was stored."""
    scan = dokumen.pindaian.last()
    return scan.at if scan else None


def _certificate(dokumen: Dokumen) -> tuple[str, str]:
    """Holder and issuer of the certificate that signed the paper.

    It is looked for among the known keys first, then in the paper itself.
    """
    key = KunciTandaTangan.objects.filter(sidik=dokumen.sidik_sertifikat).first()
    if key:
        return key.subject, key.issuer
    found = certificates(store.read(dokumen.file))
    return names(found[-1]) if found else ("", "")


# --- parts ------------------------------------------------------------------------------------
def _plain(text: str) -> str:
    """The text as it is compared: usual signs, one kind of dash, single blanks, upper case."""
    usual = unicodedata.normalize("NFKC", text)
    seen = "".join(c for c in usual if unicodedata.category(c) not in ("Cf", "Cc"))
    return " ".join(DASHES.sub("-", seen).split()).upper()


def _by_code(text: str) -> Dokumen | None:
    codes = [re.sub("[ -]", "", found) for found in CODE.findall(_plain(text))]
    rows = Dokumen.objects.filter(kode_verifikasi__in=codes)
    return rows.select_related("uml").first() if codes else None


def _by_number(text: str) -> Dokumen | None:
    bare = BEFORE_NUMBER.sub("", text).strip(" .,;:")
    number = re.sub(r"\s*/\s*", "/", bare)
    if not number or len(number) > 120:
        return None
    # A number holds no blanks; where a code of ours has a dash, people read one.
    written = Q(nomor__iexact=number) | Q(nomor__iexact=number.replace(" ", "-"))
    return Dokumen.objects.filter(written).select_related("uml").order_by("-pk").first()


def _hashes(content: bytes) -> list[str]:
    """Of the file, and of it without the blanks that a mail program may have put around it."""
    bare = content.strip(BLANKS)
    forms = (content, bare, bare + b"\n", bare + b"\r\n")
    return [store.digest(form) for form in forms]


def _ours(dokumen: Dokumen, sha: str, *, added: bool) -> HasilPeriksa:
    known = describe(dokumen)
    note = ADDED if added else ""
    if known.berlaku:
        same = "" if added else "persis sama dengan yang kami terbitkan dan "
        return HasilPeriksa("asli", f"Berkas ini {same}masih berlaku.{note}", sha, known)
    reason = f"Berkas ini asli, tetapi sudah {known.state_label.lower()} dan tidak berlaku lagi."
    return HasilPeriksa("tidak_berlaku", reason + note, sha, known)


def _read(content: bytes, sha: str) -> Isi | None:
    """What a child found in the file; None for one that it could not read. Raises kotak.Busy."""
    key = f"periksa-pdf:{sha}"
    remembered = cache.get(key)
    if remembered is None:
        remembered = _found(content)
        cache.set(key, remembered, KEEP)
    return Isi(**remembered) if remembered else None


def _found(content: bytes) -> dict[str, Any]:
    certificates = KunciTandaTangan.objects.values_list("sertifikat", flat=True)
    trusted = [base64.b64encode(bytes(der)).decode() for der in certificates]
    try:
        return kotak.ask(JOB, content, trusted=trusted).found
    except kotak.Refused:
        return {}


def _only_added(content: bytes, read: Isi, claimed: Dokumen) -> bool:
    """Whether this is our file with nothing but what keeps a signature checkable behind it.

    Archives add certificates and revocation lists to a signed file (PAdES-LT); pyHanko tells them
    from changes of the content.
    """
    sound = all(t["utuh"] and t["sah"] and t["arsip"] for t in read.tanda_tangan)
    return bool(read.tanda_tangan) and sound and content.startswith(store.read(claimed.file))


def _foreign(content: bytes, read: Isi | None, sha: str) -> HasilPeriksa:
    if read is None:
        return HasilPeriksa(
            "tidak_terbaca", "PDF ini rusak atau terlalu rumit untuk diperiksa.", sha
        )
    claimed = _by_code(read.kode) if read.kode else None
    if claimed and _only_added(content, read, claimed):
        return _ours(claimed, sha, added=True)
    if claimed:
        reason = (
            f"Berkas ini mengaku sebagai {claimed.judul} nomor {claimed.nomor}, tetapi isinya tidak"
            " sama dengan yang kami terbitkan. Jangan dipercaya; lihat dokumen aslinya di bawah."
        )
        return HasilPeriksa("ditolak", reason, sha, describe(claimed), read.tanda_tangan)
    if any(not (t["utuh"] and t["sah"]) or t["diubah"] for t in read.tanda_tangan):
        return HasilPeriksa(
            "ditolak", "Berkas ini diubah setelah ditandatangani.", sha, None, read.tanda_tangan
        )
    return HasilPeriksa("bukan_kami", _unknown(read), sha, None, read.tanda_tangan)


def _unknown(read: Isi) -> str:
    if any(t["dikenal"] for t in read.tanda_tangan):
        return (
            f"Tanda tangannya utuh dan dari kunci yang kami kenal, tetapi dokumen ini {UNLISTED}."
        )
    if read.tanda_tangan:
        return (
            f"Tanda tangannya utuh, tetapi bukan dari kunci kantor ini, dan dokumen ini {UNLISTED}."
        )
    return f"Dokumen ini {UNLISTED} dan tidak bertanda tangan elektronik."
