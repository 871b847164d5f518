"""Complaints by e-mail: what a message says, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parseaddr
from typing import Any, cast
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from metrologi import kotak
from metrologi.accounts.kantor import kantor_aktif
from metrologi.accounts.models import Uml
from metrologi.clock.now import now
from metrologi.documents.unggahan import bersih
from metrologi.workflow.run import open_case
from pengaduan.akun import akun_umum
from pengaduan.lampiran import lampirkan
from pengaduan.models import AKHIR, Pengaduan, SurelDisisihkan, SurelMasuk
from pengaduan.models.pilihan import Kanal, Kerahasiaan
from pengaduan.views.tiket import tambah_keterangan

TIKET = re.compile(r"\bPGD-\d{4}-\d{4,}\b", re.IGNORECASE)
JOB = "pengaduan.surel_kotak:read"
Sebab = SurelDisisihkan.Sebab
# Reasons whose sender is a person who can do something about it.
TAK_LENGKAP = (Sebab.KOSONG, Sebab.BESAR, Sebab.TUJUAN)
BALASAN_SEHARI = 3


@dataclass(frozen=True)
class Surel:
    """A message as this office reads it.

    `sisihkan` is a value of `SurelDisisihkan.Sebab` for one that a person must look at, "" for a
    complaint. `tak_terbaca` counts attachments that are neither photo nor PDF.
    """

    message_id: str
    nama: str
    dari: str
    subjek: str
    isi: str
    sisihkan: str = ""
    kepada: tuple[str, ...] = ()
    lampiran: tuple[SimpleUploadedFile, ...] = ()
    tak_terbaca: int = 0


class TidakTerbaca(Exception):
    """No reader of ours can take this message; a person must look at it."""


def urai(raw: bytes) -> Surel:
    """The message as a child process reads it.

    Raises TidakTerbaca, and kotak.Busy when it should be read again later.
    """
    try:
        answer = kotak.ask(JOB, raw)
    except kotak.Refused as refused:
        raise TidakTerbaca(refused.code) from None
    found = answer.found
    files = tuple(_lampiran(answer.content, found["ukuran"]))
    return Surel(
        message_id=found["message_id"],
        nama=found["nama"],
        dari=found["dari"],
        subjek=found["subjek"],
        isi=found["isi"] or (found["subjek"] if files else ""),
        sisihkan=_sebab(found, bool(files)),
        kepada=tuple(found["kepada"]),
        lampiran=files,
        tak_terbaca=found["tak_terbaca"] + len(found["ukuran"]) - len(files),
    )


def _sebab(found: dict[str, Any], files: bool) -> str:
    """Why a person must look at the message first; "" where it is a complaint."""
    if not _alamat_jelas(found["dari"]):
        return Sebab.PENGIRIM
    if _oleh_mesin(found):
        return Sebab.MESIN
    if found["undangan"]:
        return Sebab.UNDANGAN
    return "" if found["isi"] or files else Sebab.KOSONG


def _alamat_jelas(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _oleh_mesin(found: dict[str, Any]) -> bool:
    address = found["dari"].lower()
    by_machine = found["auto_submitted"] not in ("", "no")
    bulk = found["precedence"] in ("bulk", "list", "junk") or bool(found["list_id"])
    own = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower() == address
    return by_machine or bulk or own or address.startswith(("mailer-daemon@", "postmaster@"))


def _lampiran(content: bytes, sizes: list[int]) -> Iterator[SimpleUploadedFile]:
    """The photos and PDFs of a message, cleaned; what turns out to be neither is left out."""
    start = 0
    for size in sizes:
        file = SimpleUploadedFile("lampiran", content[start : start + size])
        start += size
        try:
            yield bersih(file)
        except ValidationError as error:
            if error.code == kotak.BUSY:
                raise kotak.Busy from None


def terima(raw: bytes, uid: str, *, terpotong: bool = False) -> Pengaduan | SurelDisisihkan | None:
    """What a message became: a complaint, or a row that waits for a person.

    None for one that was taken up before. `terpotong`: the message was too large, these are its
    first bytes. All or nothing: a ticket whose code could not be sent is not opened, and the
    message is read again later.
    """
    try:
        mail = urai(raw)
    except TidakTerbaca:
        first = Uml.objects.default()
        return SurelDisisihkan.objects.create(uml=first, uid=uid, sebab=Sebab.TAK_TERBACA)
    if terpotong:
        mail = _tanpa_berkas(mail)
    uml = kantor_tujuan(mail)
    if uml is None:
        uml, mail = Uml.objects.default(), replace(mail, sisihkan=mail.sisihkan or Sebab.TUJUAN)
    with transaction.atomic():
        seen, new = SurelMasuk.objects.get_or_create(uml=uml, message_id=mail.message_id)
        if not new:
            return None
        if mail.sisihkan:
            return _sisihkan(mail, uml, uid)
        case = _lanjutan(mail, uml) or buka(mail, uml)
        lampirkan(case, *mail.lampiran)
        seen.pengaduan = case
        seen.save(update_fields=["pengaduan"])
    return case


def kantor_tujuan(mail: Surel) -> Uml | None:
    """The office that the message is for: the only one, or the one whose address it was sent to.

    None where there are several and none of their addresses is among the recipients.
    """
    offices = kantor_aktif()
    if len(offices) == 1:
        return offices[0]
    owner = {address: kode for kode, address in alamat_kantor_pengaduan()}
    named = next((owner[address] for address in mail.kepada if address in owner), None)
    return next((uml for uml in offices if uml.kode == named), None)


def alamat_kantor_pengaduan() -> list[tuple[str, str]]:
    """Code of an office and the address of its complaints, as `PENGADUAN_ALAMAT` names them."""
    pairs = (part.partition("=") for part in settings.PENGADUAN_ALAMAT.split(","))
    return [(kode.strip(), address.strip().lower()) for kode, _, address in pairs if address]


def _tanpa_berkas(mail: Surel) -> Surel:
    """The words of a message that was too large, which is what its first bytes hold."""
    words = mail.isi if mail.isi != mail.subjek else ""
    note = f"{words}\n\n(Surel ini lebih besar dari 5 MB; lampirannya tidak diambil.)"
    if mail.sisihkan in ("", Sebab.KOSONG):
        changed = {"isi": note, "sisihkan": ""} if words else {"sisihkan": Sebab.BESAR.value}
        mail = replace(mail, **changed)
    return replace(mail, lampiran=(), tak_terbaca=0)


def _sisihkan(mail: Surel, uml: Uml, uid: str) -> SurelDisisihkan:
    """Keep what could be read for a person; whoever can be answered is told what to do."""
    row = SurelDisisihkan.objects.create(
        uml=uml,
        uid=uid,
        sebab=mail.sisihkan,
        nama=mail.nama,
        dari=mail.dari,
        perihal=mail.subjek,
        isi=mail.isi,
    )
    if mail.sisihkan in TAK_LENGKAP and not _sering(row):
        _balas(mail, "Surel Anda belum dapat kami catat", _tak_lengkap(row))
    return row


def _sering(row: SurelDisisihkan) -> bool:
    """Whether this address was answered so often that a machine may be behind it."""
    since = now() - timedelta(days=1)
    rows = SurelDisisihkan.objects.filter(dari__iexact=row.dari, at__gte=since)
    return rows.count() > BALASAN_SEHARI


def _tak_lengkap(row: SurelDisisihkan) -> str:
    link = settings.PORTAL_URL + reverse("workflow:pengaduan-baru")
    return (
        f"Surel Anda sampai, tetapi belum tercatat sebagai pengaduan:\n"
        f"{row.get_sebab_display().lower()}.\n\n"
        f"{_yang_kurang(row)}, atau pakai formulir di\n"
        f"{link}\n\nPetugas kami juga melihat surel Anda.\n\n{row.uml.nama}\n"
    )


def _yang_kurang(row: SurelDisisihkan) -> str:
    if row.sebab != Sebab.TUJUAN:
        return "Tulis apa yang terjadi dan lampirkan foto yang lebih kecil"
    offices = {uml.kode: uml.nama for uml in kantor_aktif()}
    known = [(offices[k], address) for k, address in alamat_kantor_pengaduan() if k in offices]
    lines = "".join(f"\n- {name}: {address}" for name, address in known)
    return f"Kirim sekali lagi ke alamat kantor yang Anda tuju{lines}\n"


def _lanjutan(mail: Surel, uml: Any) -> Pengaduan | None:
    """Add the message to the ticket in its subject, and return that; None if there is none.

    The message must come from the address of the ticket's reporter.
    """
    named = TIKET.search(mail.subjek)
    rows = Pengaduan.objects.filter(
        uml=uml, nomor__iexact=named.group() if named else "", identitas__email__iexact=mail.dari
    )
    case = rows.exclude(status__in=AKHIR).first()
    if case is not None:
        tambah_keterangan(case, _uraian(mail))
    return case


def _uraian(mail: Surel) -> str:
    if not mail.tak_terbaca:
        return mail.isi
    return f"{mail.isi}\n\n({mail.tak_terbaca} lampiran tidak dapat dibaca.)"


def buka(mail: Surel, uml: Uml) -> Pengaduan:
    """The complaint of a message; its sender gets ticket and code.

    In confidence: whoever writes an e-mail was not asked whom it may be shown to.
    """
    case = cast(
        Pengaduan,
        open_case(
            "pengaduan",
            by=akun_umum(uml),
            uml=uml,
            kunci=uuid4(),
            judul=mail.subjek,
            uraian=_uraian(mail),
            layanan="lainnya",
            kanal=Kanal.SUREL,
            kerahasiaan=Kerahasiaan.RAHASIA,
            identitas={"nama": mail.nama, "email": mail.dari},
        ),
    )
    if _alamat_jelas(mail.dari):
        _balas(mail, f"Pengaduan tercatat: {case.nomor}", _tercatat(case, mail))
    return case


def _tercatat(case: Pengaduan, mail: Surel) -> str:
    link = settings.PORTAL_URL + reverse("workflow:pengaduan-tiket")
    missing = (
        f"{mail.tak_terbaca} lampiran tidak dapat kami baca. Kirim sebagai JPG, PNG, atau PDF lewat"
        " tautan di atas.\n"
        if mail.tak_terbaca
        else ""
    )
    return (
        f"Pengaduan Anda sudah tercatat.\n\nNomor tiket: {case.nomor}\nKode akses: "
        f"{case.kode_sekali}\n\n"
        f"Simpan keduanya. Ikuti pengaduan dan baca jawabannya di {link}\n{missing}"
        f"Kami memeriksanya paling lama 3 hari kerja.\n\n{case.uml.nama}\n"
    )


def _balas(mail: Surel, judul: str, isi: str) -> None:
    headers = {
        "Auto-Submitted": "auto-replied",
        "In-Reply-To": mail.message_id,
        "References": mail.message_id,
    }
    safe = {k: v for k, v in headers.items() if "\n" not in v and "\r" not in v}
    EmailMessage(judul, isi, settings.DEFAULT_FROM_EMAIL, [mail.dari], headers=safe).send()
