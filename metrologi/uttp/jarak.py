"""Distance between two points on the globe, for choosing the nearest office; not for navigation."""

from __future__ import annotations

from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

JARI_BUMI_KM = 6371


def km(a: tuple[Decimal, Decimal], b: tuple[Decimal, Decimal]) -> int:
    """Great-circle distance in kilometres between two (lintang, bujur) points in degrees, rounded.

    Float is exact enough for approximate places.
    """
    (la, ba), (lb, bb) = ((radians(float(x)) for x in p) for p in (a, b))
    h = sin((lb - la) / 2) ** 2 + cos(la) * cos(lb) * sin((bb - ba) / 2) ** 2
    return round(2 * JARI_BUMI_KM * asin(sqrt(h)))
