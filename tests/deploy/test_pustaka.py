"""The system libraries that the commands in bin/ need: read off the binaries, given by bin/_env."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from elftools.common.exceptions import ELFError
from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile
from weasyprint.text import ffi

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = Path(sys.prefix)
# What every Debian with apt and Python has, by package.
OF_EVERY_DEBIAN = {
    "libc6": r"ld-linux.*|lib(c|dl|m|pthread|resolv|rt|util)",
    "libgcc-s1": "libgcc_s",
    "libstdc++6": r"libstdc\+\+",
    "zlib1g": "libz",
}
# What WeasyPrint opens by name and libpango-1.0-0 brings along.
OF_PANGO = {"libgobject-2.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1"}
# Asked for only by papers with fonts of coloured drawings; WeasyPrint starts without it.
NOT_NEEDED = {"libharfbuzz-vector.so.0"}


def wanted(path):
    """Names of the libraries that this file asks the loader for; none where it is no binary."""
    try:
        with path.open("rb") as file:
            sections = ELFFile(file).iter_sections()
            dynamic = [each for each in sections if isinstance(each, DynamicSection)]
            tags = [tag for each in dynamic for tag in each.iter_tags("DT_NEEDED")]
            return {tag.needed for tag in tags}
    except ELFError:
        return set()


def listed():
    """{name of a library: its package in Debian} of bin/_env."""
    lines = (ROOT / "bin" / "_env").read_text()
    return dict(re.findall(r"^ +want_library (\S+) (\S+)$", lines, re.MULTILINE))


def given(name):
    base = name.split(".so")[0]
    return name in listed() or any(
        re.fullmatch(pattern, base) for pattern in OF_EVERY_DEBIAN.values()
    )


def test_every_binary_of_the_environment_finds_its_libraries():
    files = [path for path in ENVIRONMENT.rglob("*") if path.is_file() and not path.is_symlink()]
    inside = {path.name for path in ENVIRONMENT.rglob("*.so*")}
    missing = {}
    for path in files:
        for name in wanted(path) - inside:
            if not given(name):
                missing.setdefault(name, path)
    assert missing == {}
    assert "libatomic.so.1" in wanted(next(path for path in files if path.name == "node"))


def test_what_weasyprint_opens_by_name_is_given():
    opened = set(re.findall(r"'(lib[^']+\.so\.\d+)'", Path(ffi.__file__).read_text()))
    assert opened > OF_PANGO
    assert opened - OF_PANGO - NOT_NEEDED <= set(listed())


def in_shell(words, tmp_path):
    script = f'. "{ROOT}/bin/_env"; {words}'
    command = ["sh", "-c", script, f"{ROOT}/bin/x", str(tmp_path)]
    return subprocess.run(command, capture_output=True, text=True)


def test_a_library_that_no_package_of_the_list_gives_is_named(tmp_path):
    """A binary of ours, made to want a library that exists nowhere."""
    binary = bytearray(Path(shutil.which("sed")).read_bytes())
    at = binary.index(b"\0libc.so.6\0")
    binary[at : at + 10] = b"\0libq.so.6"
    (tmp_path / "alat").write_bytes(binary)
    (tmp_path / "alat").chmod(0o755)
    done = in_shell('require_libraries "$1"', tmp_path)
    assert done.returncode == 1
    assert "Pustaka sistem belum ada: libq.so.6 " in done.stderr


@pytest.mark.parametrize("name", ["sed", "sh"])
def test_a_binary_whose_libraries_are_there_passes(tmp_path, name):
    shutil.copy(shutil.which(name), tmp_path)
    assert in_shell('require_libraries "$1"', tmp_path).returncode == 0
