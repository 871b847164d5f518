"""Knows one running server by its postmaster.pid: whether it lives, where its socket is, how to start and stop it."""
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from metrologi.embedded.account import Account

STARTUP_SECONDS = 60
STOP_SECONDS = 30
CHILDREN: dict[int, "subprocess.Popen[bytes]"] = {}  # the servers this process started, to be reaped when they end


class EmbeddedError(Exception):
    """The embedded server cannot do what was asked; the message (Indonesian) says why and what helps."""


@dataclass(frozen=True)
class Postmaster:
    """A live server process of one data directory."""

    pid: int
    sockets: Path
    ready: bool

    @classmethod
    def of(cls, pgdata: Path) -> "Postmaster | None":
        """The live server of a data directory; a stale or foreign pid in its pid file counts as none."""
        try:
            lines = (pgdata / "postmaster.pid").read_text().splitlines()
            pid = int(lines[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None
        if not _serves(pid, pgdata):
            return None
        full = lines + [""] * 8
        return cls(pid, Path(full[4]), full[7].strip() == "ready")

    def stop(self, pgdata: Path) -> None:
        """Fast shutdown, then immediate if that takes too long; removes the socket directory."""
        for sent in (signal.SIGINT, signal.SIGQUIT):
            os.kill(self.pid, sent)
            if _wait(lambda: not _serves(self.pid, pgdata), STOP_SECONDS):
                break
        if self.pid in CHILDREN:
            CHILDREN.pop(self.pid).wait()
        forget_sockets(self.sockets)


def launch(programs: Path, pgdata: Path, sockets: Path, account: Account, options: list[str]) -> None:
    """Starts the server and waits until it accepts connections; raises EmbeddedError with the end of its log."""
    deadline = time.monotonic() + STARTUP_SECONDS
    while True:
        disown_dead_pid(pgdata, sockets)
        if _comes_up(_spawn(programs, pgdata, sockets, account, options), pgdata, deadline):
            return
        # Children of a killed server may hold its shared memory for a moment.
        if "shared memory block" not in log_tail(pgdata, 3) or time.monotonic() > deadline:
            raise EmbeddedError(f"PostgreSQL tidak dapat dijalankan. Catatannya:\n{log_tail(pgdata)}")
        time.sleep(0.2)


def _comes_up(process: "subprocess.Popen[bytes]", pgdata: Path, deadline: float) -> bool:
    CHILDREN[process.pid] = process
    _wait(lambda: process.poll() is not None or _is_ready(pgdata), deadline - time.monotonic())
    return process.returncode is None and _is_ready(pgdata)


def _spawn(
    programs: Path, pgdata: Path, sockets: Path, account: Account, options: list[str]
) -> "subprocess.Popen[bytes]":
    command = [str(programs / "postgres"), "-D", str(pgdata), "-k", str(sockets), "-p", "5432"]
    for option in ["listen_addresses=", *options]:
        command += ["-c", option]
    with open(pgdata / "server.log", "wb") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            start_new_session=True,  # Ctrl-C in the terminal is for the office, not for its database
            **account.drop,
        )


def disown_dead_pid(pgdata: Path, sockets: Path) -> None:
    """Makes the pid file of a dead server harmless when its pid is a zombie or has become somebody else's.

    Only the pid is exchanged, for one that is surely dead; PostgreSQL still checks the shared memory named below it.
    """
    path = pgdata / "postmaster.pid"
    if not path.exists() or Postmaster.of(pgdata):
        return
    lines = path.read_text().splitlines() or [""]
    if len(lines) > 4:
        forget_sockets(Path(lines[4]), keep=sockets)
    gone = subprocess.Popen(["/bin/true"])
    gone.wait()
    with open(path, "r+") as file:  # in place, so that the owner stays
        file.truncate()
        file.write("\n".join([str(gone.pid), *lines[1:]]) + "\n")


def forget_sockets(sockets: Path, keep: Path | None = None) -> None:
    """Empties and removes a socket directory that we made (only empties the one to keep); others are left alone."""
    if not sockets.name.startswith("portal-pg-"):
        return
    for left in sockets.glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)
    try:
        if sockets != keep:
            sockets.rmdir()
    except OSError:
        pass


def log_tail(pgdata: Path, lines: int = 12) -> str:
    """The last lines the server wrote."""
    try:
        text = (pgdata / "server.log").read_text(errors="replace")
    except OSError:
        return "(tidak ada catatan)"
    return "\n".join(text.splitlines()[-lines:])


def _is_ready(pgdata: Path) -> bool:
    server = Postmaster.of(pgdata)
    return bool(server and server.ready)


def _serves(pid: int, pgdata: Path) -> bool:
    """A server works inside its data directory; a zombie has no directory, a recycled pid has another."""
    if os.path.isdir("/proc/self"):
        try:
            return os.path.samefile(f"/proc/{pid}/cwd", pgdata)
        except OSError:
            return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _wait(happened: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
