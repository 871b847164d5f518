"""The only ways a serial moves; each is one transaction that locks its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from metrologi.accounts.models import Uml, User
from metrologi.cerapan.models import Pengujian
from metrologi.clock.now import today
from metrologi.perlengkapan.segel.models import Gerak, Penerimaan, Seri
from metrologi.perlengkapan.segel.seri import rentang, ringkas

# A unit or its key.
Unit = Uml | int
GUDANG, DIPEGANG = Seri.Keadaan.GUDANG, Seri.Keadaan.DIPEGANG


class Ditolak(Exception):
    """A move that did not happen; the message names the serials and why."""


@transaction.atomic
def terima(
    uml: Uml,
    *,
    jenis: str,
    dari: str,
    sampai: str,
    asal: str,
    oleh: User,
    tahun: int | None = None,
    berita_acara: str = "",
    tanggal: date | None = None,
) -> Penerimaan:
    """Enter a range into the store.

    Raises SeriSalah for a range that cannot be read, Ditolak for serials known already.
    """
    nomor = rentang(dari, sampai)
    if known := list(Seri.objects.filter(uml=uml, nomor__in=nomor).values_list("nomor", flat=True)):
        raise Ditolak(f"Sudah ada di buku: {ringkas(known)}. Beri awalan bila jenisnya berbeda.")
    receipt = Penerimaan.objects.create(
        uml=uml,
        jenis=jenis,
        dari=nomor[0],
        sampai=nomor[-1],
        banyak=len(nomor),
        asal=asal,
        oleh=oleh,
        tahun=tahun,
        berita_acara=berita_acara,
        tanggal=tanggal or today(),
    )
    rows = Seri.objects.bulk_create(
        [Seri(uml=uml, penerimaan=receipt, jenis=jenis, nomor=n) for n in nomor]
    )
    _catat(rows, Gerak.Jenis.TERIMA, oleh)
    receipt.refresh_from_db()
    return receipt


def serah(uml: Unit, nomor: Sequence[str], *, penera: User, oleh: User) -> list[Seri]:
    """From the store into a penera's hands. Raises Ditolak."""
    return _pindah(
        uml,
        nomor,
        lambda s: "" if s.keadaan == GUDANG else "tidak di gudang",
        Gerak.Jenis.SERAH,
        oleh,
        pemegang=penera,
        keadaan=DIPEGANG,
    )


def kembali(uml: Unit, nomor: Sequence[str], *, penera: User, oleh: User) -> list[Seri]:
    """From a penera's hands back into the store. Raises Ditolak."""
    return _pindah(
        uml,
        nomor,
        _di_tangan({penera.pk}),
        Gerak.Jenis.KEMBALI,
        oleh,
        dari=penera,
        keadaan=GUDANG,
        pemegang=None,
    )


def pakai(
    uml: Unit, nomor: Sequence[str], *, penera: set[int], pengujian: Pengujian, oleh: User
) -> list[Seri]:
    """From the hands of one of these penera (keys) onto the instrument of a test.

    This is final. Raises Ditolak.
    """
    return _pindah(
        uml,
        nomor,
        _di_tangan(penera),
        Gerak.Jenis.PAKAI,
        oleh,
        dari=oleh,
        keadaan=Seri.Keadaan.TERPAKAI,
        pemegang=None,
        uttp=pengujian.uttp,
        pengujian=pengujian,
    )


def rusakkan(
    uml: Unit, nomor: Sequence[str], *, alasan: str, oleh: User, pemegang: User | None = None
) -> list[Seri]:
    """Void, from the store or (`pemegang`) from a penera's hands; final. Raises Ditolak."""
    fits = (
        _di_tangan({pemegang.pk})
        if pemegang
        else lambda s: "" if s.keadaan == GUDANG else "tidak di gudang"
    )
    return _pindah(
        uml,
        nomor,
        fits,
        Gerak.Jenis.RUSAK,
        oleh,
        dari=pemegang,
        alasan=alasan,
        keadaan=Seri.Keadaan.RUSAK,
        pemegang=None,
    )


@transaction.atomic
def koreksi(
    uml: Unit, salah: str, benar: str, *, alasan: str, oleh: User, gudang: bool = False
) -> Seri:
    """A mistyped serial is voided, and the right one takes its place on the same instrument.

    No line of the ledger changes: two new ones name each other. Only whoever tested may correct,
    or the store (`gudang`). Raises Ditolak.
    """
    wrong, test = _terpasang(uml, salah, benar)
    hands = {test.penera_id, test.penera_kedua_id} - {None}
    if not gudang and oleh.pk not in hands:
        raise Ditolak(
            f"{salah} dicatat penera lain; mintalah ia atau petugas gudang mengoreksinya."
        )
    uttp = wrong.uttp
    _pindah(
        uml,
        [salah],
        lambda s: "",
        Gerak.Jenis.KOREKSI,
        oleh,
        keadaan=Seri.Keadaan.RUSAK,
        uttp=None,
        pengujian=None,
        alasan=f"Salah catat, yang terpasang {benar}. {alasan}",
    )
    right = _pindah(
        uml,
        [benar],
        _di_tangan(hands),
        Gerak.Jenis.KOREKSI,
        oleh,
        dari=test.penera,
        pemegang=None,
        uttp=uttp,
        keadaan=Seri.Keadaan.TERPAKAI,
        pengujian=test,
        catatan=f"Menggantikan {salah} yang salah catat. {alasan}",
    )
    return right[0]


def _terpasang(uml: Unit, salah: str, benar: str) -> tuple[Seri, Pengujian]:
    """The wrong serial, which is on an instrument, and its test; both serials are locked."""
    if salah == benar:
        raise Ditolak("Nomor yang benar sama dengan nomor yang salah.")
    wrong = next((s for s in _lock(uml, (salah, benar)) if s.nomor == salah), None)
    test = wrong.pengujian if wrong and wrong.keadaan == Seri.Keadaan.TERPAKAI else None
    if wrong is None or test is None:
        raise Ditolak(f"{salah} tidak tercatat terpasang pada UTTP mana pun.")
    return wrong, test


def _di_tangan(penera: set[int]) -> Callable[[Seri], str]:
    """The rule that a serial is in the hands of one of these people (keys)."""

    def fits(seri: Seri) -> str:
        if seri.keadaan == DIPEGANG and seri.pemegang_id in penera:
            return ""
        return (
            "dipegang penera lain"
            if seri.keadaan == DIPEGANG
            else seri.get_keadaan_display().lower()
        )

    return fits


@transaction.atomic
def _pindah(
    uml: Unit,
    nomor: Sequence[str],
    fits: Callable[[Seri], str],
    jenis: str,
    oleh: User,
    *,
    dari: User | None = None,
    catatan: str = "",
    **fields: Any,
) -> list[Seri]:
    """Lock the rows, ask `fits` why each does not fit, then move all or none. Raises Ditolak."""
    if not nomor:
        raise Ditolak("Tidak ada nomor yang dipilih.")
    rows = _lock(uml, nomor)
    _semua_cocok(nomor, rows, fits)
    Seri.objects.filter(pk__in=[s.pk for s in rows]).update(**fields)
    for row in rows:
        for name, value in fields.items():
            setattr(row, name, value)
    _catat(
        rows,
        jenis,
        oleh,
        pemegang=fields.get("pemegang") or dari,
        alasan=catatan or fields.get("alasan", ""),
    )
    return rows


def _lock(uml: Unit, nomor: Sequence[str]) -> list[Seri]:
    """The rows, locked: receipts first, then serials, in order, so that no two moves deadlock."""
    wanted = Seri.objects.filter(uml=uml, nomor__in=nomor)
    list(
        Penerimaan.objects.filter(pk__in=wanted.values("penerimaan"))
        .order_by("pk")
        .select_for_update()
    )
    return list(wanted.order_by("pk").select_for_update())


def _semua_cocok(nomor: Sequence[str], rows: list[Seri], fits: Callable[[Seri], str]) -> None:
    """Raises Ditolak with every serial that does not fit and why."""
    refused: dict[str, list[str]] = {}
    for row in rows:
        if reason := fits(row):
            refused.setdefault(reason, []).append(row.nomor)
    if unknown := set(nomor) - {s.nomor for s in rows}:
        refused["tidak ada di buku"] = sorted(unknown)
    if refused:
        raise Ditolak(
            "; ".join(f"{ringkas(numbers)} {reason}" for reason, numbers in refused.items()) + "."
        )


def _catat(
    rows: list[Seri],
    jenis: str,
    oleh: User,
    *,
    pemegang: User | None = None,
    alasan: str = "",
) -> None:
    """One line of the ledger for each serial."""
    Gerak.objects.bulk_create(
        [Gerak(seri=s, jenis=jenis, oleh=oleh, pemegang=pemegang, alasan=alasan) for s in rows]
    )
