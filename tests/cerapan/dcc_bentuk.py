"""The shape of a Digital Calibration Certificate 3.3 as far as we write it: children in order, how
many, what text.

Written from the documentation of the schema (https://ptb.de/dcc/v3.3.0/); the schema itself is not
shipped here.
"""

import re
from xml.etree.ElementTree import fromstring

DCC, SI = "{https://ptb.de/dcc}", "{https://ptb.de/si}"
DAY, TEXT = r"\d{4}-\d\d-\d\d", r"\S+(\s+\S+)*"
# "name", "name?" (at most once), "name+" (at least once), "name*"; a tuple is a choice.
TEXT_TYPE = ["content+"]
CONTACT = ["name", "eMail?", "phone?", "fax?", "link?", "location"]
LOOSE_CONTACT = [*CONTACT[:-1], "location?"]
SHAPES = {
    "digitalCalibrationCertificate": ["administrativeData", "measurementResults"],
    "administrativeData": [
        "dccSoftware",
        "coreData",
        "items",
        "calibrationLaboratory",
        "respPersons",
        "customer",
        "statements?",
    ],
    "dccSoftware": ["software+"],
    "software": ["name", "release", "type?", "description?"],
    "coreData": [
        "countryCodeISO3166_1",
        "usedLangCodeISO639_1+",
        "mandatoryLangCodeISO639_1+",
        "uniqueIdentifier",
        "identifications?",
        "receiptDate?",
        "beginPerformanceDate",
        "endPerformanceDate",
        "performanceLocation",
        "issueDate?",
    ],
    "identifications": ["identification+"],
    "identification": ["issuer", "value", "name?"],
    "items": ["item+"],
    "item": [
        "name",
        "equipmentClass*",
        "description?",
        "owner?",
        "installedSoftwares?",
        "manufacturer?",
        "model?",
        "identifications",
        "itemQuantities?",
        "subItems?",
    ],
    "equipmentClass": ["reference", "classID", "link?"],
    "manufacturer": LOOSE_CONTACT,
    "calibrationLaboratory": [
        "calibrationLaboratoryCode?",
        "contact",
        "cryptElectronicSeal?",
        "cryptElectronicSignature?",
        "cryptElectronicTimeStamp?",
    ],
    "contact": CONTACT,
    "customer": CONTACT,
    "person": LOOSE_CONTACT,
    "location": ["street?", "city?", "countryCode?"],
    "respPersons": ["respPerson+"],
    "respPerson": ["person", "description?", "role?", "mainSigner?"],
    "statements": ["statement+"],
    "statement": [
        "name?",
        "description?",
        "countryCodeISO3166_1*",
        "convention?",
        "traceable?",
        "norm*",
        "reference*",
        "link*",
        "declaration?",
        "valid?",
        "date?",
        "period?",
        "respAuthority?",
        "conformity?",
    ],
    "measurementResults": ["measurementResult+"],
    "measurementResult": [
        "name",
        "description?",
        "usedMethods?",
        "usedSoftware?",
        "measuringEquipments?",
        "influenceConditions?",
        "results",
        "measurementMetaData?",
    ],
    "usedMethods": ["usedMethod+"],
    "usedMethod": ["name", "description?", "norm*", "reference*", "link*"],
    "measuringEquipments": ["measuringEquipment+"],
    "measuringEquipment": [
        "name",
        "equipmentClass*",
        "description?",
        "certificate?",
        "manufacturer?",
        "model?",
        "identifications?",
    ],
    "influenceConditions": ["influenceCondition+"],
    "influenceCondition": ["name", "description?", "status?", "certificate?", "data"],
    "results": ["result+"],
    "result": ["name", "description?", "data"],
    "data": [("text", "formula", "byteData", "xml", "quantity", "list")],
    "list": [
        "name?",
        "description?",
        "dateTime?",
        ("list", "quantity"),
        "usedMethods?",
        "usedSoftware?",
        "measuringEquipments?",
        "influenceConditions?",
        "measurementMetaData?",
    ],
    "quantity": ["name?", "description?", "real", "relativeUncertainty?", "measurementMetaData?"],
    "real": ["label?", "quantityType?", "value", "unit", "significantDigit?", "dateTime?"],
    "measurementMetaData": ["metaData+"],
    **dict.fromkeys(("name", "description", "declaration"), TEXT_TYPE),
}
SHAPES["metaData"] = SHAPES["statement"]
LEAVES = {
    "countryCodeISO3166_1": "[A-Z]{2}",
    "countryCode": "[A-Z]{2}",
    "usedLangCodeISO639_1": "[a-z]{2}",
    "mandatoryLangCodeISO639_1": "[a-z]{2}",
    "beginPerformanceDate": DAY,
    "endPerformanceDate": DAY,
    "issueDate": DAY,
    "performanceLocation": "laboratory|customer|laboratoryBranch|customerBranch|other",
    "issuer": "manufacturer|calibrationLaboratory|customer|owner|other",
    "type": "application",
    "mainSigner": "true|false",
    "cryptElectronicSignature": "true|false",
    "conformity": "pass|fail|conditionalPass|conditionalFail|noPass|noFail",
}
REAL = {"value": r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?", "unit": r"(\\[a-z]+(\{-?\d+\})?)+"}


def faults(body):
    """Sentences about what does not fit; none for a certificate of the right shape."""
    root = fromstring(body)
    found = [] if root.attrib.get("schemaVersion") == "3.3.0" else ["schemaVersion"]
    return found + list(_walk(root, root.tag.removeprefix(DCC)))


def _walk(element, path):
    name = element.tag.removeprefix(DCC).removeprefix(SI)
    leaf = REAL.get(name) if element.tag.startswith(SI) else LEAVES.get(name)
    children = [child.tag.removeprefix(DCC).removeprefix(SI) for child in element]
    if name in SHAPES and not leaf:
        if not re.fullmatch(_pattern(SHAPES[name]), "".join(f"<{c}>" for c in children)):
            yield f"{path}: {children}"
    elif children or not re.fullmatch(leaf or TEXT, element.text or ""):
        yield f"{path}: {element.text!r}"
    for child, shown in zip(element, children, strict=True):
        yield from _walk(child, f"{path}/{shown}")


def _pattern(shape):
    """The children as one regular expression over "<name>"."""
    return "".join(
        f"({'|'.join(f'<{c}>' for c in part)})+"
        if isinstance(part, tuple)
        else f"(<{part.rstrip('?*+')}>){part[-1] if part[-1] in '?*+' else ''}"
        for part in shape
    )
