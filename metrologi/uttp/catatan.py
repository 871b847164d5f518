"""Changes the state of an instrument; each change also adds an event to its history."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from metrologi.bkd.tulisan import tulis_angka
from metrologi.clock.now import now
from metrologi.uttp.masa_berlaku import berlaku_sampai
from metrologi.uttp.models import Pemilik, RiwayatUttp, Tempat, Uttp
from metrologi.uttp.models.riwayat import Peristiwa

if TYPE_CHECKING:
    from metrologi.accounts.models import User


def catat(uttp: Uttp, peristiwa: str, oleh: User | None, **rest: Any) -> RiwayatUttp:
    """Add an event to the history.

    `rest` are fields of RiwayatUttp: tahap, nomor, keterangan, data, berlaku_sampai, waktu, uml.
    """
    rest.setdefault("uml_id", uttp.uml_id)
    return RiwayatUttp.objects.create(
        uttp=uttp, peristiwa=peristiwa, oleh=oleh, **{"waktu": now(), **rest}
    )


@transaction.atomic
def daftarkan(nilai: dict[str, Any], *, foto: Any = None, oleh: User | None) -> Uttp:
    """Register a new instrument; `tempat` determines the owner and the unit.

    Raises IntegrityError for an instrument that is registered already.
    """
    pemilik = nilai["tempat"].pemilik
    uttp = Uttp(uml_id=pemilik.uml_id, pemilik=pemilik, **nilai)
    if foto:
        uttp.foto.save("foto.jpg", foto, save=False)
    uttp.save()
    catat(uttp, Peristiwa.DIDAFTARKAN, oleh)
    return uttp


@transaction.atomic
def putuskan(
    uttp: Uttp,
    *,
    putusan: str,
    tahap: str,
    tanggal: date,
    oleh: User | None,
    sampai: date | None = None,
    nomor: str = "",
    keterangan: str = "",
) -> RiwayatUttp:
    """Record a verdict: "sah", "perlu_perbaikan" or "batal".

    Without `sampai` the mark of a sah verdict lasts as the rule of the kind says. Raises
    masa_berlaku.TanpaAturan when no rule covers `tanggal`.
    """
    if putusan == Peristiwa.SAH and sampai is None:
        sampai, _rule = berlaku_sampai(uttp.jenis, tanggal)
    sampai = sampai if putusan == Peristiwa.SAH else None
    latest = Uttp.objects.select_for_update().values_list("diputus_pada", flat=True).get(pk=uttp.pk)
    # An old test entered late joins the life but does not overrule a newer verdict.
    if latest is None or latest <= tanggal:
        _sekarang(uttp, putusan, tanggal, sampai)
    return catat(
        uttp,
        putusan,
        oleh,
        tahap=tahap,
        berlaku_sampai=sampai,
        nomor=nomor,
        keterangan=keterangan,
        waktu=_pada(tanggal),
    )


@transaction.atomic
def perbaiki(uttp: Uttp, nilai: dict[str, Any], *, oleh: User | None) -> None:
    """Correct what the register says of the plate; `nilai` are fields of Uttp, None is no answer.

    The history says what stood there before.
    """
    changed = {n: v for n, v in nilai.items() if v is not None and v != getattr(uttp, n)}
    if not changed:
        return
    words = [_berubah(uttp, name, value) for name, value in changed.items() if name != "ekstra"]
    if "ekstra" in changed:
        words += [
            f"{n}: {uttp.ekstra.get(n, '–')} menjadi {v}"
            for n, v in nilai["ekstra"].items()
            if uttp.ekstra.get(n) != v
        ]
    for name, value in changed.items():
        setattr(uttp, name, value)
    uttp.save(update_fields=list(changed))
    catat(uttp, Peristiwa.DIUBAH, oleh, keterangan=f"Menurut pelat: {'; '.join(words)}"[:500])


def _berubah(uttp: Uttp, name: str, value: Any) -> str:
    field = Uttp._meta.get_field(name)
    label = getattr(field, "verbose_name", name)
    old, new = (
        tulis_angka(v) if isinstance(v, Decimal) else v for v in (getattr(uttp, name), value)
    )
    return f"{label} {old or '–'} menjadi {new}"


def _sekarang(uttp: Uttp, putusan: str, tanggal: date, sampai: date | None) -> None:
    uttp.putusan_terakhir, uttp.diputus_pada, uttp.berlaku_sampai = putusan, tanggal, sampai
    uttp.gugur_pada, uttp.gugur_alasan, uttp.surat_dicabut_pada = None, "", None
    uttp.save(
        update_fields=[
            "putusan_terakhir",
            "diputus_pada",
            "berlaku_sampai",
            "gugur_pada",
            "gugur_alasan",
            "surat_dicabut_pada",
        ]
    )


def _pada(tanggal: date) -> datetime:
    """The moment of the verdict.

    Now if it was today, else noon of its day, so that a late entry sorts well.
    """
    at = now()
    return at if localdate(at) == tanggal else make_aware(datetime.combine(tanggal, time(12)))


@transaction.atomic
def gugurkan(uttp: Uttp, *, tanggal: date, alasan: str, oleh: User) -> RiwayatUttp:
    """End a mark before its date: broken seal, repair, added device (UU 2/1981 Ps. 25, 27)."""
    uttp.gugur_pada, uttp.gugur_alasan = tanggal, alasan
    uttp.save(update_fields=["gugur_pada", "gugur_alasan"])
    return catat(uttp, Peristiwa.GUGUR, oleh, keterangan=alasan)


@transaction.atomic
def surat_dicabut(
    uttp: Uttp, *, nomor: str, alasan: str, oleh: User | None, terakhir: bool
) -> RiwayatUttp:
    """The letter of a verdict is revoked; `terakhir` says that it was the latest verdict."""
    if terakhir:
        uttp.surat_dicabut_pada = localdate(now())
        uttp.save(update_fields=["surat_dicabut_pada"])
    return catat(uttp, Peristiwa.DICABUT, oleh, nomor=nomor, keterangan=alasan)


@transaction.atomic
def surat_terbit(uttp: Uttp, *, nomor: str, oleh: User | None, terakhir: bool) -> RiwayatUttp:
    """A letter of a verdict is in force; where it is the latest, an earlier revocation ends."""
    if terakhir and uttp.surat_dicabut_pada:
        uttp.surat_dicabut_pada = None
        uttp.save(update_fields=["surat_dicabut_pada"])
    return catat(uttp, Peristiwa.SKHP, oleh, nomor=nomor)


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
    """Give the instrument and its history to another owner.

    Raises ValueError if the place does not belong to the new owner.
    """
    if tempat.pemilik_id != pemilik.pk:
        raise ValueError("Tempat itu milik usaha lain.")
    data = {"dari": uttp.pemilik_id, "ke": pemilik.pk}
    uttp.pemilik, uttp.tempat = pemilik, tempat
    uttp.save(update_fields=["pemilik", "tempat"])
    return catat(uttp, Peristiwa.GANTI_PEMILIK, oleh, data=data)
