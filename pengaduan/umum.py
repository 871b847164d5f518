"""Pages over many complaints: the statistics anyone may read, and the evaluation before it is a case."""
from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.clock.now import today
from pengaduan.evaluasi import ringkasan, untuk_umum
from pengaduan.models import Pengaduan


@access.public
def statistik(request: HttpRequest) -> HttpResponse:
    """One year in numbers; groups that are too small give none."""
    this = today().year
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and 2000 <= int(asked) <= this else this
    uml = Uml.objects.default()
    told = ringkasan(uml, date(year, 1, 1), date(year, 12, 31))
    tables = [("Menurut jenis", untuk_umum(told["jenis"])), ("Menurut layanan", untuk_umum(told["layanan"])),
              ("Menurut kelas", untuk_umum(told["kelas"])), ("Menurut saluran", untuk_umum(told["kanal"]))]
    received = Pengaduan.objects.filter(uml=uml, created_at__year=year).count()
    return render(request, "pengaduan/statistik.html", {
        "tahun": year, "tahun_lain": [y for y in range(this, this - 3, -1) if y != year], "masuk": received,
        "r": told, "tabel": tables})
