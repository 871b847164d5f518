"""`manage.py muat_demo`: the demo office with its people, register and two years of cases, in an empty database."""
from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from metrologi.accounts.models import User
from metrologi.clock.now import at, now
from metrologi.uttp.models import Uttp

REGISTER_DAYS_AGO = 740


class Command(BaseCommand):
    help = "Memuat kantor contoh Musi Banyuasin ke basis data yang masih kosong (hanya mode demo)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO and not settings.SECRET_KEY.startswith("test-"):
            raise CommandError("Kantor contoh hanya dimuat dalam mode demo.")
        if Uttp.objects.exists():
            raise CommandError("Basis data ini sudah berisi UTTP; kantor contoh hanya dimuat ke basis data kosong.")
        start = time.monotonic()
        counts = muat()
        said = ", ".join(f"{n} {what}" for what, n in counts.items())
        self.stdout.write(f"Kantor contoh siap: {said} ({time.monotonic() - start:.0f} detik).")


def muat() -> dict[str, int]:
    """Build everything; returns what was made, by name."""
    from metrologi.demo import kantor, register, riwayat

    uml = kantor.buka_kantor()
    kantor.angkat_pegawai(uml)
    kantor.daftarkan_pemohon()
    kantor.simpan_standar(uml)
    with at(_long_ago()):
        alat = register.isi_register(uml, User.objects.get(username="administrasi"))
        kantor.wakilkan()
    kasus = sum(1 for _ in riwayat.jalani(uml))
    return {"akun": User.objects.count(), "UTTP": alat, "permohonan": kasus}


def _long_ago() -> datetime:
    return now() - timedelta(days=REGISTER_DAYS_AGO)
