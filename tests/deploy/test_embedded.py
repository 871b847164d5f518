"""The embedded PostgreSQL under faults.

Killed servers, stale pids, closed directories, two who start at once.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from metrologi.embedded import account
from metrologi.embedded.postgres import Server
from metrologi.embedded.postmaster import EmbeddedError, Postmaster

ROOT = Path(__file__).resolve().parents[2]
# Here a cluster's syncs, which these tests make in dozens, cost nothing; it must hold clusters and
# run programs.
MEMORY = Path("/dev/shm")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")


def folder(prefix):
    base = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and roomy(MEMORY) else None
    top = Path(tempfile.mkdtemp(prefix=prefix, dir=base))
    top.chmod(0o711)
    return top


def roomy(directory):
    state = os.statvfs(directory)
    return state.f_bavail * state.f_frsize > 2**30 and not state.f_flag & os.ST_NOEXEC


@pytest.fixture
def place():
    """A data directory whose path has a space, and which the server's account can enter."""
    top = folder("portal uji ")
    yield top / "data"
    Server(top / "data").stop()
    shutil.rmtree(top)


@pytest.fixture(scope="module")
def made():
    """A cluster as initdb leaves it.

    The tests of what happens to one afterwards begin with a copy.
    """
    top = folder("portal-uji-")
    cluster = Server(top, throwaway=True)
    cluster._make()
    yield cluster.pgdata
    shutil.rmtree(top)


@pytest.fixture
def ready(place, made):
    """The data directory again, with a cluster in it."""
    place.mkdir()
    subprocess.run(["cp", "-a", made, place / "pgdata"], check=True)
    return place


@pytest.fixture
def server(ready):
    return Server(ready, throwaway=True)


def query(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else None


def embedded(place, *arguments):
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "-m", "metrologi.embedded", *arguments],
        cwd=ROOT, env={**environment, "PORTAL_DATA": str(place)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def link_or_copy(origin, target):
    """A second name costs nothing; another file system wants a copy."""
    try:
        os.link(origin, target)
    except OSError:
        shutil.copy2(origin, target)


def until(happened, seconds=20):
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_a_path_with_a_space_holds_a_unicode_cluster_with_the_extensions(place):
    with Server(place, throwaway=True).in_use() as url:
        assert query(url, "SELECT lower('É'), current_setting('server_encoding')") == [
            ("é", "UTF8")
        ]
        for extension in ("pg_trgm", "unaccent", "btree_gist", "citext"):
            query(url, f"CREATE EXTENSION {extension}")


def test_the_server_listens_on_a_private_socket_only(server):
    with server.in_use() as url:
        assert query(url, "SHOW listen_addresses") == [("",)]
        assert server.running.sockets.stat().st_mode & 0o077 == 0


def test_the_last_user_stops_the_server_and_the_first_does_not(ready):
    first, second = Server(ready), Server(ready)
    with first.in_use() as url:
        with second.in_use() as same:
            assert same == url
        assert query(url, "SELECT 1") == [(1,)]
        sockets = first.running.sockets
    assert first.running is None
    assert not sockets.exists()


def test_a_second_start_reattaches_and_a_started_server_outlives_its_users(server, place):
    url = server.start()
    pid = server.running.pid
    with Server(place).in_use() as same:
        assert same == url
    assert Server(place).running.pid == pid
    server.stop()
    assert server.running is None


def test_rows_survive_a_killed_server(ready):
    server = Server(ready)
    url = server.start()
    query(url, "CREATE TABLE baris AS SELECT generate_series(1, 500) AS n")
    os.kill(server.running.pid, signal.SIGKILL)
    until(lambda: server.running is None)
    assert query(Server(ready).start(), "SELECT count(*) FROM baris") == [(500,)]


def test_a_killed_server_comes_back_at_the_same_address(server):
    with server.in_use() as url:
        os.kill(server.running.pid, signal.SIGKILL)
        until(lambda: server.running is None)
        server.revive()
        assert query(url, "SELECT 1") == [(1,)]


def test_a_pid_that_now_belongs_to_somebody_else_is_no_server(server):
    with server.in_use():
        pid_file = (server.pgdata / "postmaster.pid").read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "60"], **server.account.drop)
    try:
        (server.pgdata / "postmaster.pid").write_text(
            "\n".join([str(stranger.pid), *pid_file[1:]]) + "\n"
        )
        server.account.own(server.pgdata / "postmaster.pid")
        assert Postmaster.of(server.pgdata) is None
        with server.in_use() as url:
            assert query(url, "SELECT 1") == [(1,)]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_interrupted_making_of_the_cluster_is_begun_again(place):
    server = Server(place, throwaway=True)
    (server.home / "pgdata.baru").mkdir()
    (server.home / "pgdata.baru" / "half").touch()
    with server.in_use() as url:
        assert query(url, "SELECT 1") == [(1,)]


def test_two_who_start_at_once_share_one_server(place):
    ask = (
        "import os, psycopg; print(psycopg.connect(os.environ['DATABASE_URL']).execute('SELECT "
        "1').fetchone()[0])"
    )
    both = [embedded(place, "run", "--", sys.executable, "-c", ask) for _ in range(2)]
    assert [process.communicate(timeout=60)[0] for process in both] == ["1\n", "1\n"]
    assert Server(place).running is None


def test_a_server_left_by_a_killed_user_is_taken_over_and_stopped(ready):
    left = embedded(ready, "run", "--own-session", "--", "sleep", "2")
    until(lambda: (server := Postmaster.of(ready / "pgdata")) and server.ready)
    left.kill()
    left.communicate()
    assert Server(ready).running
    with Server(ready).in_use() as url:
        assert query(url, "SELECT 1") == [(1,)]
    assert Server(ready).running is None


def test_the_command_gets_our_signals_and_its_exit_code_is_ours(ready):
    shell = "trap 'exit 7' TERM; echo siap; while :; do sleep 0.1; done"
    with embedded(ready, "run", "--own-session", "--", "sh", "-c", shell) as process:
        assert process.stdout.readline() == "siap\n"
        process.terminate()
        assert process.wait(timeout=30) == 7
    assert Server(ready).running is None


def test_a_given_database_url_always_wins(place, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/portal")
    command = [sys.executable, "-m", "metrologi.embedded", "run", "--", "printenv", "DATABASE_URL"]
    environment = {**os.environ, "PORTAL_DATA": str(place)}
    output = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert output == "postgresql://elsewhere/portal\n"
    assert not place.exists()


def test_a_cluster_in_use_is_not_dropped(server, place):
    with server.in_use(), pytest.raises(EmbeddedError, match="sedang dipakai"):
        Server(place).drop()
    Server(place).drop()
    assert not server.pgdata.exists()


def test_the_log_is_shown_when_the_server_cannot_start(server):
    with server.in_use():
        pass
    (server.pgdata / "postgresql.conf").write_text("tidak_ada = 1\n")
    with pytest.raises(EmbeddedError, match="tidak_ada"):
        server.start()


@as_root
def test_root_keeps_a_closed_directory_closed_and_the_cluster_elsewhere(place, monkeypatch):
    monkeypatch.setattr(account, "SYSTEM_DIR", place.parent)
    closed = place.parent / "root"
    closed.mkdir(mode=0o700)
    server = Server(closed / "klon" / "var")
    with server.in_use() as url:
        assert query(url, "SELECT 1") == [(1,)]
    assert server.home.parent == place.parent
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_programs_the_account_cannot_reach_are_copied_once(place, monkeypatch):
    closed = place.parent / "root"
    for part in (account._wheel(), account._wheel().with_name(f"{account.PACKAGE}.libs")):
        shutil.copytree(part, closed / part.name, copy_function=link_or_copy)
    closed.chmod(0o700)
    monkeypatch.setattr(account, "_wheel", lambda: closed / account.PACKAGE)
    server = Server(place, throwaway=True)
    assert server.programs.is_relative_to(server.home)
    with server.in_use() as url:
        assert query(url, "SELECT 1") == [(1,)]
