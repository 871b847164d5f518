"""A portal of its own on loopback, with a web, a worker and a database that can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from metrologi.embedded.postgres import RUNTIME, Server
from metrologi.embedded.postmaster import EmbeddedError

START_SECONDS = 180
WAITS = 300
WEB = "gunicorn metrologi.wsgi --worker-class gthread --workers 2 --threads 8 --timeout 120"
QUIET = "--log-level warning --no-control-socket"


class Medan:
    """The processes under attack; `buka` starts them, `tutup` ends them all."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder, self.server = folder, server
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def buka(self) -> None:
        self.mulai_web()
        self.mulai_pekerja()

    def mulai_web(self) -> None:
        self._start("web", [*WEB.split(), "--bind", f"127.0.0.1:{self.port}", *QUIET.split()])
        deadline = time.monotonic() + START_SECONDS
        while not self.menjawab():
            if time.monotonic() > deadline or self.running["web"].poll() is not None:
                raise RuntimeError(f"web tidak menjawab; lihat {self.folder / 'web.log'}")
            time.sleep(0.2)

    def mulai_pekerja(self) -> None:
        self._start("pekerja", ["django", "procrastinate", "worker", "--concurrency", "1"])

    def _start(self, name: str, module: list[str]) -> None:
        """As bin/demo does: without the address of the owner of the tables."""
        told = {key: value for key, value in os.environ.items() if key != "DATABASE_OWNER_URL"}
        told["DATABASE_URL"] = self.server.url(RUNTIME)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", *module],
                env=told,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def menjawab(self) -> bool:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://127.0.0.1:{self.port}/sehat/", timeout=10):
                return True
        except OSError:
            return False

    # --- kills ----------------------------------------------------------------------------------
    def bunuh_web(self) -> None:
        """All workers of the web; gunicorn starts others."""
        for pid in anak(self.running["web"].pid):
            _kill(pid)

    def bunuh_pekerja(self) -> None:
        """The worker of jobs; whoever supervises it starts it again."""
        _kill(self.running["pekerja"].pid)
        self.running["pekerja"].wait()
        self.mulai_pekerja()

    def bunuh_basis_data(self) -> None:
        """The postmaster; its supervisor, here this process, starts it again."""
        old = self.server.running
        if old:
            _kill(old.pid)
        for _ in range(WAITS):
            now = self.server.running
            if now and (old is None or now.pid != old.pid):
                break
            self._revive()
            time.sleep(0.2)
        # A worker that lost its database ends with an error; then it is started again.
        if self.running["pekerja"].poll() is not None:
            self.mulai_pekerja()

    def _revive(self) -> None:
        try:
            self.server.revive()
        except EmbeddedError:
            pass  # what is left of the old one still holds its memory; soon it does not

    def tutup(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def galat_tertulis(self) -> list[str]:
        """Addresses whose pages broke, as the web's log tells them."""
        lines = (self.folder / "web.log").read_text(errors="replace").splitlines()
        return [line for line in lines if line.startswith("Internal Server Error")]


def anak(pid: int) -> list[int]:
    """The children of a process."""
    told = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in told.read_text().split()] if told.exists() else []


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
