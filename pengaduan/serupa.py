"""Complaints that may tell of the same matter as this one, and in what they agree.

The verifier decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from metrologi.clock.now import now
from pengaduan.models import Identitas, Pengaduan

if TYPE_CHECKING:
    from metrologi.accounts.models import User

HARI, DILIHAT, DITUNJUKKAN = 180, 400, 5
MIRIP = 0.3
# What every second complaint says tells nothing.
UMUM = """
adalah akan atau bahwa belum bisa dalam dan dari dengan dengar hari harus ini itu jadi juga kami
karena kepada kantor lama lebih mohon oleh pada petugas saat saja sangat saya sebagai sekali sudah
telah tetapi tidak untuk yang
"""
BIASA = frozenset(UMUM.split())


@dataclass(frozen=True)
class Serupa:
    """Another complaint and the points in which it agrees; the more `bobot`, the likelier."""

    case: Pengaduan
    sebab: list[str]
    bobot: int


def serupa(case: Pengaduan, user: User) -> list[Serupa]:
    """The likeliest first, of those this person may see anyway."""
    others = Pengaduan.objects.visible_to(user).filter(
        uml=case.uml, created_at__gte=now() - timedelta(days=HARI)
    )
    rows = list(others.exclude(pk=case.pk).order_by("-pk")[:DILIHAT])
    same = _kontak_sama(case, rows)
    found = [_nilai(case, other, other.pk in same) for other in rows]
    likely = [f for f in found if f.bobot >= 2]
    return sorted(likely, key=lambda f: (-f.bobot, -f.case.pk))[:DITUNJUKKAN]


def _nilai(case: Pengaduan, other: Pengaduan, kontak: bool) -> Serupa:
    points = [
        ("kontak pelapor sama", 2, kontak),
        ("nomor terkait sama", 2, _sama(case.nomor_terkait, other.nomor_terkait)),
        ("uraian mirip", 2, kemiripan(case, other) >= MIRIP),
        ("tempat sama", 1, _sama(case.tempat, other.tempat)),
        ("tanggal kejadian sama", 1, _sama(case.tanggal_kejadian, other.tanggal_kejadian)),
        ("layanan sama", 1, case.layanan not in ("", "lainnya") and case.layanan == other.layanan),
    ]
    holds = [(word, weight) for word, weight, true in points if true]
    return Serupa(other, [word for word, _ in holds], sum(weight for _, weight in holds))


def _sama(one: Any, other: Any) -> bool:
    return bool(one) and " ".join(str(one).casefold().split()) == " ".join(
        str(other or "").casefold().split()
    )


def kemiripan(case: Pengaduan, other: Pengaduan) -> float:
    """The share of the shorter text's telling words that the other one has too.

    0 for texts of few words.
    """
    one, two = _kata(case), _kata(other)
    least = min(len(one), len(two))
    return len(one & two) / least if least >= 4 else 0.0


def _kata(case: Pengaduan) -> set[str]:
    return {
        w
        for w in re.findall(r"[^\W\d_]{4,}", f"{case.judul} {case.uraian}".casefold())
        if w not in BIASA
    }


def _kontak_sama(case: Pengaduan, rows: list[Pengaduan]) -> set[int]:
    """Compared by the portal itself: nobody reads an identity here, so nothing is written down."""
    known = {
        who.pengaduan_id: _kontak(who)
        for who in Identitas.objects.filter(pengaduan__in=[case, *rows])
    }
    mine = known.pop(case.pk, set())
    return {pk for pk, theirs in known.items() if mine & theirs}


def _kontak(who: Identitas) -> set[str]:
    digits = re.sub(r"\D", "", who.telepon)
    national = re.sub(r"^(62|0)", "", digits)
    return {
        value for value in (who.email.casefold(), national if len(national) > 6 else "") if value
    }
