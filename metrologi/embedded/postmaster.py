"""One running server, known by its postmaster.pid: alive or not, socket, start and stop."""

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
CHILDREN: dict[
    int, "subprocess.Popen[bytes]"
] = {}  # the servers this process started, to be reaped when they end


class EmbeddedError(Exception):
    """The embedded server cannot do what was asked.

    The message (Indonesian) says why and what helps.
    """


@dataclass(frozen=True)
class Postmaster:
    """A live server process of one data directory."""

    pid: int
    sockets: Path
    ready: bool

    @classmethod
    def of(cls, pgdata: Path) -> "Postmaster | None":
        """The live server of a data directory, or None.

        A stale or foreign pid in the pid file counts as none.
        """
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


def launch(
    programs: Path, pgdata: Path, sockets: Path, account: Account, options: list[str]
) -> None:
    """Start the server and wait until it accepts connections.

    Raises EmbeddedError with the end of its log.
    """
    deadline = time.monotonic() + STARTUP_SECONDS
    while True:
        disown_dead_pid(pgdata, sockets)
        if _comes_up(_spawn(programs, pgdata, sockets, account, options), pgdata, deadline):
            return
        # Children of a killed server may hold its shared memory for a moment.
        if "shared memory block" not in log_tail(pgdata, 3) or time.monotonic() > deadline:
            raise EmbeddedError(
                f"PostgreSQL tidak dapat dijalankan. Catatannya:\n{log_tail(pgdata)}"
            )
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
            start_new_session=True,  # Ctrl-C stops the office, not its database
            **account.drop,
        )


def disown_dead_pid(pgdata: Path, sockets: Path) -> None:
    """Make the pid file of a dead server harmless if its pid is a zombie or another process now.

    Only the pid is replaced, by one that is surely dead. PostgreSQL still checks the shared memory
    that the line below it names.
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
    """Empty and remove a socket directory that we made; others are left alone.

    The directory `keep` is emptied and stays.
    """
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
    """Whether the process works inside this data directory.

    A server does; a zombie has no directory, and a reused pid has another one.
    """
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
