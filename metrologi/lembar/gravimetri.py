"""Volume by weighing water: the readings, the surroundings, and the densities that follow."""

from __future__ import annotations

from fractions import Fraction

from metrologi.bkd import volume
from metrologi.bkd.angka import parse
from metrologi.lembar.dasar import Alat, Bacaan, Isian

UKUR, TIMBANG = "ukur", "timbang"
RAPAT_ANAK = Fraction(8000)
BAHAN = (
    Isian(
        "gamma",
        "Bahan",
        pilihan=(
            ("0.0000477", "Baja tahan karat (γ = 0,0000477/°C)"),
            ("0.0000335", "Baja lunak (γ = 0,0000335/°C)"),
            ("0.0000099", "Kaca borosilikat (γ = 0,0000099/°C)"),
            ("0.00025", "Plastik (γ = 0,00025/°C)"),
        ),
        awal="0.0000477",
    ),
)
LINGKUNGAN = (
    Isian("tekanan", "Tekanan udara", "hPa", awal="1010"),
    Isian("suhu_udara", "Suhu udara", "°C", awal="27"),
    Isian("kelembapan", "Kelembapan udara", "%", awal="65"),
)


def isian_timbang() -> tuple[Isian, ...]:
    """What is read when water is weighed: its mass and temperature."""
    return (Isian("massa", "Massa air", "g"), Isian("suhu", "Suhu air", "°C"))


def timbang(alat: Alat, isi: Bacaan) -> volume.Timbang | None:
    """The weighing of a point as the rules take it; None where the volume itself is read."""
    if "massa" not in isi:
        return None
    lain, mass = alat.lain, isi.get("massa")
    dense = volume.kerapatan(
        volume.Kerapatan(
            suhu_air_c=isi.get("suhu"),
            tekanan_hpa=lain.get("tekanan"),
            kelembapan=lain.get("kelembapan"),
            suhu_udara_c=lain.get("suhu_udara"),
        )
    )
    gamma = lain.get("gamma")
    return volume.Timbang(
        massa_kg=None if mass is None else mass / 1000,
        rapat_air=dense.air,
        rapat_udara=dense.udara,
        rapat_anak=RAPAT_ANAK,
        suhu_air_c=isi.get("suhu"),
        gamma=parse(gamma) if gamma else None,
    )
