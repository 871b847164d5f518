"""The only ways a serial moves: received, handed out, given back, used, voided. Each is one transaction under row locks."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from metrologi.perlengkapan.models import Gerak, Penerimaan, Seri
from metrologi.perlengkapan.seri import rentang, ringkas

GUDANG, DIPEGANG = Seri.Keadaan.GUDANG, Seri.Keadaan.DIPEGANG


class Ditolak(Exception):
    """A move that did not happen; the message names the serials and why."""


@transaction.atomic
def terima(uml: Any, *, jenis: str, dari: str, sampai: str, asal: str, oleh: Any, **rest: Any) -> Penerimaan:
    """Enter a range into the store. Raises SeriSalah for an unreadable range, Ditolak for serials known already."""
    nomor = rentang(dari, sampai)
    if known := list(Seri.objects.filter(uml=uml, nomor__in=nomor).values_list("nomor", flat=True)):
        raise Ditolak(f"Sudah ada di buku: {ringkas(known)}. Beri awalan bila jenisnya berbeda.")
    receipt = Penerimaan.objects.create(uml=uml, jenis=jenis, dari=nomor[0], sampai=nomor[-1], banyak=len(nomor), asal=asal,
                                        oleh=oleh, **rest)
    rows = Seri.objects.bulk_create([Seri(uml=uml, penerimaan=receipt, jenis=jenis, nomor=n) for n in nomor])
    _catat(rows, Gerak.Jenis.TERIMA, oleh)
    receipt.refresh_from_db()
    return receipt


def serah(uml: Any, nomor: Sequence[str], *, penera: Any, oleh: Any) -> list[Seri]:
    """From the store into a penera's hands. Raises Ditolak."""
    return _pindah(uml, nomor, lambda s: "" if s.keadaan == GUDANG else "tidak di gudang", Gerak.Jenis.SERAH, oleh,
                   pemegang=penera, keadaan=DIPEGANG)


def kembali(uml: Any, nomor: Sequence[str], *, penera: Any, oleh: Any) -> list[Seri]:
    """From a penera's hands back into the store. Raises Ditolak."""
    return _pindah(uml, nomor, _di_tangan({penera.pk}), Gerak.Jenis.KEMBALI, oleh, dari=penera, keadaan=GUDANG, pemegang=None)


def pakai(uml: Any, nomor: Sequence[str], *, penera: set[int], pengujian: Any, oleh: Any) -> list[Seri]:
    """From the hands of one of these penera onto the instrument of a test; final. Raises Ditolak."""
    return _pindah(uml, nomor, _di_tangan(penera), Gerak.Jenis.PAKAI, oleh, dari=oleh, keadaan=Seri.Keadaan.TERPAKAI,
                   pemegang=None, uttp=pengujian.uttp, pengujian=pengujian)


def rusakkan(uml: Any, nomor: Sequence[str], *, alasan: str, oleh: Any, pemegang: Any = None) -> list[Seri]:
    """Void, from the store or (`pemegang`) from a penera's hands; final. Raises Ditolak."""
    fits = _di_tangan({pemegang.pk}) if pemegang else lambda s: "" if s.keadaan == GUDANG else "tidak di gudang"
    return _pindah(uml, nomor, fits, Gerak.Jenis.RUSAK, oleh, dari=pemegang, alasan=alasan, keadaan=Seri.Keadaan.RUSAK,
                   pemegang=None)


def _di_tangan(penera: set[int]) -> Callable[[Seri], str]:
    def fits(seri: Seri) -> str:
        if seri.keadaan == DIPEGANG and seri.pemegang_id in penera:
            return ""
        return "dipegang penera lain" if seri.keadaan == DIPEGANG else seri.get_keadaan_display().lower()

    return fits


@transaction.atomic
def _pindah(uml: Any, nomor: Sequence[str], fits: Callable[[Seri], str], jenis: str, oleh: Any, *, dari: Any = None,
            **fields: Any) -> list[Seri]:
    """Lock, look, move all or none. Receipts first, then serials, both in order: no two moves wait in a ring."""
    if not nomor:
        raise Ditolak("Tidak ada nomor yang dipilih.")
    wanted = Seri.objects.filter(uml=uml, nomor__in=nomor)
    list(Penerimaan.objects.filter(pk__in=wanted.values("penerimaan")).order_by("pk").select_for_update())
    rows = list(wanted.order_by("pk").select_for_update())
    _semua_cocok(nomor, rows, fits)
    Seri.objects.filter(pk__in=[s.pk for s in rows]).update(**fields)
    for row in rows:
        for name, value in fields.items():
            setattr(row, name, value)
    _catat(rows, jenis, oleh, pemegang=fields.get("pemegang") or dari, alasan=fields.get("alasan", ""))
    return rows


def _semua_cocok(nomor: Sequence[str], rows: list[Seri], fits: Callable[[Seri], str]) -> None:
    refused: dict[str, list[str]] = {}
    for row in rows:
        if reason := fits(row):
            refused.setdefault(reason, []).append(row.nomor)
    if unknown := set(nomor) - {s.nomor for s in rows}:
        refused["tidak ada di buku"] = sorted(unknown)
    if refused:
        raise Ditolak("; ".join(f"{ringkas(numbers)} {reason}" for reason, numbers in refused.items()) + ".")


def _catat(rows: list[Seri], jenis: str, oleh: Any, **rest: Any) -> None:
    Gerak.objects.bulk_create([Gerak(seri=s, jenis=jenis, oleh=oleh, **rest) for s in rows])
