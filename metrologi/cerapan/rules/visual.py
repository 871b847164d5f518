"""The visual examination: every mandatory item of the stage answered with ya."""
from metrologi.cerapan.rules.hasil import BATAL, SAH, Hasil
from metrologi.cerapan.rules.inputs import Inputs, Kurang

JAWABAN = ("ya", "tidak", "tidak_berlaku")


def visual(inputs: Inputs, hasil: Hasil) -> str:
    """One tidak on a mandatory item is BATAL; items for tera alone do not count at tera ulang."""
    stage = inputs.choice("stage", ("tera", "tera_ulang"))
    rows = [row for row in inputs.rows("items") if _counts(row, stage)]
    answers = [(row, row.choice("answer", JAWABAN) if row.has("answer") else "") for row in rows]
    failed = [row.text("name") for row, answer in answers if answer == "tidak"]
    if failed:
        hasil["alasan"] = [{"test": "visual", "point": name, "error": "tidak"} for name in failed]
        return BATAL
    empty = [row.text("name") for row, answer in answers if not answer]
    if empty or not any(answer == "ya" for _, answer in answers):
        raise Kurang(f"items: belum dijawab: {', '.join(empty) or 'tidak ada butir wajib'}")
    return SAH


def _counts(row: Inputs, stage: str) -> bool:
    mandatory = row.flag("mandatory") if row.has("mandatory") else True
    tera_only = row.flag("tera_only") if row.has("tera_only") else False
    return mandatory and not (tera_only and stage == "tera_ulang")
