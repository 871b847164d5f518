"""Who came and with what: owner, place and instruments, found in the register or entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError

from metrologi.pengujian import berjalan
from metrologi.uttp.cari import lipat
from metrologi.uttp.catatan import daftarkan
from metrologi.uttp.models import Pemilik, Tempat, Uttp
from sidang.lokasi import di_sini

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from sidang.models import Sidang

UKURAN = ("merek", "tipe", "nomor_seri", "kapasitas_maks", "e", "kelas")


def pemilik_hadir(sidang: Sidang, hadirin: dict[str, Any]) -> Pemilik:
    """The chosen owner, or a new one; a namesake with the same telephone is the same person."""
    if hadirin.get("pemilik"):
        return hadirin["pemilik"]
    nama, telepon = hadirin["nama"], hadirin.get("telepon", "")
    same = (
        Pemilik.objects.filter(uml=sidang.uml, nama__iexact=nama, telepon=telepon).first()
        if telepon
        else None
    )
    return same or Pemilik.objects.create(
        uml=sidang.uml, nama=nama, telepon=telepon, alamat=hadirin.get("los", "")
    )


def tempat_hadir(sidang: Sidang, pemilik: Pemilik, los: str) -> Tempat:
    """The owner's place at this market or village, made where there is none."""
    here = pemilik.tempat.filter(di_sini(sidang)).order_by("pk").first()
    return here or Tempat.objects.create(
        pemilik=pemilik,
        nama=los or sidang.lokasi,
        jenis=Tempat.Jenis.PASAR if sidang.pasar else Tempat.Jenis.TOKO,
        pasar=sidang.pasar,
        kecamatan=sidang.kecamatan,
        desa=sidang.desa,
    )


def alat_hadir(
    sidang: Sidang, pemilik: Pemilik, baris: list[dict[str, Any]], los: str, oleh: User
) -> list[dict[str, Any]]:
    """The rows with their instruments, new ones registered.

    Several alike without a serial become as many rows.
    """
    tempat: Tempat | None = None
    rows: list[dict[str, Any]] = []
    for row in baris:
        if row.get("uttp") is None and tempat is None:
            tempat = tempat_hadir(sidang, pemilik, los)
        rows += _satu(sidang, tempat, row, oleh)
    berjalan.tolak_semua([row["uttp"] for row in rows])
    return rows


def _satu(
    sidang: Sidang, tempat: Tempat | None, row: dict[str, Any], oleh: User
) -> list[dict[str, Any]]:
    uttp = row.get("uttp") or _kembar(sidang, row, tempat)
    if uttp is not None:
        _belum_didaftarkan(sidang, uttp)
        return [{**row, "uttp": uttp}]
    return [
        {**row, "uttp": _baru(row, tempat, oleh), "kunci": _kunci(row["kunci"], n)}
        for n in range(row.get("jumlah", 1))
    ]


def _kunci(first: UUID, n: int) -> UUID:
    """The key of the n-th of several alike: always the same, so that a retried save finds it."""
    return uuid5(first, str(n)) if n else first


def _kembar(sidang: Sidang, row: dict[str, Any], tempat: Tempat | None) -> Uttp | None:
    """A registered instrument of this owner with the same kind, brand and serial.

    Raises ValidationError, which names the owner, if it is somebody else's.
    """
    if not row.get("nomor_seri"):
        return None
    same = (
        Uttp.objects.filter(
            uml=sidang.uml,
            jenis=row["jenis"],
            merek_kunci=lipat(row["merek"]),
            seri_kunci=lipat(row["nomor_seri"]),
        )
        .select_related("pemilik", "jenis")
        .first()
    )
    if same and tempat and same.pemilik_id != tempat.pemilik_id:
        _belum_didaftarkan(sidang, same)
        raise ValidationError(
            f"{same} sudah tercatat atas nama {same.pemilik}. Cari nama itu, lalu pilih alatnya."
        )
    return same


def _baru(row: dict[str, Any], tempat: Tempat | None, oleh: User) -> Uttp:
    kind = row["jenis"]
    values = {name: row[name] for name in UKURAN if row.get(name) not in (None, "")}
    return daftarkan(
        {"jenis": kind, "tempat": tempat, "satuan": kind.satuan, "d": row.get("e"), **values},
        oleh=oleh,
    )


def _belum_didaftarkan(sidang: Sidang, uttp: Uttp) -> None:
    """Who has it, and where in the queue, when another officer was faster."""
    row = (
        sidang.baris.filter(uttp=uttp, aktif=True)
        .select_related("perkara__pemilik", "perkara__created_by")
        .first()
    )
    if row:
        p = row.perkara
        raise ValidationError(
            f"{uttp} sudah didaftarkan {p.created_by.nama} pukul {p.jam_daftar}: antrean "
            f"{p.antrean}, "
            f"{p.pemilik}, {p.status_label.lower()}."
        )
