"""Whether a working standard may be used on the test date, and whether its error is small enough."""
from metrologi.cerapan.rules.hasil import TIDAK_VALID, VALID, Hasil
from metrologi.cerapan.rules.inputs import Inputs


def standar(inputs: Inputs, hasil: Hasil) -> str:
    """The certificate covers the test date (both ends included); the total error is at most a third of the BKD."""
    tested, issued, until = (inputs.day(name) for name in ("test_date", "certificate_date", "valid_until"))
    reason = ""
    if tested < issued:
        reason = "sertifikat standar terbit sesudah tanggal uji"
    elif tested > until:
        reason = "masa berlaku sertifikat standar sudah lewat pada tanggal uji"
    elif _is_too_coarse(inputs):
        reason = "kesalahan standar lebih dari sepertiga BKD"
    if reason:
        hasil["reason"] = reason
    return TIDAK_VALID if reason else VALID


def _is_too_coarse(inputs: Inputs) -> bool:
    if not inputs.has("standard_error_total"):
        return False
    return abs(inputs.number("standard_error_total")) * 3 > inputs.number("instrument_mpe", above=0)
