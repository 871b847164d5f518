"""Adds to WeasyPrint's PDF/A-3a the PDF/UA claim and one missing entry per attachment."""

from __future__ import annotations

from typing import Any

UA = (
    b'<rdf:Description rdf:about=""'
    b' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>'
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li"
    b' rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's finisher callback."""
    _claim(pdf)
    _once(pdf)


def _claim(pdf: Any) -> None:
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    xml = b"".join(part if isinstance(part, bytes) else part.encode() for part in stream.stream)
    head, tail = (
        xml.rsplit(b"</rdf:RDF>", 1) if b"</rdf:RDF>" in xml else xml.rsplit(b"</ns0:RDF>", 1)
    )
    stream.stream = [head + UA + b"</rdf:RDF>" + tail]
    stream.compress = False


def _once(pdf: Any) -> None:
    """WeasyPrint 70.0 lists every attachment twice in /AF."""
    listed = pdf.catalog.get("AF")
    if listed:
        unique = list(dict.fromkeys(listed))
        listed.clear()
        listed.extend(unique)
