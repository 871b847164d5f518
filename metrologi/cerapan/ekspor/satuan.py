"""Our unit symbols in the notation of the D-SI (SIunitx), as a certificate wants them."""

from __future__ import annotations

DSI = {
    "kg": r"\kilogram",
    "g": r"\gram",
    "mg": r"\milli\gram",
    "t": r"\tonne",
    "ct": r"\carat",
    "L": r"\litre",
    "mL": r"\milli\litre",
    "cL": r"\centi\litre",
    "m³": r"\metre\tothe{3}",
    "cm³": r"\centi\metre\tothe{3}",
    "m": r"\metre",
    "cm": r"\centi\metre",
    "mm": r"\milli\metre",
    "km": r"\kilo\metre",
    "µm": r"\micro\metre",
    "s": r"\second",
    "menit": r"\minute",
    "jam": r"\hour",
    "°C": r"\degreecelsius",
    "%": r"\percent",
    "A": r"\ampere",
    "V": r"\volt",
    "W": r"\watt",
    "kWh": r"\kilo\watt\hour",
    "Wh": r"\watt\hour",
    "L/menit": r"\litre\per\minute",
    "m³/h": r"\metre\tothe{3}\per\hour",
    "L/h": r"\litre\per\hour",
}


def dsi(satuan: str) -> str | None:
    """None for a unit the D-SI does not know: such a value is given as text."""
    return DSI.get(satuan)
