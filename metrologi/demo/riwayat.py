"""Two years of orders and the cases of today, in the order in which they happened."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from metrologi.accounts.models import Uml, User
from metrologi.clock.models import calendar_for
from metrologi.demo.jam import Jam, mundur, pagi
from metrologi.demo.kantor import data
from metrologi.demo.perjalanan import Perjalanan
from metrologi.uttp.models import Pemilik, Uttp


def jalani(uml: Uml) -> Iterator[Any]:
    """Walk every case of riwayat.toml; yields each order when it has come to rest."""
    orang = {u.username: u for u in User.objects.all()}
    rows = data("riwayat")
    for nama, hari, skhp, penera in rows["selesai"]:
        gagal = rows["gagal"].get(str(hari), {})
        row = {"usaha": nama, "skhp": skhp, "penera": penera, "gagal": gagal, "sampai": "selesai"}
        yield _jalani(uml, orang, row, Jam(calendar_for(uml.pk), pagi(calendar_for(uml.pk), hari)))
    for row in sorted(rows["jalan"], key=lambda r: -r["menit"]):
        yield _jalani(uml, orang, row, Jam(calendar_for(uml.pk), mundur(calendar_for(uml.pk), row["menit"])))


def _jalani(uml: Uml, orang: dict[str, User], row: dict[str, Any], jam: Jam) -> Any:
    pemilik = Pemilik.objects.get(uml=uml, nama=row["usaha"])
    semua = list(Uttp.objects.filter(pemilik=pemilik).lengkap().order_by("pk"))
    gagal = {semua[int(n) - 1].nomor_seri: hasil for n, hasil in row.get("gagal", {}).items()}
    trip = Perjalanan(uml, orang, jam, gagal, penera=row.get("penera", "penera"))
    trip.buka(pemilik, _alat(semua, row), oleh=orang[row.get("oleh", "administrasi")], skhp=row.get("skhp", False))
    return trip.sampai(row["sampai"])


def _alat(semua: list[Uttp], row: dict[str, Any]) -> list[Uttp]:
    """The instruments named by number; for a finished case those that can be carried to the office and have a sheet."""
    if "alat" in row:
        return [semua[n - 1] for n in row["alat"]]
    if row.get("oleh"):
        return semua
    return [u for u in semua if u.jenis.lembar and not u.jenis.terpasang and u.putusan_terakhir != "batal"]
