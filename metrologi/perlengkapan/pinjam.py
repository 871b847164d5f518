"""How a stamp goes out and comes back: each side confirms from their own login, and the count never runs below zero."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from metrologi.clock.now import now
from metrologi.notifications.send import send
from metrologi.perlengkapan.gerak import Ditolak
from metrologi.perlengkapan.models import Ctt, PengembalianCtt, PinjamCtt

K = PinjamCtt.Keadaan


@transaction.atomic
def serahkan(ctt: Ctt, *, penera: Any, jumlah: int, oleh: Any, keperluan: str = "") -> PinjamCtt:
    """The store's signature: so many stamps are handed out. Raises Ditolak when there are not that many."""
    fresh = Ctt.objects.select_for_update().get(pk=ctt.pk)
    if penera.pk == oleh.pk:
        raise Ditolak("Cap tidak dapat diserahkan kepada diri sendiri.")
    if fresh.pengembalian_id:
        raise Ditolak(f"{fresh} sudah dikembalikan.")
    if jumlah > fresh.tersedia:
        raise Ditolak(f"Di gudang tinggal {fresh.tersedia} {fresh}.")
    Ctt.objects.filter(pk=fresh.pk).update(dipinjam=F("dipinjam") + jumlah)
    loan = PinjamCtt.objects.create(ctt=fresh, penera=penera, jumlah=jumlah, keperluan=keperluan, diserahkan_oleh=oleh,
                                    diserahkan_at=now())
    send(penera, judul="Cap tanda tera diserahkan kepada Anda", url="/perlengkapan/",
         isi=f"{fresh}, {jumlah} buah, dari {oleh}. Konfirmasi penerimaannya pada Perlengkapan.")
    return loan


def terima(loan: PinjamCtt, *, oleh: Any) -> PinjamCtt:
    """The penera's signature: the stamps are in their hands."""
    return _lanjut(loan, K.MENUNGGU, oleh, penera=True, diterima_at=now())


def kembalikan(loan: PinjamCtt, *, oleh: Any, catatan: str = "") -> PinjamCtt:
    """The penera hands them back; from this moment they are not used any more."""
    return _lanjut(loan, K.DIPINJAM, oleh, penera=True, kembali_at=now(), catatan=catatan)


def periksa(loan: PinjamCtt, *, oleh: Any, catatan: str = "") -> PinjamCtt:
    """The store has checked them and locked them away."""
    extra = {"catatan": catatan} if catatan else {}
    return _lanjut(loan, K.DIKEMBALIKAN, oleh, penera=False, lepas=True, diperiksa_at=now(), diperiksa_oleh=oleh, **extra)


def batalkan(loan: PinjamCtt, *, oleh: Any) -> PinjamCtt:
    """The store takes back what the penera never confirmed."""
    return _lanjut(loan, K.MENUNGGU, oleh, penera=False, lepas=True, dibatalkan_at=now())


@transaction.atomic
def _lanjut(loan: PinjamCtt, dari: str, oleh: Any, *, penera: bool, lepas: bool = False, **fields: Any) -> PinjamCtt:
    ctt = Ctt.objects.select_for_update().get(pk=loan.ctt_id)
    fresh = PinjamCtt.objects.select_for_update().get(pk=loan.pk)
    if fresh.keadaan != dari:
        raise Ditolak(f"Pinjaman ini sekarang “{fresh.keadaan.label}”; muat ulang halaman.")
    if (fresh.penera_id == oleh.pk) != penera:
        raise Ditolak("Ini dikonfirmasi penera yang meminjam." if penera else "Ini dikonfirmasi petugas lain.")
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(fields))
    if lepas:
        Ctt.objects.filter(pk=ctt.pk).update(dipinjam=F("dipinjam") - fresh.jumlah)
    return fresh


@transaction.atomic
def kirim_kembali(uml: Any, *, tahun: int, tanggal: date, penerima: str, oleh: Any, catatan: str = "") -> PengembalianCtt:
    """The yearly return: every stamp of the year goes back at once, and none may still be out. Raises Ditolak."""
    rows = list(Ctt.objects.select_for_update().filter(uml=uml, tahun=tahun, pengembalian=None).order_by("pk"))
    if not rows:
        raise Ditolak(f"Tidak ada cap tahun {tahun} yang belum dikembalikan.")
    if out := [f"{c} ({c.dipinjam} buah)" for c in rows if c.dipinjam]:
        raise Ditolak(f"Masih dipinjam: {', '.join(out)}.")
    made = PengembalianCtt.objects.create(uml=uml, tahun=tahun, tanggal=tanggal, penerima=penerima, oleh=oleh, catatan=catatan)
    Ctt.objects.filter(pk__in=[c.pk for c in rows]).update(pengembalian=made)
    return made
