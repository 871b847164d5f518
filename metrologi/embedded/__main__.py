"""Command line of the embedded PostgreSQL: python -m metrologi.embedded run|start|stop|url|drop."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType

from metrologi.embedded.postgres import RUNTIME, Server
from metrologi.embedded.postmaster import EmbeddedError

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    args = _parser().parse_args(arguments)
    try:
        return _run(args) if args.what == "run" else _simple(args.what)
    except KeyboardInterrupt:
        return 130
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    except PermissionError as error:
        print(
            f"Berkas {error.filename} milik pengguna lain. Jalankan sebagai pemilik data itu.",
            file=sys.stderr,
        )
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m metrologi.embedded", description=__doc__)
    commands = parser.add_subparsers(dest="what", required=True)
    for name in ("start", "stop", "url", "drop"):
        commands.add_parser(name)
    run = commands.add_parser("run", help="runs a command with DATABASE_URL set")
    run.add_argument(
        "--throwaway", action="store_true", help="own data directory (and cluster), gone afterwards"
    )
    run.add_argument(
        "--own-session", action="store_true", help="signals reach the command only through us"
    )
    run.add_argument("command", nargs="+")
    return parser


def _simple(what: str) -> int:
    server = Server(_data())
    answer = getattr(server, what)()
    if answer:
        print(answer)
    return 0


def _run(args: argparse.Namespace) -> int:
    given = os.environ.get("DATABASE_URL")
    if given and not args.throwaway:
        os.execvp(args.command[0], args.command)
    relay = Relay(args.own_session)
    with _data_directory(args.throwaway) as data:
        server = None if given else Server(data, throwaway=args.throwaway)
        with server.in_use() if server else nullcontext(given) as url:
            environment = {**os.environ, "DATABASE_URL": str(url), "PORTAL_DATA": str(data)}
            if server and not args.throwaway:
                # Tests make and drop databases, so they keep to the owner alone.
                environment |= {
                    "DATABASE_URL": server.url(RUNTIME),
                    "DATABASE_OWNER_URL": server.url(),
                }
            child = subprocess.Popen(
                args.command, env=environment, start_new_session=args.own_session
            )
            relay.to(child)
            return _watch(child, server)


def _watch(child: "subprocess.Popen[bytes]", server: Server | None) -> int:
    while True:
        try:
            code = child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            if server:
                server.revive()
        else:
            return code if code >= 0 else 128 - code


class Relay:
    """Passes on to the command the signals that we get.

    A signal that comes before the command runs is kept for it.
    """

    def __init__(self, own_session: bool) -> None:
        self.own_session = own_session
        self.early: list[int] = []
        self.child: subprocess.Popen[bytes] | None = None
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._forward)

    def to(self, child: "subprocess.Popen[bytes]") -> None:
        self.child = child
        for number in self.early:
            child.send_signal(number)

    def _forward(self, number: int, _frame: FrameType | None) -> None:
        if self.child is None:
            self.early.append(number)
        # The terminal sends Ctrl-C to its whole foreground group, so the command has it already.
        elif self.own_session or number != signal.SIGINT or not _in_foreground():
            self.child.send_signal(number)


def _in_foreground() -> bool:
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return False


def _data() -> Path:
    return Path(os.environ.get("PORTAL_DATA", ROOT / "var"))


@contextmanager
def _data_directory(throwaway: bool) -> Iterator[Path]:
    if not throwaway:
        yield _data()
        return
    with tempfile.TemporaryDirectory(prefix="portal-uji-", ignore_cleanup_errors=True) as name:
        os.chmod(name, 0o711)  # the server's account has to pass through
        yield Path(name)


if __name__ == "__main__":
    sys.exit(main())
