"""`manage.py muat_demo`: the demo office with its people, register and two years of cases, made once."""
from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections, transaction

from metrologi.accounts.models import Uml, User
from metrologi.clock.now import at, now, today
from metrologi.demo import banding, kantor, kompensasi, pengaduan, perlengkapan, register, sidang, tempat_pakai, tinjauan
from metrologi.demo.riwayat import Buku, jalani, tahun_buku, tanpa_menunggu_cakram

REGISTER_DAYS_AGO = 740
KELUHAN = "keluhan"
# A painted sheet is a hundred thousand objects that live for half a second; looking for garbage among them finds none.
OBJECTS_BEFORE_SEARCH = 50_000
# The longest way is the parent's, so it goes first where there are fewer processors than parts.
BEHIND = 10


class Command(BaseCommand):
    help = "Memuat kantor contoh Musi Banyuasin (hanya mode demo); yang sudah lengkap dibiarkan, yang terputus diulang."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bagian", help="hanya perkara tahun itu, atau keluhan; dipakai perintah ini sendiri")

    def handle(self, *args: Any, bagian: str = "", **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Kantor contoh hanya dimuat dalam mode demo.")
        gc.set_threshold(OBJECTS_BEFORE_SEARCH, 20, 20)
        if bagian:
            os.nice(BEHIND)
            _jalani(Uml.objects.get(kode=kantor.KODE), bagian)
        elif kantor.terputus():
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
        self.stdout.write(f"{User.objects.count()} akun, {cases} perkara, {time.monotonic() - start:.0f} detik.")


def dirikan() -> Uml:
    """The office without cases: unit, people, standards, and the register as it stood before the history."""
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
    """The cases of the last year and of the field here, side by side with a process for each earlier year and one for the
    complaints: no two draw from the same numbers or seals. Returns the number of cases."""
    plan, last = Buku(uml).tahunan(), tahun_buku(today())
    earlier = {*plan, *sidang.tahunan(uml)} - {last}
    connections.close_all()
    others = [_anak(part) for part in (*sorted(earlier, reverse=True), KELUHAN)]
    try:
        _jalani(uml, last)
        field = tempat_pakai.hari_ini(uml)
        if any(child.wait() for child in others):
            raise CommandError("Sebagian riwayat contoh gagal dimuat; sebabnya tertulis di atas.")
    finally:
        for child in others:
            child.kill()
            child.wait()
    return sum(map(len, plan.values())) + len(sidang.SIDANG) + field


def _jalani(uml: Uml, part: int | str) -> None:
    tanpa_menunggu_cakram()
    if part == KELUHAN:
        pengaduan.buka_pengaduan(uml)
        banding.buka_banding(uml)
    else:
        jalani(uml, Buku(uml).tahunan().get(int(part), []))
        sidang.buat(uml, sidang.tahunan(uml).get(int(part), []))


def _anak(part: int | str) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(p for p in sys.path if p)
    return subprocess.Popen([sys.executable, "-m", "django", "muat_demo", "--bagian", str(part)],
                            env={**os.environ, "PYTHONPATH": path})
