"""A stored test as Digital Calibration Certificate, unsigned (https://ptb.de/dcc, 3.3.0)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from metrologi.cerapan.ekspor.isi import angka
from metrologi.cerapan.ekspor.kalibrasi import titik_terukur
from metrologi.cerapan.ekspor.satuan import dsi
from metrologi.cerapan.models import Pengujian
from metrologi.cerapan.ringkasan import ringkasan
from metrologi.clock.now import today
from metrologi.lembar import LEMBAR

VERSI = "3.3.0"
DCC, SI, XSI = (
    "https://ptb.de/dcc",
    "https://ptb.de/si",
    "http://www.w3.org/2001/XMLSchema-instance",
)
# Characters that XML 1.0 cannot hold at all.
TERLARANG = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
CONFORMITY = {"SAH": "pass", "BATAL": "fail"}
TANPA_KETIDAKPASTIAN = (
    "Kesesuaian dinyatakan terhadap batas kesalahan yang diizinkan (BKD), batas termasuk, tanpa "
    "dibulatkan. Ketidakpastian pengukuran tidak dinyatakan pada sertifikat ini."
)
for prefix, uri in {"dcc": DCC, "si": SI, "xsi": XSI}.items():
    register_namespace(prefix, uri)


def dcc(test: Pengujian, nomor: str) -> bytes:
    """The certificate as UTF-8 XML; `nomor` is that of the case.

    `test` comes with what `isi.dibaca` names.
    """
    root = Element(
        f"{{{DCC}}}digitalCalibrationCertificate",
        {
            "schemaVersion": VERSI,
            f"{{{XSI}}}schemaLocation": f"{DCC} https://ptb.de/dcc/v{VERSI}/dcc.xsd",
        },
    )
    admin = _sub(root, "administrativeData")
    _software(admin)
    _core(admin, test, nomor)
    _item(admin, test)
    _laboratory(admin, test)
    _people(admin, test)
    _customer(admin, test)
    _statements(admin, test)
    _result(_sub(_sub(root, "measurementResults"), "measurementResult"), test)
    indent(root)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


# --- words ----------------------------------------------------------------------------------------
def _bersih(text: Any) -> str:
    """One line without what XML cannot hold; the schema wants no space at either end."""
    return " ".join(TERLARANG.sub("", str(text)).split())


def _sub(parent: Element, name: str, text: Any = None, ns: str = DCC) -> Element:
    made = SubElement(parent, f"{{{ns}}}{name}")
    if text is not None:
        made.text = _bersih(text) or "–"
    return made


def _teks(parent: Element, name: str, *texts: Any) -> Element:
    """An element of textType or richContentType."""
    made = _sub(parent, name)
    for text in texts:
        _sub(made, "content", text).set("lang", "id")
    return made


def _ada(parent: Element, name: str, text: Any) -> None:
    """The element only where there is something to say."""
    if _bersih(text or ""):
        _sub(parent, name, text)


def _nyata(parent: Element, value: str, unit: str) -> None:
    real = _sub(parent, "real", ns=SI)
    _sub(real, "value", value, ns=SI)
    _sub(real, "unit", unit, ns=SI)


def _besaran(parent: Element, nama: str, value: str, unit: str, ref: str = "") -> None:
    quantity = _sub(parent, "quantity")
    if ref:
        quantity.set("refType", ref)
    _teks(quantity, "name", nama)
    _nyata(quantity, value, unit)


# --- who, what, when ------------------------------------------------------------------------------
def _software(admin: Element) -> None:
    software = _sub(_sub(admin, "dccSoftware"), "software")
    _teks(software, "name", "Portal Metrologi")
    _sub(software, "release", VERSI)
    _sub(software, "type", "application")


def _core(admin: Element, test: Pengujian, nomor: str) -> None:
    core, day = _sub(admin, "coreData"), test.tanggal.isoformat()
    _sub(core, "countryCodeISO3166_1", "ID")
    for name in ("usedLangCodeISO639_1", "mandatoryLangCodeISO639_1"):
        _sub(core, name, "id")
    _sub(core, "uniqueIdentifier", f"{test.uml.kode}:{test.kunci}")
    _identifications(
        core,
        [("calibrationLaboratory", f"{nomor} / {test.percobaan}", "Nomor perkara dan percobaan")],
    )
    for name in ("beginPerformanceDate", "endPerformanceDate"):
        _sub(core, name, day)
    _sub(core, "performanceLocation", "customer" if test.lokasi else "laboratory")
    _sub(core, "issueDate", today().isoformat())


def _identifications(parent: Element, rows: Iterable[tuple[str, str, str]]) -> None:
    listed = _sub(parent, "identifications")
    for issuer, value, nama in rows:
        row = _sub(listed, "identification")
        _sub(row, "issuer", issuer)
        _sub(row, "value", value)
        _teks(row, "name", nama)


def _item(admin: Element, test: Pengujian) -> None:
    item, plate = _sub(_sub(admin, "items"), "item"), test.identitas
    _teks(item, "name", test.uttp.jenis.nama)
    if plate["kelas"]:
        kind = _sub(item, "equipmentClass")
        _sub(
            kind, "reference", LEMBAR[test.lembar].metode if test.lembar in LEMBAR else test.lembar
        )
        _sub(kind, "classID", plate["kelas"])
    if plate["merek"].strip():
        _teks(_sub(item, "manufacturer"), "name", plate["merek"])
    _ada(item, "model", plate["tipe"])
    serial = (
        [("manufacturer", plate["nomor_seri"], "Nomor seri")] if plate["nomor_seri"].strip() else []
    )
    _identifications(item, [*serial, ("calibrationLaboratory", test.uttp.kode, "Kode UTTP")])


def _laboratory(admin: Element, test: Pengujian) -> None:
    lab, uml = _sub(admin, "calibrationLaboratory"), test.uml
    contact = _sub(lab, "contact")
    _teks(contact, "name", uml.nama)
    _ada(contact, "eMail", uml.email)
    _ada(contact, "phone", uml.telepon)
    place = _sub(contact, "location")
    _ada(place, "street", uml.alamat)
    _ada(place, "city", uml.kota)
    _sub(place, "countryCode", "ID")
    _sub(lab, "cryptElectronicSignature", "false")


def _people(admin: Element, test: Pengujian) -> None:
    listed = _sub(admin, "respPersons")
    seconds = [row.penera for row in test.penegasan.all()] + (
        [test.penera_kedua] if test.penera_kedua else []
    )
    people = [
        (test.penera, "Penera", "true"),
        *((p, "Penera kedua", "false") for p in dict.fromkeys(seconds)),
    ]
    for person, role, main in people:
        row = _sub(listed, "respPerson")
        _teks(_sub(row, "person"), "name", person.nama)
        _sub(row, "role", role)
        _sub(row, "mainSigner", main)


def _customer(admin: Element, test: Pengujian) -> None:
    customer = _sub(admin, "customer")
    _teks(customer, "name", test.uttp.pemilik.nama)
    place = _sub(customer, "location")
    _ada(place, "street", test.uttp.pemilik.alamat or test.uttp.tempat.lengkap)
    _sub(place, "countryCode", "ID")


def _statements(admin: Element, test: Pengujian) -> None:
    """The verdict with its rules, and whatever other people said of it."""
    listed = _sub(admin, "statements")
    verdict = _sub(listed, "statement")
    _teks(verdict, "name", "Kesesuaian")
    _sub(verdict, "convention", f"Aturan versi {test.versi_aturan}")
    for source in dict.fromkeys(row["sumber"] for row in test.hasil.get("aturan", {}).values()):
        _ada(verdict, "norm", source)
    _teks(verdict, "declaration", TANPA_KETIDAKPASTIAN)
    _sub(verdict, "conformity", CONFORMITY[test.putusan])
    summary = ringkasan(test)
    for title, words in _kata(summary):
        row = _sub(listed, "statement")
        _teks(row, "name", title)
        _teks(row, "declaration", words)


def _kata(summary: dict[str, Any]) -> Iterable[tuple[str, str]]:
    if over := summary["pengesampingan"]:
        yield (
            "Putusan dikesampingkan",
            (
                f"Semula {over['semula']}, dikesampingkan menjadi {over['menjadi']} oleh "
                f"{over['oleh']} pada {over['tanggal']}. Alasan: {over['alasan']}"
            ),
        )
    for row in summary["penegasan"]:
        yield (
            "Penera kedua",
            (
                f"{row['penera']}, {row['tanggal']}: "
                f"{'setuju' if row['setuju'] else 'tidak setuju'}. "
                f"{row['catatan']}"
            ),
        )


# --- what was measured ----------------------------------------------------------------------------
def _result(made: Element, test: Pengujian) -> None:
    summary = ringkasan(test)
    _teks(made, "name", f"{test.get_tahap_display()} {test.uttp.jenis.nama}")
    method = _sub(_sub(made, "usedMethods"), "usedMethod")
    _teks(method, "name", summary["metode"] or test.lembar)
    _standards(made, summary["standar"])
    _conditions(made, test)
    results = _sub(made, "results")
    for (row, points), typed in (
        (found, _bacaan(summary, found[0]["kode"])) for found in titik_terukur(test)
    ):
        result = _sub(results, "result")
        _teks(result, "name", row["judul"])
        _teks(result, "description", row["sumber"])
        data = _sub(result, "data")
        for point in points:
            _point(data, point, typed.get(point["label"], ""))


def _bacaan(summary: dict[str, Any], kode: str) -> dict[str, str]:
    rows = next(u["baris"] for u in summary["uji"] if u["kode"] == kode)
    return {label: typed for label, typed, *_ in rows}


def _standards(made: Element, standards: list[dict[str, str]]) -> None:
    listed = _sub(made, "measuringEquipments")
    for row in standards:
        equipment = _sub(listed, "measuringEquipment")
        _teks(equipment, "name", row["nama"])
        _teks(equipment, "description", row["ketertelusuran"])
        serial = (
            [("manufacturer", row["nomor_seri"], "Nomor seri")] if row["nomor_seri"].strip() else []
        )
        _identifications(
            equipment, [*serial, ("other", row["sertifikat_nomor"], "Nomor sertifikat")]
        )


def _conditions(made: Element, test: Pengujian) -> None:
    listed = _sub(made, "influenceConditions")
    for nama, value, unit, ref in (
        ("Suhu", test.suhu, r"\degreecelsius", "basic_temperature"),
        ("Kelembaban relatif", test.kelembaban, r"\percent", "basic_humidityRelative"),
    ):
        if value is not None:
            condition = _sub(listed, "influenceCondition")
            condition.set("refType", ref)
            _teks(condition, "name", nama)
            _besaran(_sub(condition, "data"), nama, format(value, "f"), unit)


def _point(data: Element, point: dict[str, Any], typed: str) -> None:
    """Error and limit in figures, the raw readings in words, and whether it conforms."""
    unit = dsi(point["satuan"]) or ""
    row = _sub(data, "list")
    _teks(row, "name", point["label"])
    if typed:
        _teks(row, "description", f"Bacaan: {typed}")
    _besaran(row, "Hasil", angka(point["nilai"]) or "", unit, "basic_measurementError")
    _besaran(row, f"Batas ({point.get('tanda') or '='})", angka(point["batas"]) or "", unit)
    if point["putusan"] in CONFORMITY:
        meta = _sub(_sub(row, "measurementMetaData"), "metaData")
        _sub(meta, "conformity", CONFORMITY[point["putusan"]])
