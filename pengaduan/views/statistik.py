"""Pages over many complaints.

The statistics anyone may read, and the evaluation before it is a case.
"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.accounts.kantor import per_kantor
from metrologi.accounts.models import Uml
from metrologi.clock.now import today
from pengaduan.evaluasi import TERKECIL, ringkasan, untuk_umum
from pengaduan.models import Pengaduan


@access.public
@per_kantor
def statistik(request: HttpRequest, uml: Uml) -> HttpResponse:
    """One year in numbers; groups that are too small give none."""
    this = today().year
    raw = request.GET.get("tahun", "")
    year = int(raw) if raw.isdecimal() and len(raw) == 4 and 2000 <= int(raw) <= this else this
    summary = ringkasan(uml, date(year, 1, 1), date(year, 12, 31))
    tables = [
        ("Menurut jenis", untuk_umum(summary["jenis"])),
        ("Menurut layanan", untuk_umum(summary["layanan"])),
        ("Menurut kelas", untuk_umum(summary["kelas"])),
        ("Menurut saluran", untuk_umum(summary["kanal"])),
    ]
    received = Pengaduan.objects.filter(uml=uml, created_at__year=year).count()
    return render(
        request,
        "pengaduan/statistik.html",
        {
            "tahun": year,
            "tahun_lain": [y for y in range(this, this - 3, -1) if y != year],
            "masuk": received,
            "r": summary,
            "tabel": tables,
            "terkecil": TERKECIL,
        },
    )
