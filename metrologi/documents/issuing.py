"""Issue, preview, replace and revoke papers. An issued paper is stored and never rendered again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import cast

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from metrologi.accounts.models import User
from metrologi.clock.now import now
from metrologi.documents import declare, numbering, render, store
from metrologi.documents.declare import Document, waktu_iso
from metrologi.documents.models.dokumen import Dokumen, kode_verifikasi
from metrologi.documents.numbering import Nomor
from metrologi.documents.payload import PaperCase, Payload
from metrologi.documents.signing import SignedResult, Signer, SigningError, signer_for
from metrologi.documents.signing.periksa import sidik, signed_whole


def issue(
    code: str,
    case: PaperCase,
    *,
    by: User | None,
    secret: str | None = None,
    replaces: Dokumen | None = None,
    extra: Payload | None = None,
) -> Dokumen:
    """Number, render, sign (if declared) and store the paper of that code for a case.

    `by` issues it (None: the system), `secret` is the signer's passphrase. `extra` joins the
    payload; `replaces` becomes "diganti". Call it inside the transaction of the step.

    Raises SigningError, and then neither number nor file is used; ValueError if `replaces` is no
    longer in force; KeyError for an unknown code.
    """
    document = declare.get(code)
    signer = signer_for(by) if document.signer else None
    if signer:
        signer.prepare(secret)
    with transaction.atomic():
        at = now()
        number = numbering.draw(
            case.uml, code, document.pattern, at, klasifikasi=document.klasifikasi
        )
        payload = _payload(document, case, by, extra) | _numbered(number, at, signer)
        if signer:
            _named_signs(payload, by)
        pdf = render.render(
            document.template,
            payload,
            styles=document.styles,
            attachments=document.attachments(case),
        )
        signed = _sign(signer, pdf, payload, secret) if signer else None
        return _keep(document, case, payload, number, at, pdf, signed, by, replaces)


def preview(code: str, case: PaperCase, *, by: User | None, extra: Payload | None = None) -> bytes:
    """The paper as it would be issued now, with a watermark; nothing is stored.

    It has no number, no code and no signature.
    """
    document = declare.get(code)
    blank = dict.fromkeys(("nomor", "tte", "kode_verifikasi", "url_verifikasi"), "")
    payload = _payload(document, case, by, extra) | blank
    return render.render(document.template, payload, konsep=True, styles=document.styles)


def revoke(dokumen: Dokumen, by: User | None, alasan: str) -> None:
    """Withdraw a paper in force.

    Raises ValueError without a reason, or if the paper is no longer in force.
    """
    if not alasan.strip():
        raise ValueError("pencabutan harus beralasan")
    _leave_force(dokumen, Dokumen.State.DICABUT, by, alasan)


# --- parts ------------------------------------------------------------------------------------
def _payload(
    document: Document, case: PaperCase, by: User | None, extra: Payload | None
) -> Payload:
    """The payload of the paper, as plain JSON data.

    Raises TypeError for a Decimal or a date in it, a mistake of the paper's author.
    """
    # A case that protects somebody is printed without their name.
    leaving = getattr(case, "keluar", None)
    seen = leaving() if leaving else case
    data = document.common(seen, by) | document.payload(seen, by) | (extra or {})
    plain: Payload = json.loads(json.dumps(data))
    return plain


def _numbered(number: Nomor, at: datetime, signer: Signer | None) -> Payload:
    code = kode_verifikasi()
    return {
        "nomor": number.teks,
        "kode_verifikasi": code,
        "tte": signer.tte if signer else "",
        "url_verifikasi": f"{settings.PORTAL_URL}/verifikasi/{code}/",
        "diterbitkan": waktu_iso(at),
    }


def _named_signs(payload: Payload, by: User | None) -> None:
    """Refuse a person who would sign a paper that bears another's name.

    Raises SigningError. Every paper is checked here.
    """
    named = payload["penandatangan"]
    if by is None or (named["nama"], named["nip"]) != (by.nama, by.nip):
        raise SigningError(
            f"Naskah ini atas nama {named['nama'] or 'pejabat yang belum ditetapkan'}; "
            "hanya pejabat itu sendiri yang dapat menandatanganinya."
        )


def _sign(signer: Signer, pdf: bytes, payload: Payload, secret: str | None) -> SignedResult:
    person = payload["penandatangan"]
    result = signer.sign(
        pdf,
        secret=secret,
        reason=f"{payload['judul']} {payload['nomor']}",
        location=payload["uml"]["kota"],
        name=person["nama"],
    )
    if not signed_whole(result):
        raise SigningError("Tanda tangan yang dihasilkan tidak sah. Tidak ada yang diterbitkan.")
    return result


def _keep(
    document: Document,
    case: PaperCase,
    payload: Payload,
    number: Nomor,
    at: datetime,
    pdf: bytes,
    signed: SignedResult | None,
    by: User | None,
    replaces: Dokumen | None,
) -> Dokumen:
    body = signed.pdf if signed else pdf
    name = store.put(body)
    dokumen = Dokumen.objects.create(
        code=document.code,
        judul=payload["judul"],
        uml=case.uml,
        nomor=number.teks,
        urut=number.urut,
        tahun=number.tahun,
        case_type=ContentType.objects.get_for_model(cast(Model, case)),
        case_id=case.pk,
        payload=payload,
        file=name,
        sha256=store.digest(body),
        ukuran=len(body),
        kode_verifikasi=payload["kode_verifikasi"],
        tte=signed.tte if signed else "",
        penandatangan=by if signed else None,
        sidik_sertifikat=sidik(signed.certificate) if signed else "",
        menggantikan=replaces,
        issued_by=by,
        issued_at=at,
    )
    if replaces:
        _leave_force(replaces, Dokumen.State.DIGANTI, by, f"Diganti dengan {dokumen.nomor}")
    return dokumen


def _leave_force(dokumen: Dokumen, state: str, by: User | None, alasan: str) -> None:
    changed = Dokumen.objects.filter(pk=dokumen.pk, state=Dokumen.State.TERBIT).update(
        state=state, state_at=now(), state_oleh=by, alasan=alasan
    )
    if not changed:
        raise ValueError(f"{dokumen} tidak lagi berlaku")
    dokumen.refresh_from_db(fields=["state", "state_at", "state_oleh", "alasan"])
