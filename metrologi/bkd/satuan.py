"""Units of capacity that can be compared, as exact factors to a base unit of their quantity."""

from __future__ import annotations

from decimal import Decimal

_BASE: dict[str, tuple[str, Decimal]] = {
    "mg": ("massa", Decimal("0.000001")),
    "g": ("massa", Decimal("0.001")),
    "kg": ("massa", Decimal(1)),
    "kuintal": ("massa", Decimal(100)),
    "t": ("massa", Decimal(1000)),
    "ton": ("massa", Decimal(1000)),
    "ml": ("volume", Decimal("0.001")),
    "l": ("volume", Decimal(1)),
    "kl": ("volume", Decimal(1000)),
    "m3": ("volume", Decimal(1000)),
    "mm": ("panjang", Decimal("0.001")),
    "cm": ("panjang", Decimal("0.01")),
    "m": ("panjang", Decimal(1)),
    "km": ("panjang", Decimal(1000)),
}
PILIHAN = [
    "kg",
    "g",
    "mg",
    "t",
    "L",
    "mL",
    "kL",
    "L/menit",
    "kg/menit",
    "m",
    "mm",
    "km",
    "m3/jam",
    "t/jam",
    "A",
    "%",
    "km/jam",
    "menit",
]


def samakan(nilai: Decimal, dari: str, ke: str) -> Decimal | None:
    """`nilai` expressed in `ke`; None when the two measure different things or are unknown."""
    a, b = dari.strip().lower(), ke.strip().lower()
    if a == b:
        return nilai
    if a not in _BASE or b not in _BASE or _BASE[a][0] != _BASE[b][0]:
        return None
    return nilai * _BASE[a][1] / _BASE[b][1]
