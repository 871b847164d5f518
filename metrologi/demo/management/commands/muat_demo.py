"""`manage.py muat_demo`: makes the demo office with its people, register and two years of cases."""

from __future__ import annotations

import gc
import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from metrologi.accounts.models import Uml, User
from metrologi.clock.now import at, now
from metrologi.demo import (
    banding,
    kantor,
    kompensasi,
    pengaduan,
    perlengkapan,
    register,
    sidang,
    tempat_pakai,
    tinjauan,
)
from metrologi.demo.riwayat import Buku, hitung_isi_tabel, jalani, tanpa_menunggu_cakram

REGISTER_DAYS_AGO = 740
# A page being rendered holds a hundred thousand objects for half a second. None of them is garbage,
# so searching them is a waste.
OBJECTS_BEFORE_SEARCH = 50_000


class Command(BaseCommand):
    help = (
        "Memuat kantor contoh Musi Banyuasin (hanya mode demo); yang sudah lengkap dibiarkan, yang"
        " terputus diulang."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Kantor contoh hanya dimuat dalam mode demo.")
        gc.set_threshold(OBJECTS_BEFORE_SEARCH, 20, 20)
        if kantor.terputus():
            call_command("flush", interactive=False, verbosity=0)
            self.muat()
        elif not User.objects.exists():
            self.muat()

    def muat(self) -> None:
        self.stdout.write("Memuat kantor contoh; sekali saja, mohon tunggu …")
        self.stdout.flush()
        start = time.monotonic()
        with transaction.atomic():
            uml = dirikan()
        cases = _riwayat(uml)
        with transaction.atomic():
            perlengkapan.hari_ini(uml)
            cases += kompensasi.muat(uml) + tinjauan.tinjau(uml)
        kantor.buka(uml)
        self.stdout.write(
            f"{User.objects.count()} akun, {cases} perkara, {time.monotonic() - start:.0f} detik."
        )


def dirikan() -> Uml:
    """The office without cases: unit, people, standards, and the register before the history."""
    uml = kantor.dirikan()
    kantor.angkat_pegawai(uml)
    kantor.daftarkan_pemohon()
    kantor.simpan_standar(uml)
    with at(_long_ago()):
        register.isi_register(uml, User.objects.get(username="administrasi"))
        kantor.wakilkan()
    perlengkapan.siapkan(uml, _long_ago().date())
    return uml


def _long_ago() -> datetime:
    return now() - timedelta(days=REGISTER_DAYS_AGO)


def _riwayat(uml: Uml) -> int:
    """Make all cases, year after year as an office does; returns how many.

    An instrument is in one running case, so a later year begins when an earlier one has ended.
    """
    tanpa_menunggu_cakram()
    plan, field = Buku(uml).tahunan(), sidang.tahunan(uml)
    for year in sorted({*plan, *field}):
        hitung_isi_tabel()
        jalani(uml, plan.get(year, []))
        sidang.buat(uml, field.get(year, []))
    hitung_isi_tabel()
    visits = tempat_pakai.hari_ini(uml)
    pengaduan.buka_pengaduan(uml)
    banding.buka_banding(uml)
    return sum(map(len, plan.values())) + len(sidang.SIDANG) + visits
