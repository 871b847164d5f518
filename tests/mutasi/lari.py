"""Runs tests against one fault: in a fork of a process that has imported everything once.

Importing the project takes seconds, most tests milliseconds. A fault inside a function is set into
the functions that live in the warm process (`tanam`). A fault in code that runs at import is
written to the file, and the project is imported afresh.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import resource
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import coverage
import hypothesis
import pytest

from tests.mutasi.mutan import Mutan

FORK: Any = multiprocessing.get_context("fork")
CATATAN = Path("mutasi.log")
SEMUA = "::*"
# Which example fails is all the same here: none is made smaller, and every run draws the same ones.
hypothesis.settings.register_profile(
    "mutasi",
    derandomize=True,
    phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
PILIHAN = [
    *("-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--hypothesis-profile=mutasi"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
]
# Seconds of processor time beyond five times what the tests usually take, and of patience.
TENGGANG, SABAR = 60, 1200


def anak(kerja: Callable[[], int], cpu: float) -> int:
    """The exit code of `kerja` in a fork; 124 when it neither ends nor may go on."""
    pid = os.fork()
    if pid == 0:
        try:
            os.setsid()
            with CATATAN.open("ab") as log:
                os.dup2(log.fileno(), 1)
                os.dup2(log.fileno(), 2)
            most = int(cpu * 5) + TENGGANG
            resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
            code = int(kerja())
        except BaseException:
            code = 125
        os._exit(code)
    return _wait(pid, time.monotonic() + SABAR)


def _wait(pid: int, until: float) -> int:
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return 124


@dataclass
class Dasar:
    """How the tests run without a fault: seconds each, who failed, who walks which line of a file.

    `impor` are the lines that run before any test.
    """

    waktu: dict[str, float] = field(default_factory=dict)
    merah: list[str] = field(default_factory=list)
    baris: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    impor: dict[str, list[int]] = field(default_factory=dict)

    def hijau(self) -> set[str]:
        return set(self.waktu) - set(self.merah)

    def untuk(self, mutan: Mutan) -> list[str]:
        """The green tests that walk the statement; all of them for what runs at import."""
        if mutan.fungsi is None or self.di_impor(mutan):
            return sorted(self.hijau())
        lines = self.baris.get(mutan.berkas, {})
        found = {name for line in mutan.pernyataan for name in lines.get(line, ())}
        return sorted(name for name in self.hijau() if _walked(name, found))

    def di_impor(self, mutan: Mutan) -> bool:
        at_import = self.impor.get(mutan.berkas, ())
        return mutan.fungsi is None or any(line in mutan.fungsi for line in at_import)


def _walked(name: str, found: set[str]) -> bool:
    """Whether a test, or a fixture that its file or all files share, walks the line."""
    return bool(found & {name, f"{_file(name)}{SEMUA}", SEMUA})


class Ukur:
    """A plugin of pytest: tells coverage which test runs, keeps its time and whether it failed."""

    def __init__(self, cov: coverage.Coverage) -> None:
        self.cov, self.dasar, self.context = cov, Dasar(), "luar"

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        self._context(item.nodeid)
        try:
            return (yield)
        finally:
            self._context("luar")

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Any:
        """What a shared fixture walks, no single test does."""
        before = self.context
        if fixturedef.scope in ("module", "class"):
            self._context(f"{_file(request.node.nodeid)}{SEMUA}")
        elif fixturedef.scope != "function":
            self._context(SEMUA)
        try:
            return (yield)
        finally:
            self._context(before)

    def _context(self, name: str) -> None:
        self.context = name
        self.cov.switch_context(name)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        took = self.dasar.waktu.get(report.nodeid, 0)
        self.dasar.waktu[report.nodeid] = took + report.duration
        if report.failed:
            self.dasar.merah.append(report.nodeid)


class Pilih:
    """A plugin of pytest: only these tests, the quickest files first."""

    def __init__(self, waktu: dict[str, float]) -> None:
        self.waktu = waktu

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        cost: dict[str, float] = defaultdict(float)
        for name, took in self.waktu.items():
            cost[_file(name)] += took
        items[:] = [item for item in items if item.nodeid in self.waktu]
        items.sort(key=lambda item: cost[_file(item.nodeid)])


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def uji(waktu: dict[str, float]) -> int:
    """pytest's exit code for these tests; it stops at the first that fails."""
    files = sorted({_file(name) for name in waktu})
    return pytest.main([*PILIHAN, "-x", *files], plugins=[Pilih(waktu)])


def tanam(mutan: Mutan) -> None:
    """Give every living function of the file the code that the changed source has for it."""
    file = str(Path(mutan.berkas).resolve())
    codes: dict[tuple[str, int], CodeType] = {}
    todo = [compile(mutan.sumber, file, "exec", dont_inherit=True)]
    while todo:
        code = todo.pop()
        codes[code.co_qualname, code.co_firstlineno] = code
        todo += [const for const in code.co_consts if isinstance(const, CodeType)]
    for one in gc.get_objects():
        if type(one) is FunctionType and one.__code__.co_filename == file:
            key = one.__code__.co_qualname, one.__code__.co_firstlineno
            one.__code__ = codes[key]


class Hangat:
    """The warm process of files with the same tests: imports all, then forks for every question."""

    def __init__(self, berkas: Sequence[str], ujian: Sequence[str]) -> None:
        self.pipa, other = FORK.Pipe()
        self.proses = FORK.Process(target=self._layani, args=(other, berkas, ujian))
        self.proses.start()
        other.close()
        self.dasar: Dasar = self.pipa.recv()

    def tanya(self, mutan: Mutan, waktu: dict[str, float]) -> int:
        self.pipa.send((mutan, waktu))
        return int(self.pipa.recv())

    def selesai(self) -> None:
        self.pipa.send(None)
        self.proses.join()

    def _layani(self, pipa: Any, berkas: Sequence[str], ujian: Sequence[str]) -> None:
        with CATATAN.open("ab") as log:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        pipa.send(_measured(berkas, ujian))
        while question := pipa.recv():
            mutan, waktu = question
            pipa.send(anak(lambda: self._jawab(mutan, waktu), sum(waktu.values())))  # noqa: B023

    def _jawab(self, mutan: Mutan, waktu: dict[str, float]) -> int:
        tanam(mutan)
        return uji(waktu)


def _measured(berkas: Sequence[str], ujian: Sequence[str]) -> Dasar:
    """Import all that the tests need, then run them in a fork."""
    files = {str(Path(name).resolve()): name for name in berkas}
    cov = coverage.Coverage(data_file=None, config_file=False, include=list(files))
    cov.start()
    pytest.main([*PILIHAN, "--collect-only", *ujian])
    cov.stop()
    place = Path(f"mutasi-{os.getpid()}.dasar")
    anak(lambda: _walk(cov, files, ujian, place), 3600)
    told: Dasar = pickle.loads(place.read_bytes())
    return told


def _walk(cov: coverage.Coverage, files: dict[str, str], ujian: Sequence[str], place: Path) -> int:
    measured = Ukur(cov)
    cov.start()
    cov.switch_context(measured.context)
    pytest.main([*PILIHAN, *ujian], plugins=[measured])
    cov.stop()
    data, told = cov.get_data(), measured.dasar
    for file, name in files.items():
        lines = data.contexts_by_lineno(file)
        told.impor[name] = [line for line, contexts in lines.items() if "" in contexts]
        told.baris[name] = {
            line: [test for test in contexts if test not in ("", "luar")]
            for line, contexts in lines.items()
        }
    place.write_bytes(pickle.dumps(told))
    return 0


def segar(mutan: Mutan, waktu: dict[str, float]) -> int:
    """As `Hangat.tanya`, with the fault in the file and the project imported afresh."""
    file = Path(mutan.berkas)
    original = file.read_bytes()
    try:
        _write(file, mutan.sumber.encode())
        return anak(lambda: uji(waktu), sum(waktu.values()) + 10)
    finally:
        _write(file, original)


def _write(file: Path, content: bytes) -> None:
    """With a time of its own: Python keeps what it compiled by whole seconds and size."""
    file.write_bytes(content)
    stamp = _write.stamp = _write.stamp + 1  # type: ignore[attr-defined]
    os.utime(file, (stamp, stamp))


_write.stamp = 1_000_000_000  # type: ignore[attr-defined]


def nilai(hangat: Hangat, semua: Iterable[Mutan], segar_saja: bool) -> Iterable[tuple[Mutan, str]]:
    """Each fault with "mati", "selamat" or "tanpa uji"."""
    for mutan in semua:
        tests = {name: hangat.dasar.waktu[name] for name in hangat.dasar.untuk(mutan)}
        if not tests:
            yield mutan, "tanpa uji"
            continue
        afresh = segar_saja or hangat.dasar.di_impor(mutan)
        code = segar(mutan, tests) if afresh else hangat.tanya(mutan, tests)
        if code == pytest.ExitCode.NO_TESTS_COLLECTED:
            raise RuntimeError(f"{mutan.berkas}:{mutan.baris}: tidak ada uji yang berjalan")
        yield mutan, "selamat" if code == 0 else "mati"
