"""Forty owners with places and instruments, entered in the register before the history begins."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from metrologi.accounts.models import Uml, User
from metrologi.demo.kantor import data
from metrologi.uttp.catatan import daftarkan
from metrologi.uttp.models import JenisUttp, Pemilik, Tempat, Wilayah

KOLOM = (
    "jenis",
    "merek",
    "tipe",
    "nomor_seri",
    "buatan",
    "kapasitas_maks",
    "kapasitas_min",
    "e",
    "d",
    "satuan",
    "kelas",
)
UKURAN = ("kapasitas_maks", "kapasitas_min", "e", "d")


def isi_register(uml: Uml, oleh: User) -> int:
    """Owners, places and instruments of usaha.toml; returns how many instruments."""
    kinds = {j.kode: j for j in JenisUttp.objects.pilihan()}
    desa = {w.kode: w for w in Wilayah.objects.filter(tingkat="desa").select_related("induk")}
    count = 0
    for row in data("usaha")["usaha"]:
        place = _tempat(uml, row, desa[row["desa"]])
        for n, cells in enumerate(row["alat"], 1):
            daftarkan(_nilai(cells, kinds, place, row, n), oleh=oleh)
            count += 1
    return count


def _tempat(uml: Uml, row: dict[str, Any], desa: Wilayah) -> Tempat:
    pemilik = Pemilik.objects.create(
        uml=uml, nama=row["nama"], jenis_usaha=row["jenis_usaha"], alamat=row.get("alamat", "")
    )
    return Tempat.objects.create(
        pemilik=pemilik,
        nama=row["tempat"],
        jenis=row["jenis_tempat"],
        desa=desa,
        kecamatan=desa.induk,
        pasar=row.get("pasar", ""),
        alamat=row.get("alamat", ""),
    )


def _nilai(
    cells: list[str], kinds: dict[str, JenisUttp], tempat: Tempat, row: dict[str, Any], nomor: int
) -> dict[str, Any]:
    values: dict[str, Any] = dict(zip(KOLOM, cells, strict=True))
    values |= {n: Decimal(values[n]) if values[n] else None for n in UKURAN}
    spbu = row.get("nomor_spbu")
    ekstra = {"nomor_spbu": spbu, "nomor_pompa": str(nomor), "jumlah_nozzle": 2} if spbu else {}
    return values | {"jenis": kinds[values["jenis"]], "tempat": tempat, "ekstra": ekstra}
