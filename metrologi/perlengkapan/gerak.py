"""The only ways a serial moves: received, handed out, given back, used, voided, corrected; each one locked transaction."""
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


@transaction.atomic
def koreksi(uml: Any, salah: str, benar: str, *, alasan: str, oleh: Any, gudang: bool = False) -> Seri:
    """A mistyped serial is voided, and the right one takes its place on the instrument of the same test. Raises Ditolak.

    The numbers of the ledger stay what they are: two counter-entries that name each other. Only whoever tested may
    correct, or the store (`gudang`).
    """
    if salah == benar:
        raise Ditolak("Nomor yang benar sama dengan nomor yang salah.")
    wrong = next((s for s in _kunci(uml, (salah, benar)) if s.nomor == salah), None)
    test = wrong.pengujian if wrong and wrong.keadaan == Seri.Keadaan.TERPAKAI else None
    if wrong is None or test is None:
        raise Ditolak(f"{salah} tidak tercatat terpasang pada UTTP mana pun.")
    hands = {test.penera_id, test.penera_kedua_id} - {None}
    if not gudang and oleh.pk not in hands:
        raise Ditolak(f"{salah} dicatat penera lain; mintalah ia atau petugas gudang mengoreksinya.")
    uttp = wrong.uttp
    _pindah(uml, [salah], lambda s: "", Gerak.Jenis.KOREKSI, oleh, keadaan=Seri.Keadaan.RUSAK, uttp=None, pengujian=None,
            alasan=f"Salah catat, yang terpasang {benar}. {alasan}")
    right = _pindah(uml, [benar], _di_tangan(hands), Gerak.Jenis.KOREKSI, oleh, dari=test.penera, pemegang=None, uttp=uttp,
                    keadaan=Seri.Keadaan.TERPAKAI, pengujian=test, catatan=f"Menggantikan {salah} yang salah catat. {alasan}")
    return right[0]


def _di_tangan(penera: set[int]) -> Callable[[Seri], str]:
    def fits(seri: Seri) -> str:
        if seri.keadaan == DIPEGANG and seri.pemegang_id in penera:
            return ""
        return "dipegang penera lain" if seri.keadaan == DIPEGANG else seri.get_keadaan_display().lower()

    return fits


@transaction.atomic
def _pindah(uml: Any, nomor: Sequence[str], fits: Callable[[Seri], str], jenis: str, oleh: Any, *, dari: Any = None,
            catatan: str = "", **fields: Any) -> list[Seri]:
    """Lock, look, move all or none."""
    if not nomor:
        raise Ditolak("Tidak ada nomor yang dipilih.")
    rows = _kunci(uml, nomor)
    _semua_cocok(nomor, rows, fits)
    Seri.objects.filter(pk__in=[s.pk for s in rows]).update(**fields)
    for row in rows:
        for name, value in fields.items():
            setattr(row, name, value)
    _catat(rows, jenis, oleh, pemegang=fields.get("pemegang") or dari, alasan=catatan or fields.get("alasan", ""))
    return rows


def _kunci(uml: Any, nomor: Sequence[str]) -> list[Seri]:
    """Receipts first, then serials, both in order: no two moves wait in a ring."""
    wanted = Seri.objects.filter(uml=uml, nomor__in=nomor)
    list(Penerimaan.objects.filter(pk__in=wanted.values("penerimaan")).order_by("pk").select_for_update())
    return list(wanted.order_by("pk").select_for_update())


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
