"""Services without a procedure in the portal that one may complain about, and their appeals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layanan:
    """A service; `kode` is what a complaint carries in `layanan`. Others allow an appeal."""

    kode: str
    nama: str
    banding_diizinkan: bool
    alasan: str = ""
    sumber: str = ""


DAFTAR = (
    Layanan(
        "uji_profisiensi",
        "Uji profisiensi kalibrasi",
        banding_diizinkan=False,
        alasan="Hasil uji profisiensi kalibrasi dievaluasi dengan statistik murni yang "
        "diturunkan dari prosedur evaluasinya, sehingga tidak dapat dibanding. "
        "Keluhan atas layanan ini tetap diterima.",
        sumber="ISO/IEC 17043:2023; SOP 5.1.24/BBSPJIKFK/2025, keterangan baris 1",
    ),
)
_MENURUT_KODE = {layanan.kode: layanan for layanan in DAFTAR}


def nama(kode: str) -> str:
    """What the service is called; "" for a code that is not listed."""
    layanan = _MENURUT_KODE.get(kode)
    return layanan.nama if layanan else ""


def larangan(kode: str) -> str:
    """Why an appeal about this service is refused, with its source; "" where it is allowed."""
    layanan = _MENURUT_KODE.get(kode)
    if layanan is None or layanan.banding_diizinkan:
        return ""
    return f"{layanan.alasan} ({layanan.sumber})"
