"""`manage.py muat_demo`: the demo office with its people, register and two years of cases, made once."""
from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections, transaction

from metrologi.accounts.models import Uml, User
from metrologi.clock.now import at, now
from metrologi.demo import banding, kantor, kompensasi, pengaduan, perlengkapan, register, sidang, tempat_pakai, tinjauan
from metrologi.demo.riwayat import Buku, jalani

REGISTER_DAYS_AGO = 740


class Command(BaseCommand):
    help = "Memuat kantor contoh Musi Banyuasin (hanya mode demo); yang sudah lengkap dibiarkan, yang terputus diulang."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bagian", type=int, help="hanya bagian riwayat ke-n; dipakai perintah ini sendiri")

    def handle(self, *args: Any, bagian: int | None = None, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Kantor contoh hanya dimuat dalam mode demo.")
        if bagian is not None:
            uml = Uml.objects.get(kode=kantor.KODE)
            jalani(uml, Buku(uml).bagian()[bagian])
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
        cases = _riwayat(uml) + sidang.buat(uml) + tempat_pakai.hari_ini(uml)
        with transaction.atomic():
            perlengkapan.hari_ini(uml)
            pengaduan.buka_pengaduan(uml)
            banding.buka_banding(uml)
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
    """The largest part of the plan here, the others each in a process of their own; returns the number of cases."""
    parts = Buku(uml).bagian()
    # Compiled once before the others start, instead of by each of them at the same moment.
    import_module("weasyprint"), import_module("pyhanko.sign")
    connections.close_all()
    others = [_anak(n) for n in range(1, len(parts))]
    try:
        jalani(uml, parts[0])
        if any(child.wait() for child in others):
            raise CommandError("Sebagian riwayat contoh gagal dimuat; sebabnya tertulis di atas.")
    finally:
        for child in others:
            child.kill()
            child.wait()
    return sum(map(len, parts))


def _anak(part: int) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(p for p in sys.path if p)
    return subprocess.Popen([sys.executable, "-m", "django", "muat_demo", "--bagian", str(part)],
                            env={**os.environ, "PYTHONPATH": path})
