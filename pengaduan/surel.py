"""Complaints by e-mail: what a message says, and what becomes of it."""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage as Raw
from email.utils import parseaddr
from hashlib import sha256
from html import unescape
from itertools import islice
from typing import Any, cast
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.html import strip_tags

from metrologi.accounts.models import Uml
from metrologi.documents.unggahan import bersih
from metrologi.workflow.run import open_case
from pengaduan.akun import akun_umum
from pengaduan.berkas import TERBANYAK, lampirkan
from pengaduan.models import AKHIR, Pengaduan, SurelMasuk
from pengaduan.models.pilihan import Kanal, Kerahasiaan
from pengaduan.tiket import tambah_keterangan

TIKET = re.compile(r"\bPGD-\d{4}-\d{4,}\b", re.IGNORECASE)
PANJANG = 4000


@dataclass(frozen=True)
class Surel:
    """A message as this office reads it; `otomatis` for what a machine sent."""

    message_id: str
    nama: str
    dari: str
    subjek: str
    isi: str
    otomatis: bool
    lampiran: tuple[SimpleUploadedFile, ...] = ()


def urai(raw: bytes) -> Surel:
    """Any bytes give a Surel; one without a usable sender counts as sent by a machine."""
    mail = cast(Raw, message_from_bytes(raw, policy=policy.default))
    name, address = parseaddr(_kepala(mail, "From"))
    return Surel(_kepala(mail, "Message-ID")[:300] or sha256(raw).hexdigest(), name[:120], address,
                 " ".join(_kepala(mail, "Subject").split())[:120] or "Tanpa perihal", _isi(mail), _otomatis(mail, address),
                 tuple(islice(_lampiran(mail), TERBANYAK)))


def _kepala(mail: Raw, name: str) -> str:
    return str(mail.get(name, "") or "").replace("\x00", "").strip()


def _otomatis(mail: Raw, address: str) -> bool:
    try:
        validate_email(address)
    except Exception:
        return True
    by_machine = _kepala(mail, "Auto-Submitted").lower() not in ("", "no")
    bulk = _kepala(mail, "Precedence").lower() in ("bulk", "list", "junk") or bool(_kepala(mail, "List-Id"))
    own = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower() == address.lower()
    return by_machine or bulk or own or address.lower().startswith(("mailer-daemon@", "postmaster@"))


def _isi(mail: Raw) -> str:
    part = mail.get_body(("plain", "html"))
    if part is None:
        return ""
    try:
        text = str(part.get_content())
    except (LookupError, UnicodeError, KeyError):
        text = cast(bytes, part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    if part.get_content_type() == "text/html":
        text = unescape(strip_tags(text))
    return text.replace("\x00", "").strip()[:PANJANG]


def _lampiran(mail: Raw) -> Iterator[SimpleUploadedFile]:
    """The photos and PDFs of a message, cleaned; what is neither (a logo's GIF, a signature) is left out."""
    for part in mail.iter_attachments():
        body = part.get_payload(decode=True)
        if isinstance(body, bytes) and body:
            with suppress(ValidationError):
                yield bersih(SimpleUploadedFile("lampiran", body))


def terima(raw: bytes) -> Pengaduan | None:
    """The complaint that a message opened or belongs to; None for machines, empty ones, and what was read before.

    All or nothing: a ticket whose code could not be sent is not opened, and the message is read again later.
    """
    mail, uml = urai(raw), Uml.objects.default()
    with transaction.atomic():
        seen, new = SurelMasuk.objects.get_or_create(uml=uml, message_id=mail.message_id)
        if not new or mail.otomatis or not mail.isi:
            return None
        case = _lanjutan(mail, uml) or _buka(mail, uml)
        lampirkan(case, *mail.lampiran)
        seen.pengaduan = case
        seen.save(update_fields=["pengaduan"])
    return case


def _lanjutan(mail: Surel, uml: Any) -> Pengaduan | None:
    """A ticket named in the subject by its own reporter's address is written on; by any other it is not opened."""
    named = TIKET.search(mail.subjek)
    rows = Pengaduan.objects.filter(uml=uml, nomor__iexact=named.group() if named else "", identitas__email__iexact=mail.dari)
    case = rows.exclude(status__in=AKHIR).first()
    if case is not None:
        tambah_keterangan(case, mail.isi)
    return case


def _buka(mail: Surel, uml: Any) -> Pengaduan:
    """In confidence: whoever writes an e-mail was not asked whom it may be shown to."""
    case = cast(Pengaduan, open_case(
        "pengaduan", by=akun_umum(uml), uml=uml, key=uuid4(), judul=mail.subjek, uraian=mail.isi, layanan="lainnya",
        kanal=Kanal.SUREL, kerahasiaan=Kerahasiaan.RAHASIA, identitas={"nama": mail.nama, "email": mail.dari}))
    _balas(case, mail)
    return case


def _balas(case: Any, mail: Surel) -> None:
    link = settings.PORTAL_URL + reverse("workflow:pengaduan-tiket")
    text = (f"Pengaduan Anda sudah tercatat.\n\nNomor tiket: {case.nomor}\nKode akses: {case.kode_sekali}\n\n"
            f"Simpan keduanya. Ikuti pengaduan dan baca jawabannya di {link}\nKami memeriksanya paling lama 3 hari kerja.\n\n"
            f"{case.uml.nama}\n")
    headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": mail.message_id, "References": mail.message_id}
    safe = {k: v for k, v in headers.items() if "\n" not in v and "\r" not in v}
    EmailMessage(f"Pengaduan tercatat: {case.nomor}", text, settings.DEFAULT_FROM_EMAIL, [mail.dari], headers=safe).send()
