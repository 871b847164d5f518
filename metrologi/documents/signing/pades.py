"""Writes an invisible PAdES B-B signature with pyHanko, in a field that screen readers can name."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, TypeVar

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from metrologi.documents.signing import SigningError
from metrologi.documents.signing.p12 import Opened

FIELD = "TandaTangan1"
T = TypeVar("T")


def sign(pdf: bytes, opened: Opened, *, reason: str, location: str, name: str) -> bytes:
    """The file with one more revision, which signs all of it.

    Raises SigningError if it cannot be signed.
    """
    try:
        return outside_loop(lambda: _sign(pdf, opened, reason, location, name))
    except SigningError:
        raise
    except Exception as error:
        raise SigningError(
            "Dokumen tidak dapat ditandatangani. Tidak ada yang diterbitkan."
        ) from error


def outside_loop(work: Callable[[], T]) -> T:
    """pyHanko starts an event loop; where one already runs in this thread, do it in another."""
    if not _loop_runs():
        return work()
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work).result()


def _loop_runs() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _sign(pdf: bytes, opened: Opened, reason: str, location: str, name: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    fields.append_signature_field(
        writer,
        fields.SigFieldSpec(
            FIELD, on_page=0, readable_field_name=f"Tanda tangan elektronik {name}"
        ),
    )
    _tag(writer)
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=reason,
        location=location,
        name=name,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
    )
    out = signers.PdfSigner(meta, signer=_signer(opened)).sign_pdf(
        writer, existing_fields_only=True
    )
    return bytes(out.getvalue())


def _signer(opened: Opened) -> Any:
    from asn1crypto import keys
    from asn1crypto import x509 as asn1
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    def der(cert: Any) -> asn1.Certificate:
        return asn1.Certificate.load(cert.public_bytes(Encoding.DER))

    secret = opened.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=der(opened.cert),
        signing_key=keys.PrivateKeyInfo.load(secret),
        cert_registry=SimpleCertificateStore.from_certs([der(c) for c in opened.chain]),
    )


def _tag(writer: Any) -> None:
    """Add the widget to the structure tree in the same revision; PDF/UA wants it tagged."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.generic import pdf_name

    if "/StructTreeRoot" not in writer.root:
        return
    root = writer.root["/StructTreeRoot"]
    widget = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    page = writer.find_page_for_modification(0)[0]
    document = (
        root["/K"].raw_get(0) if isinstance(root["/K"], generic.ArrayObject) else root.raw_get("/K")
    )
    numbers = root["/ParentTree"]["/Nums"]
    key = max(int(numbers[i]) for i in range(0, len(numbers), 2)) + 1
    link = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): widget, pdf_name("/Pg"): page}
    )
    form = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/StructElem"),
                pdf_name("/S"): pdf_name("/Form"),
                pdf_name("/P"): document,
                pdf_name("/Pg"): page,
                pdf_name("/K"): link,
            }
        )
    )
    numbers.extend([generic.NumberObject(key), form])
    root["/ParentTreeNextKey"] = generic.NumberObject(key + 1)
    widget.get_object()["/StructParent"] = generic.NumberObject(key)
    _append_child(document.get_object(), form)
    for changed in (root, root["/ParentTree"], document.get_object(), widget.get_object()):
        writer.update_container(changed)


def _append_child(element: Any, child: Any) -> None:
    from pyhanko.pdf_utils import generic

    if "/K" in element and isinstance(element["/K"], generic.ArrayObject):
        element["/K"].append(child)
    else:
        first = [element.raw_get("/K")] if "/K" in element else []
        element["/K"] = generic.ArrayObject([*first, child])
