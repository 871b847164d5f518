"""Numbers over complaints that ended in a period: themes, causes, promises kept.

Counts only, never a person.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from metrologi.accounts.roles import OUTSIDE
from metrologi.clock.calendar import WIB
from metrologi.workflow import layanan, registry
from pengaduan.models import AKHIR, Pengaduan
from pengaduan.tenggat import Jam, jam_dari

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml

# A group smaller than this could be recognised as somebody.
TERKECIL = 3


def layanan_label(kode: str) -> str:
    machine = registry.find(kode)
    return machine.title if machine else layanan.nama(kode) or "Lainnya"


def layanan_pilihan() -> list[tuple[str, str]]:
    """The services that a complaint may be about.

    Procedures that somebody outside can open, and services without one.
    """
    found = [
        (m.code, m.title)
        for m in registry.all_machines()
        if m.code != "pengaduan" and any(set(s.by) & OUTSIDE for s in m.openings())
    ]
    return [
        *found,
        *((each.kode, each.nama) for each in layanan.DAFTAR),
        ("lainnya", "Layanan lain atau belum tahu"),
    ]


def berakhir(uml: Uml, mulai: date, sampai: date) -> Any:
    """The complaints of the unit that ended between two days, both included."""
    rows = Pengaduan.objects.filter(
        uml=uml, status__in=AKHIR, status_since__date__range=(mulai, sampai)
    )
    return rows.order_by("status_since", "pk")


def terlambat(uml: Uml, mulai: date, sampai: date) -> list[Pengaduan]:
    """The open complaints of the unit with a clock that broke between two days."""
    rows = Pengaduan.objects.filter(uml=uml, created_at__date__lte=sampai).exclude(status__in=AKHIR)
    return [
        case
        for case in rows.select_related("uml")
        if any(c.tepat is False and _di_antara(c, mulai, sampai) for c in jam_dari(case))
    ]


def _di_antara(clock: Jam, mulai: date, sampai: date) -> bool:
    return clock.tenggat is not None and mulai <= clock.tenggat.astimezone(WIB).date() <= sampai


def persen(part: int, whole: int) -> str:
    """A share as the office writes it: "66,7 %"; "–" of nothing."""
    if not whole:
        return "–"
    share = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share} %".replace(".", ",").replace(",0 %", " %")


def ringkasan(uml: Uml, mulai: date, sampai: date) -> dict[str, Any]:
    """Plain data for page and paper; tables are lists of [label, count], the largest first."""
    cases = list(berakhir(uml, mulai, sampai).select_related("uml"))
    closed = [c for c in cases if c.status == "ditutup"]
    rated = [c.nilai for c in closed if c.nilai]
    clocks = [jam_dari(c) for c in [*closed, *terlambat(uml, mulai, sampai)]]
    return {
        "berakhir": len(cases),
        "ditutup": len(closed),
        "ditolak": _count(cases, "ditolak"),
        "ditarik": _count(cases, "ditarik"),
        "dibuka_kembali": sum(c.dibuka_kembali > 0 for c in cases),
        "jam": [_janji([row[n] for row in clocks], n) for n in range(4)],
        "nilai": _rata(rated),
        "penilai": len(rated),
        "jenis": _tally(c.get_jenis_display() for c in closed),
        "akar": _tally(c.get_akar_masalah_display() for c in closed),
        "layanan": _tally(layanan_label(c.layanan) for c in closed),
        "kelas": _tally(f"{c.kelas} hari kerja" for c in closed),
        "kanal": _tally(c.get_kanal_display() for c in cases),
    }


def _count(cases: list[Pengaduan], status: str) -> int:
    return sum(c.status == status for c in cases)


def _tally(words: Any) -> list[list[Any]]:
    return [
        list(pair)
        for pair in sorted(
            Counter(w or "Belum ditetapkan" for w in words).items(), key=lambda p: (-p[1], p[0])
        )
    ]


def _janji(clocks: list[Jam], n: int) -> dict[str, Any]:
    kept, known = sum(c.tepat is True for c in clocks), sum(c.tepat is not None for c in clocks)
    names = (
        "Verifikasi 3 hari kerja",
        "Tanggapan awal 5 hari kerja",
        "Penyelesaian menurut kelas",
        "Batas hukum 60 hari",
    )
    return {"nama": names[n], "tepat": kept, "jumlah": known, "persen": persen(kept, known)}


def _rata(values: list[int]) -> str:
    if not values:
        return "–"
    mean = (Decimal(sum(values)) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(mean).replace(".", ",")


def untuk_umum(rows: list[list[Any]]) -> list[tuple[str, str]]:
    """A table as strangers may read it: a small group gives no number.

    A small group that could be reckoned from the whole has the next smallest keep its number too:
    a lone one, and several that are all as small or as large as they can be.
    """
    few = [n for _, n in rows if n < TERKECIL]
    small = {str(label) for label, n in rows if n < TERKECIL}
    plain = len(few) == 1 or sum(few) in (len(few), len(few) * (TERKECIL - 1))
    others = sorted((n, str(label)) for label, n in rows if n >= TERKECIL)
    kept = {others[0][1]} if few and plain and others else set()
    words = dict.fromkeys(small, f"kurang dari {TERKECIL}") | dict.fromkeys(kept, "tidak disebut")
    return [(str(label), words.get(str(label), str(n))) for label, n in rows]
