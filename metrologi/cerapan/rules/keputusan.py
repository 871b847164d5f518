"""The overall verdict of a cerapan from the verdicts of its tests."""
from metrologi.cerapan.rules.hasil import BATAL, SAH, TIDAK_LENGKAP, TIDAK_VALID, VALID, VERDICTS, Hasil
from metrologi.cerapan.rules.inputs import Inputs, Kurang, Mustahil


def keputusan(inputs: Inputs, hasil: Hasil) -> str:
    """BATAL outweighs all; then an invalid test, then a missing one; SAH only when every mandatory test passes."""
    tests = [] if inputs.data.get("tests") == [] else inputs.rows("tests")
    found = [(row, row.data.get("verdict")) for row in tests]
    if any(verdict == BATAL for _, verdict in found):
        return BATAL
    _refuse_unknown(found)
    mandatory = _mandatory(inputs)
    passed = {row.text("name") for row, verdict in found if verdict in (SAH, VALID)}
    incomplete = {row.text("name") for row, verdict in found if verdict in (TIDAK_LENGKAP, None, "")}
    open_tests = [name for name in mandatory if name not in passed or name in incomplete]
    if open_tests or not passed:
        raise Kurang(f"uji belum lengkap: {', '.join(open_tests) or 'tidak ada uji yang lulus'}")
    return SAH


def _refuse_unknown(found: list[tuple[Inputs, object]]) -> None:
    for row, verdict in found:
        if verdict == TIDAK_VALID:
            raise Mustahil(f"{row.data.get('name')}: tidak valid")
        if verdict not in (*VERDICTS, VALID, None, ""):
            raise row.impossible("verdict", "putusan tidak dikenal")


def _mandatory(inputs: Inputs) -> list[str]:
    if inputs.data.get("mandatory") == []:
        return []
    names = inputs.sequence("mandatory")
    return [Inputs({"mandatory": name}).text("mandatory") for name in names]
