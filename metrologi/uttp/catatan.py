"""The only ways an instrument's standing changes: each moves the row and adds the event to its life."""
from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from metrologi.clock.now import now
from metrologi.uttp.masa_berlaku import berlaku_sampai
from metrologi.uttp.models import Pemilik, RiwayatUttp, Tempat, Uttp
from metrologi.uttp.models.riwayat import Peristiwa

if TYPE_CHECKING:
    from metrologi.accounts.models import User


def catat(uttp: Uttp, peristiwa: str, oleh: User | None, **rest: Any) -> RiwayatUttp:
    """Add an event; `rest` are fields of RiwayatUttp (tahap, nomor, keterangan, data, berlaku_sampai, waktu, uml)."""
    rest.setdefault("uml_id", uttp.uml_id)
    return RiwayatUttp.objects.create(uttp=uttp, peristiwa=peristiwa, oleh=oleh, **{"waktu": now(), **rest})


@transaction.atomic
def daftarkan(nilai: dict[str, Any], *, foto: Any = None, oleh: User | None) -> Uttp:
    """A new instrument from its fields; `tempat` names the owner and so the unit. Raises IntegrityError for a twin."""
    pemilik = nilai["tempat"].pemilik
    uttp = Uttp(uml_id=pemilik.uml_id, pemilik=pemilik, **nilai)
    if foto:
        uttp.foto.save("foto.jpg", foto, save=False)
    uttp.save()
    catat(uttp, Peristiwa.DIDAFTARKAN, oleh)
    return uttp


@transaction.atomic
def putuskan(uttp: Uttp, *, putusan: str, tahap: str, tanggal: date, oleh: User | None, sampai: date | None = None,
             nomor: str = "", keterangan: str = "") -> RiwayatUttp:
    """Record a verdict ("sah", "perlu_perbaikan", "batal"). Without `sampai` a sah mark lasts as the kind's rule says.

    Raises masa_berlaku.TanpaAturan when no rule covers `tanggal`.
    """
    if putusan == Peristiwa.SAH and sampai is None:
        sampai, _rule = berlaku_sampai(uttp.jenis, tanggal)
    sampai = sampai if putusan == Peristiwa.SAH else None
    latest = Uttp.objects.select_for_update().values_list("diputus_pada", flat=True).get(pk=uttp.pk)
    # An old test entered late joins the life but does not overrule a newer verdict.
    if latest is None or latest <= tanggal:
        _sekarang(uttp, putusan, tanggal, sampai)
    return catat(uttp, putusan, oleh, tahap=tahap, berlaku_sampai=sampai, nomor=nomor, keterangan=keterangan,
                 waktu=_pada(tanggal))


def _sekarang(uttp: Uttp, putusan: str, tanggal: date, sampai: date | None) -> None:
    uttp.putusan_terakhir, uttp.diputus_pada, uttp.berlaku_sampai = putusan, tanggal, sampai
    uttp.gugur_pada, uttp.gugur_alasan = None, ""
    uttp.save(update_fields=["putusan_terakhir", "diputus_pada", "berlaku_sampai", "gugur_pada", "gugur_alasan"])


def _pada(tanggal: date) -> datetime:
    """The moment of the verdict: now when it fell today, else noon of its day, so that a late entry sorts rightly."""
    at = now()
    return at if localdate(at) == tanggal else make_aware(datetime.combine(tanggal, time(12)))


@transaction.atomic
def gugurkan(uttp: Uttp, *, tanggal: date, alasan: str, oleh: User) -> RiwayatUttp:
    """End a mark before its date: broken seal, repair, added device (UU 2/1981 Ps. 25, 27)."""
    uttp.gugur_pada, uttp.gugur_alasan = tanggal, alasan
    uttp.save(update_fields=["gugur_pada", "gugur_alasan"])
    return catat(uttp, Peristiwa.GUGUR, oleh, keterangan=alasan)


@transaction.atomic
def pindahkan(uttp: Uttp, tempat: Tempat, *, oleh: User) -> RiwayatUttp:
    """Move to another place of the same owner; ValueError when the place is somebody else's."""
    if tempat.pemilik_id != uttp.pemilik_id:
        raise ValueError("Tempat itu milik usaha lain.")
    data = {"dari": uttp.tempat_id, "ke": tempat.pk}
    keterangan = f"Dari {uttp.tempat} ke {tempat}"
    uttp.tempat = tempat
    uttp.save(update_fields=["tempat"])
    return catat(uttp, Peristiwa.PINDAH, oleh, keterangan=keterangan, data=data)


@transaction.atomic
def alihkan(uttp: Uttp, pemilik: Pemilik, tempat: Tempat, *, oleh: User) -> RiwayatUttp:
    """Give the instrument to another owner, with its history; ValueError when the place is not the new owner's."""
    if tempat.pemilik_id != pemilik.pk:
        raise ValueError("Tempat itu milik usaha lain.")
    data = {"dari": uttp.pemilik_id, "ke": pemilik.pk}
    uttp.pemilik, uttp.tempat = pemilik, tempat
    uttp.save(update_fields=["pemilik", "tempat"])
    return catat(uttp, Peristiwa.GANTI_PEMILIK, oleh, data=data)
