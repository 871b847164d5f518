"""Volume by weighing water: the readings, the surroundings, and the densities the rules compute from them."""
from __future__ import annotations

from typing import Any

from metrologi.cerapan.lembar.dasar import Alat, Isian, Nilai, tanya

TIMBANG = "timbang"
RAPAT_ANAK = "8000"
BAHAN = (Isian("gamma", "Bahan", pilihan=(
    ("0.0000477", "Baja tahan karat (γ = 0,0000477/°C)"), ("0.0000335", "Baja lunak (γ = 0,0000335/°C)"),
    ("0.0000099", "Kaca borosilikat (γ = 0,0000099/°C)"), ("0.00025", "Plastik (γ = 0,00025/°C)")), awal="0.0000477"),)
LINGKUNGAN = (Isian("tekanan", "Tekanan udara", "hPa", awal="1010"), Isian("suhu_udara", "Suhu udara", "°C", awal="27"),
              Isian("kelembapan", "Kelembapan udara", "%", awal="65"))


def isian_timbang() -> tuple[Isian, ...]:
    return (Isian("massa", "Massa air", "g"), Isian("suhu", "Suhu air", "°C"))


def timbang(alat: Alat, isi: Nilai) -> dict[str, Any]:
    """The inputs of the gravimetric formula; mass_kg 0 while the water is not weighed keeps the question open."""
    lain, mass = alat.lain, isi.get("massa")
    dense = tanya("kerapatan", {"water_temp_c": isi.get("suhu"), "pressure_hpa": lain.get("tekanan"),
                                "humidity_percent": lain.get("kelembapan"), "air_temp_c": lain.get("suhu_udara")})
    return {"mass_kg": mass / 1000 if mass is not None else None, "water_temp_c": isi.get("suhu"),
            "gamma_per_c": lain.get("gamma"), "weight_density_kg_m3": RAPAT_ANAK,
            "water_density_kg_m3": dense.get("water_density_kg_m3"), "air_density_kg_m3": dense.get("air_density_kg_m3")}
