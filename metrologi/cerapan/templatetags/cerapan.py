"""The chips of verdicts on the sheet: that of a point or test, and that of the whole."""

from __future__ import annotations

from django import template

from metrologi.bkd.putusan import BATAL, SAH, TIDAK_VALID

register = template.Library()
# Words and colour of a verdict; any other is not decided yet.
CHIP = {
    SAH: ("Memenuhi", "ok"),
    BATAL: ("Tidak memenuhi", "bad"),
    TIDAK_VALID: ("Tidak dapat dinilai", "warn"),
}
CHIP_AKHIR = {SAH: ("SAH", "ok"), BATAL: ("TIDAK MEMENUHI", "bad")}


@register.inclusion_tag("components/chip.html")
def chip_putusan(putusan: str) -> dict[str, str]:
    """The chip of a point or a test."""
    label, kind = CHIP.get(putusan, ("Belum lengkap", ""))
    return {"label": label, "kind": kind, "icon": ""}


@register.inclusion_tag("components/chip.html")
def chip_akhir(putusan: str) -> dict[str, str]:
    """The chip of the whole sheet."""
    label, kind = CHIP_AKHIR.get(putusan, ("Belum ada putusan", "info"))
    return {"label": label, "kind": kind, "icon": ""}
