"""The life of the embedded cluster: made once, started by its first user, stopped by the last."""

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from metrologi.embedded.account import Account, binaries, home
from metrologi.embedded.postmaster import EmbeddedError, Postmaster, forget_sockets, launch

DATABASE = "portal"
OWNER = "postgres"
# Web and worker work as this one, which owns nothing; `migrate` opens the tables to it.
RUNTIME = "portal_jalan"
SOCKET_PATH_LIMIT = 80  # the kernel's 107 bytes, less the socket's own name
INITDB = [
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]
THROWAWAY = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "jit=off",
]


ALREADY = (
    psycopg.errors.DuplicateDatabase,
    psycopg.errors.DuplicateObject,
    psycopg.errors.UniqueViolation,
)


class Server:
    """One cluster below a data directory.

    Its users hold a shared lock, so the last one knows that it is the last.
    """

    def __init__(self, data: Path, *, throwaway: bool = False) -> None:
        self.home = home(data.resolve())
        self.pgdata = self.home / "pgdata"
        self.options = THROWAWAY if throwaway else []
        self.account = Account(self.pgdata)
        self._kept = self.home / "pg.tetap"
        self._sockets: Path | None = None

    @property
    def running(self) -> Postmaster | None:
        """The live server, or None."""
        return Postmaster.of(self.pgdata)

    @cached_property
    def programs(self) -> Path:
        """The directory of postgres, initdb, pg_dump and pg_restore."""
        return binaries(self.account, self.home)

    def url(self, role: str = OWNER) -> str:
        """The address for DATABASE_URL; raises EmbeddedError when nothing runs."""
        server = self.running
        if server is None:
            raise EmbeddedError("PostgreSQL bawaan tidak sedang berjalan.")
        return f"postgresql://{role}@/{DATABASE}?host={quote(str(server.sockets), safe='')}"

    @contextmanager
    def in_use(self) -> Iterator[str]:
        """The address of a server that runs at least as long as this block."""
        with self._open("pg.pemakai") as users:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
                self._ensure()
            try:
                yield self.url()
            finally:
                self._leave(users)

    def start(self) -> str:
        """Starts and leaves running until stop(); returns the address."""
        with self._alone():
            self._ensure()
            self._kept.touch()
            return self.url()

    def stop(self) -> None:
        """Stops the server, also under those who use it."""
        with self._alone():
            self._stop()

    def revive(self) -> None:
        """Starts a server that died, at the same address, so that its users find it again."""
        if self.running is None and self._sockets:
            with self._alone():
                self._ensure(self._sockets)

    def drop(self) -> None:
        """Removes the cluster for good; raises EmbeddedError while somebody uses it."""
        with self._alone(), self._open("pg.pemakai") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise EmbeddedError(
                    "Basis data sedang dipakai. Hentikan bin/demo dahulu, lalu ulangi."
                ) from None
            self._stop()
            shutil.rmtree(self.pgdata, ignore_errors=True)

    def _leave(self, users: int) -> None:
        with self._alone():
            fcntl.flock(users, fcntl.LOCK_UN)
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if not self._kept.exists():
                self._stop()

    def _ensure(self, sockets: Path | None = None) -> None:
        server = self.running
        if server and not self._answers(server.sockets):
            server.stop(self.pgdata)
            server = None
        if server is None:
            self._make()
            self._launch(self._socket_directory(sockets))
        self._create_database_and_role()

    def _launch(self, sockets: Path) -> None:
        try:
            launch(self.programs, self.pgdata, sockets, self.account, self.options)
        except EmbeddedError:
            forget_sockets(sockets)
            raise

    def _stop(self) -> None:
        self._kept.unlink(missing_ok=True)
        if server := self.running:
            server.stop(self.pgdata)

    def _make(self) -> None:
        if (self.pgdata / "PG_VERSION").exists():
            return
        # Made beside and renamed, so that an interrupted initdb never looks like a cluster.
        part = self.home / "pgdata.baru"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        self.account.own(part)
        command = [str(self.programs / "initdb"), "-D", str(part), "-U", OWNER, *INITDB]
        environment = {"PATH": os.defpath, "LC_ALL": "C"}
        done = subprocess.run(
            command, cwd="/", env=environment, capture_output=True, text=True, **self.account.drop
        )
        if done.returncode:
            raise EmbeddedError(f"Basis data tidak dapat dibuat:\n{done.stdout}{done.stderr}")
        part.rename(self.pgdata)

    def _socket_directory(self, wanted: Path | None) -> Path:
        if wanted:
            wanted.mkdir(mode=0o700, exist_ok=True)
            return self.account.own(wanted)
        base = tempfile.gettempdir()
        made = Path(
            tempfile.mkdtemp(
                prefix="portal-pg-", dir=base if len(base) < SOCKET_PATH_LIMIT - 30 else "/tmp"
            )
        )
        return self.account.own(made)

    def _answers(self, sockets: Path) -> bool:
        try:
            self._connect(sockets).close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self, sockets: Path) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(
            host=str(sockets), user=OWNER, dbname="postgres", autocommit=True, connect_timeout=20
        )

    def _create_database_and_role(self) -> None:
        server = self.running
        if server is None:
            raise EmbeddedError("PostgreSQL bawaan berhenti segera setelah dijalankan.")
        self._sockets = server.sockets
        with self._connect(server.sockets) as connection:
            for question, name, command in (
                ("SELECT 1 FROM pg_database WHERE datname = %s", DATABASE, "CREATE DATABASE {}"),
                ("SELECT 1 FROM pg_roles WHERE rolname = %s", RUNTIME, "CREATE ROLE {} LOGIN"),
            ):
                while not connection.execute(question, [name]).fetchone():
                    try:
                        connection.execute(sql.SQL(command).format(sql.Identifier(name)))
                    except ALREADY:
                        time.sleep(0.1)  # somebody who was killed left the same statement running

    @contextmanager
    def _open(self, name: str) -> Iterator[int]:
        descriptor = os.open(self.home / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._open("pg.kunci") as descriptor:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
