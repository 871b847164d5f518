"""Is this paper ours and in force? By code or number, or by the bytes of an uploaded file."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.cache import cache

from metrologi.documents import declare, kotak, store
from metrologi.documents.kotak import Isi
from metrologi.documents.models import Dokumen, KunciTandaTangan

LARGEST = 10 * 1024 * 1024
KEEP = 3600
UNLISTED = "tidak ada dalam daftar terbitan kami"
CODE = re.compile(r"[A-HJKMNP-Z1-9]{12}")


@dataclass(frozen=True)
class Verifikasi:
    """What anyone may know of a paper. `baris` are label and value as its kind declares them; no personal data."""

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
    contoh: bool = False

    @property
    def berlaku(self) -> bool:
        return self.state == Dokumen.State.TERBIT


@dataclass(frozen=True)
class HasilPeriksa:
    """The answer to an upload.

    `putusan`: "asli" (ours, unchanged, in force), "tidak_berlaku" (ours, unchanged, replaced or revoked), "ditolak"
    (altered, or claims to be ours and is not), "bukan_kami" (a sound PDF that we did not issue), "tidak_terbaca".
    """

    putusan: str
    alasan: str
    sha256: str
    verifikasi: Verifikasi | None = None
    tanda_tangan: list[dict[str, Any]] = field(default_factory=list)


def lookup(text: str) -> Verifikasi | None:
    """By verification code (with or without dashes and spaces, either case) or by the exact number; None if unknown."""
    found = _by_code(text) or _by_number(text)
    return describe(found) if found else None


def check_upload(content: bytes) -> HasilPeriksa:
    """Judge an uploaded file; never raises for a bad file. The slow part is remembered for an hour by hash."""
    sha = store.digest(content)
    own = Dokumen.objects.filter(sha256=sha).select_related("uml").first()
    if own:
        return _ours(own, sha)
    if len(content) > LARGEST:
        return HasilPeriksa("tidak_terbaca", "Berkas lebih besar dari 10 MB.", sha)
    if content.lstrip()[:5] != b"%PDF-":
        return HasilPeriksa("tidak_terbaca", "Berkas ini bukan PDF.", sha)
    return _foreign(_read(content, sha), sha)


def describe(dokumen: Dokumen) -> Verifikasi:
    signer = dokumen.signer() if dokumen.tte else {}
    rows = declare.get(dokumen.code).public(dokumen.payload) if declare.known(dokumen.code) else []
    successor = dokumen.pengganti.order_by("-pk").first() if dokumen.state == Dokumen.State.DIGANTI else None
    return Verifikasi(
        judul=dokumen.judul, nomor=dokumen.nomor, unit=dokumen.payload["uml"]["nama"], state=dokumen.state,
        state_label=dokumen.get_state_display(), terbit_at=dokumen.issued_at, state_at=dokumen.state_at,
        penandatangan=signer.get("nama", ""), jabatan=signer.get("jabatan", ""),
        tte=dokumen.tte, sha256=dokumen.sha256, kode=dokumen.kode_verifikasi, baris=[(str(a), str(b)) for a, b in rows],
        pengganti=successor.nomor if successor else "", contoh=bool(dokumen.payload.get("demo")))


# --- parts ------------------------------------------------------------------------------------------
def _by_code(text: str) -> Dokumen | None:
    code = re.sub(r"[\s\-–—]", "", text).upper()
    if not CODE.fullmatch(code):
        return None
    return Dokumen.objects.filter(kode_verifikasi=code).select_related("uml").first()


def _by_number(text: str) -> Dokumen | None:
    number = text.strip().upper()
    if not number or "\x00" in number or len(number) > 120:
        return None
    return Dokumen.objects.filter(nomor__iexact=number).select_related("uml").order_by("-pk").first()


def _ours(dokumen: Dokumen, sha: str) -> HasilPeriksa:
    known = describe(dokumen)
    if known.berlaku:
        return HasilPeriksa("asli", "Berkas ini persis sama dengan yang kami terbitkan dan masih berlaku.", sha, known)
    reason = f"Berkas ini asli, tetapi sudah {known.state_label.lower()} dan tidak berlaku lagi."
    return HasilPeriksa("tidak_berlaku", reason, sha, known)


def _read(content: bytes, sha: str) -> Isi | None:
    key = f"periksa-pdf:{sha}"
    remembered = cache.get(key)
    if remembered is not None:
        return Isi(**remembered) if remembered else None
    read = kotak.read(content, [bytes(der) for der in KunciTandaTangan.objects.values_list("sertifikat", flat=True)])
    cache.set(key, read.plain() if read else {}, KEEP)
    return read


def _foreign(read: Isi | None, sha: str) -> HasilPeriksa:
    if read is None:
        return HasilPeriksa("tidak_terbaca", "PDF ini rusak atau terlalu rumit untuk diperiksa.", sha)
    claimed = _by_code(read.kode) if read.kode else None
    if claimed:
        reason = (f"Berkas ini mengaku sebagai {claimed.judul} nomor {claimed.nomor}, tetapi isinya tidak sama dengan "
                  "yang kami terbitkan. Jangan dipercaya; lihat dokumen aslinya di bawah.")
        return HasilPeriksa("ditolak", reason, sha, describe(claimed), read.tanda_tangan)
    if any(not (t["utuh"] and t["sah"]) or t["diubah"] for t in read.tanda_tangan):
        return HasilPeriksa("ditolak", "Berkas ini diubah setelah ditandatangani.", sha, None, read.tanda_tangan)
    return HasilPeriksa("bukan_kami", _unknown(read), sha, None, read.tanda_tangan)


def _unknown(read: Isi) -> str:
    if any(t["dikenal"] for t in read.tanda_tangan):
        return f"Tanda tangannya utuh dan dari kunci yang kami kenal, tetapi dokumen ini {UNLISTED}."
    if read.tanda_tangan:
        return f"Tanda tangannya utuh, tetapi bukan dari kunci kantor ini, dan dokumen ini {UNLISTED}."
    return f"Dokumen ini {UNLISTED} dan tidak bertanda tangan elektronik."
