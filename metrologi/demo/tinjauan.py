"""Two tests that were reviewed: one confirmed by a second penera, one overruled by the Kepala."""

from __future__ import annotations

from typing import Any

from metrologi.accounts.models import Uml, User
from metrologi.clock.models import calendar_for
from metrologi.demo.jam import Jam, pagi
from metrologi.demo.perjalanan import Perjalanan
from metrologi.pengujian.berjalan import berjalan
from metrologi.uttp.models import Uttp

DISIAPKAN, DIBERIKAN = (
    ("selesai_uji", "siapkan"),
    ("selesai_uji", "siapkan", "ajukan_surat", "tandatangani"),
)
# Days ago, step, by whom, what they say, and where the case goes on: draft letter or counter.
CERITA: tuple[tuple[int, str, str, dict[str, Any], tuple[str, ...]], ...] = (
    (
        2,
        "tegaskan",
        "penera2",
        {"setuju": True, "note": "Bacaan titik Max dan eksentrisitas saya ulangi; hasilnya sama."},
        DISIAPKAN,
    ),
    (
        4,
        "kesampingkan",
        "kepala",
        {
            "keputusan": "batal",
            "note": (
                "Segel pabrik pada sel beban ternyata terbuka; baru terlihat sesudah penutup bawah "
                "dilepas. Ketelitiannya tidak dapat dijamin sampai diperiksa reparatir."
            ),
        },
        DIBERIKAN,
    ),
)


def tinjau(uml: Uml) -> int:
    """Walk both orders; returns how many."""
    orang = {u.username: u for u in User.objects.all()}
    for (days, step, who, data, rest), uttp in zip(CERITA, _timbangan(uml), strict=False):
        jam = Jam(calendar_for(uml.pk), pagi(calendar_for(uml.pk), days, 45))
        trip = Perjalanan(uml, orang, jam).buka(
            uttp.pemilik, [uttp], tahap="tera_ulang", oleh=orang["administrasi"], skhp=True
        )
        trip.terima()
        trip.uji()
        trip.jalankan(step, orang[who], item=trip.kasus.diterima()[0], **data)
        for nama in rest:
            getattr(trip, nama)()
    return len(CERITA)


def _timbangan(uml: Uml) -> list[Uttp]:
    """Electronic scales that are in no running case."""
    scales = Uttp.objects.filter(
        uml=uml, jenis__lembar="timbangan_elektronik", jenis__terpasang=False
    )
    rows = list(scales.exclude(putusan_terakhir="batal").lengkap().order_by("-pk"))
    busy = berjalan(rows)
    return [u for u in rows if u.pk not in busy][: len(CERITA)]
