"""Issue, preview, replace and revoke papers. An issued paper is stored once and never rendered again."""
from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet

from metrologi.clock.now import now
from metrologi.documents import declare, numbering, render, store
from metrologi.documents.declare import Document, waktu_iso
from metrologi.documents.models.dokumen import Dokumen, kode_verifikasi
from metrologi.documents.numbering import Nomor
from metrologi.documents.signing import SignedResult, Signer, SigningError, signer_for
from metrologi.documents.signing.periksa import sidik, signed_whole
from metrologi.prepared import MARKS, Prepared

# So many cases at most stand on one page; more are asked for without having been prepared.
FEW = len(MARKS) // 2


def issue(code: str, case: Any, *, by: Any, secret: str | None = None, replaces: Dokumen | None = None,
          extra: dict[str, Any] | None = None) -> Dokumen:
    """Number, print, sign if declared, store. Raises SigningError, and then neither number nor file is used.

    `extra` joins the payload; `replaces` becomes "diganti". Call it inside the transaction of the step.
    """
    document = declare.get(code)
    signer = signer_for(by) if document.signer else None
    if signer:
        signer.prepare(secret)
    with transaction.atomic():
        at = now()
        number = numbering.draw(case.uml, code, document.pattern, at, klasifikasi=document.klasifikasi)
        payload = _payload(document, case, by, extra) | _numbered(number, at, signer)
        pdf = render.render(document.template, payload, styles=document.styles, attachments=document.attachments(case))
        signed = _sign(signer, pdf, payload, secret) if signer else None
        return _keep(document, case, payload, number, at, pdf, signed, by, replaces)


def preview(code: str, case: Any, *, by: Any, extra: dict[str, Any] | None = None) -> bytes:
    """The paper as it would be issued now, with a watermark and without number, code and signature; nothing is kept."""
    document = declare.get(code)
    blank = dict.fromkeys(("nomor", "tte", "kode_verifikasi", "url_verifikasi"), "")
    payload = _payload(document, case, by, extra) | blank
    return render.render(document.template, payload, konsep=True, styles=document.styles)


def revoke(dokumen: Dokumen, by: Any, alasan: str) -> None:
    """Withdraw a paper in force; ValueError without a reason or for one that is no longer in force."""
    if not alasan.strip():
        raise ValueError("pencabutan harus beralasan")
    _leave_force(dokumen, Dokumen.State.DICABUT, by, alasan)


def of(*cases: Any) -> list[Dokumen]:
    """All papers of these cases, oldest first, whatever their state; one query."""
    if not cases:
        return []
    whose = [number for case in cases for number in (ContentType.objects.get_for_model(case).pk, case.pk)]
    return _papers_of(len(cases))(*whose) if len(cases) <= FEW else list(_papers(*whose))


def _papers(*whose: int) -> QuerySet[Dokumen]:
    wanted = Q()
    for kind, case in zip(whose[::2], whose[1::2], strict=True):
        wanted |= Q(case_type=kind, case_id=case)
    return Dokumen.objects.filter(wanted).defer("payload").order_by("issued_at", "pk")


@cache
def _papers_of(cases: int) -> Prepared[Dokumen]:
    return Prepared(_papers)


# --- parts ------------------------------------------------------------------------------------------
def _payload(document: Document, case: Any, by: Any, extra: dict[str, Any] | None) -> dict[str, Any]:
    """Plain data only: a Decimal or a date here is a mistake of the paper's author, so it fails loudly."""
    whole = document.common(case, by) | document.payload(case, by) | (extra or {})
    plain: dict[str, Any] = json.loads(json.dumps(whole))
    return plain


def _numbered(number: Nomor, at: Any, signer: Signer | None) -> dict[str, Any]:
    code = kode_verifikasi()
    return {"nomor": number.teks, "kode_verifikasi": code, "tte": signer.tte if signer else "",
            "url_verifikasi": f"{settings.PORTAL_URL}/verifikasi/{code}/", "diterbitkan": waktu_iso(at)}


def _sign(signer: Signer, pdf: bytes, payload: dict[str, Any], secret: str | None) -> SignedResult:
    person = payload["penandatangan"]
    result = signer.sign(pdf, secret=secret, reason=f"{payload['judul']} {payload['nomor']}",
                         location=payload["uml"]["kota"], name=person["nama"])
    if not signed_whole(result):
        raise SigningError("Tanda tangan yang dihasilkan tidak sah. Tidak ada yang diterbitkan.")
    return result


def _keep(document: Document, case: Any, payload: dict[str, Any], number: Nomor, at: Any, pdf: bytes,
          signed: SignedResult | None, by: Any, replaces: Dokumen | None) -> Dokumen:
    body = signed.pdf if signed else pdf
    name = store.put(body)
    dokumen = Dokumen.objects.create(
        code=document.code, judul=payload["judul"], uml=case.uml,
        nomor=number.teks, urut=number.urut, tahun=number.tahun,
        case_type=ContentType.objects.get_for_model(case), case_id=case.pk, payload=payload, file=name,
        sha256=store.digest(body), ukuran=len(body), kode_verifikasi=payload["kode_verifikasi"],
        tte=signed.tte if signed else "", penandatangan=by if signed else None,
        sidik_sertifikat=sidik(signed.certificate) if signed else "", menggantikan=replaces, issued_by=by, issued_at=at)
    if replaces:
        _leave_force(replaces, Dokumen.State.DIGANTI, by, f"Diganti dengan {dokumen.nomor}")
    return dokumen


def _leave_force(dokumen: Dokumen, state: str, by: Any, alasan: str) -> None:
    changed = Dokumen.objects.filter(pk=dokumen.pk, state=Dokumen.State.TERBIT).update(
        state=state, state_at=now(), state_oleh=by, alasan=alasan)
    if not changed:
        raise ValueError(f"{dokumen} tidak lagi berlaku")
    dokumen.refresh_from_db(fields=["state", "state_at", "state_oleh", "alasan"])
