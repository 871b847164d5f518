"""Runs the demo office: migrates, loads the data once, then keeps web and worker running."""

import ctypes
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from metrologi.accounts.roles import Role
from metrologi.basis import hak

PASSWORD = "demo-metrologi"
PASSPHRASE = "demo-passphrase"
TWO_STEPS = "bendahara_kode"
START_SECONDS = 60
STOP_SECONDS = 15
SOON_SECONDS = 15
WORKER_TRIES = 8
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


class Command(BaseCommand):
    help = "Menjalankan kantor demo (dipanggil oleh bin/demo dan bin/dev)."
    requires_system_checks = []  # the slow start would be doubled; bin/test runs them

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("Perintah ini hanya untuk pengaturan demo.")
        host, port = os.environ.get("HOST", "127.0.0.1"), _port()
        _refuse_taken(host, port)
        for number in STOPPING:
            signal.signal(number, lambda *_: sys.exit(0))
        _prepare_database()
        accounts = _accounts()
        connections.close_all()
        office = Office(host, port)
        office.open()
        self.stdout.write(_welcome(host, port, accounts))
        office.stay_open()


class Office:
    """The two processes of the demo.

    A worker that lost its database is started again; a web that ended, or a worker that ends again
    and again, closes the demo.
    """

    def __init__(self, host: str, port: int) -> None:
        self.address = f"http://{_reachable(host)}:{port}/sehat/"
        self.bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.started: dict[str, float] = {}
        self.ended = 0
        self.told_to_stop = False
        self.parent = os.getppid()
        for number in STOPPING:
            signal.signal(number, self._stop)

    def open(self) -> None:
        """Start the web, wait for its first answer, then start the worker.

        Raises CommandError if the web ends before it answers.
        """
        self._start("web", _web(self.bind))
        deadline = time.monotonic() + START_SECONDS
        while not self.told_to_stop and not _answers(self.address):
            if time.monotonic() > deadline:
                self.close()
                raise CommandError(f"Server web tidak menjawab dalam {START_SECONDS} detik.")
            self._check()
            time.sleep(0.1)
        self._start("worker", _worker())

    def stay_open(self) -> None:
        """Returns when told to stop; raises CommandError when a process ended by itself."""
        while not self.told_to_stop and os.getppid() == self.parent:
            self._check()
            time.sleep(0.2)
        self.close()

    def close(self) -> None:
        """Ends both, kindly first."""
        for process in self.processes.values():
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.processes.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, name: str, module: list[str]) -> None:
        # Neither may change tables, so neither is told the address of their owner.
        environment = {
            key: value for key, value in os.environ.items() if key != "DATABASE_OWNER_URL"
        }
        self.started[name] = time.monotonic()
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", *module],
            env=environment,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    def _check(self) -> None:
        for name, process in list(self.processes.items()):
            if process.poll() is None or self.told_to_stop:
                continue
            if name == "worker" and self._may_start_again():
                self._start("worker", _worker())
            else:
                self.close()
                raise CommandError(f"Proses {name} berhenti sendiri (kode {process.returncode}).")

    def _may_start_again(self) -> bool:
        """Unless it ended so soon after its start so many times that waiting does not help."""
        soon = time.monotonic() - self.started["worker"] < SOON_SECONDS
        self.ended = self.ended + 1 if soon else 0
        time.sleep(min(self.ended, 5))
        return self.ended < WORKER_TRIES

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.told_to_stop = True


def _web(bind: str) -> list[str]:
    """The module that serves pages and its arguments; in development it reloads itself."""
    if settings.DEBUG:
        return ["django", "runserver", "--nostatic", bind]
    server = "gunicorn metrologi.wsgi --worker-class gthread --workers 2 --threads 8 --preload"
    quiet = f"--log-level warning --no-control-socket --worker-tmp-dir {_memory()}"
    return [*server.split(), "--bind", bind, *quiet.split()]


def _worker() -> list[str]:
    """The module that does the jobs and its arguments; in development it is started anew."""
    worker = ["django", "pekerja"]
    if not settings.DEBUG:
        return worker
    command = shlex.join([sys.executable, "-m", *worker])
    folders = [str(folder) for folder in settings.ROOT.iterdir() if (folder / "apps.py").exists()]
    return ["watchfiles", "--filter", "python", command, str(settings.ROOT / "metrologi"), *folders]


def _prepare_database() -> None:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        # Compile these modules on the second processor in the meantime; at the first start that
        # takes seconds.
        subprocess.Popen(
            [sys.executable, "-c", "import weasyprint, pyhanko.sign"], preexec_fn=_die_with_parent
        )
        call_command("migrate", verbosity=0, interactive=False)
    elif settings.DATABASE_RUNTIME_ROLE:
        # Data of a release that knew one role only.
        hak.beri(*settings.DATABASE_RUNTIME_ROLE)
    call_command("muat_demo")


def _port() -> int:
    given = os.environ.get("PORT", "8000")
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise CommandError(f"PORT harus bilangan 1 sampai 65535, bukan “{given}”.")
    return int(given)


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            hint = f"Pilih yang lain, misalnya: PORT={port + 1} bin/demo"
            raise CommandError(
                f"Porta {port} di {host} tidak dapat dipakai ({error.strerror}). {hint}"
            ) from None


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)


def _answers(address: str) -> bool:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True  # the web answers; what /sehat/ thinks of the worker is not asked yet
    except OSError:
        return False


def _memory() -> str:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp"


def _die_with_parent() -> None:
    # Linux only: kill -9 of the demo must not leave a web server on the port.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _accounts() -> str:
    present = set(
        get_user_model().objects.filter(username__in=Role.values).values_list("username", flat=True)
    )
    width = max(len(role) for role in Role.values)
    return "\n".join(
        f"  {role.value:<{width}}  {role.label}" for role in Role if role.value in present
    )


def _welcome(host: str, port: int, accounts: str) -> str:
    name = "localhost" if host.startswith("127.") else _reachable(host)
    return (
        f"\nAkun demo (nama pengguna dan peran):\n{accounts}\n"
        f"Sandi semuanya: {PASSWORD}   Passphrase tanda tangan: {PASSPHRASE}\n"
        f"Akun {TWO_STEPS} memperlihatkan langkah kedua; kodenya tampil di halaman itu. Di kantor\n"
        "sungguhan Kepala, bendahara dan admin satuan kerja selalu ditanya kode seperti itu.\n"
        f"Kunci aplikasi kode akun itu: {settings.DEMO_TOTP}\n\n"
        "DEMO: bukan untuk pelayanan sungguhan. "
        f"Surel tidak dikirim, tetapi disimpan di {settings.EMAIL_FILE_PATH}\n"
        f"Portal Metrologi siap di http://{name}:{port}/   (Ctrl-C untuk berhenti)"
    )
