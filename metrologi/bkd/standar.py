"""Whether a standard may be used on the day of the test, and whether its error is small enough."""

from __future__ import annotations

from dataclasses import dataclass

from metrologi.bkd.periksa import Angka, Hari, angka, hari
from metrologi.bkd.putusan import TIDAK_VALID, VALID, Kata, Putusan, Sebab, memutus


@dataclass(frozen=True, slots=True, kw_only=True)
class Standar:
    """A standard on a day; its total error may be at most a third of the BKD (one unit).

    `galat_standar` None means that it is not looked at.
    """

    tanggal_uji: Hari
    tanggal_sertifikat: Hari
    berlaku_sampai: Hari
    galat_standar: Angka = None
    bkd_alat: Angka = None


@memutus(Putusan)
def standar(kasus: Standar, hasil: Putusan) -> Kata:
    """VALID while the certificate covers the day (both ends) and the error is small enough."""
    tested = hari(kasus.tanggal_uji, "tanggal_uji")
    issued = hari(kasus.tanggal_sertifikat, "tanggal_sertifikat")
    until = hari(kasus.berlaku_sampai, "berlaku_sampai")
    if tested < issued:
        hasil.sebab = Sebab("", "sertifikat standar terbit sesudah tanggal uji")
    elif tested > until:
        words = "masa berlaku sertifikat standar sudah lewat pada tanggal uji"
        hasil.sebab = Sebab("", words)
    elif terlalu_kasar(kasus):
        hasil.sebab = Sebab("", "kesalahan standar lebih dari sepertiga BKD")
    return TIDAK_VALID if hasil.sebab else VALID


def terlalu_kasar(kasus: Standar) -> bool:
    """Whether the error of the standard exceeds a third of the BKD. Raises Kurang, Mustahil."""
    if kasus.galat_standar is None:
        return False
    error = abs(angka(kasus.galat_standar, "galat_standar"))
    return error * 3 > angka(kasus.bkd_alat, "bkd_alat", above=0)
