"""The commands in bin/: readable by a POSIX shell, and clear when they are used wrongly."""

import os
import re
import socket
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from metrologi.demo.management.commands.demo import Command, _web, _worker

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ["demo", "dev", "test", "mutasi", "serang", "manage", "bench", "kunci-paket"]


@pytest.mark.parametrize("name", [*COMMANDS, "_env"])
def test_a_posix_shell_reads_it(name):
    subprocess.run(["sh", "-n", str(ROOT / "bin" / name)], check=True)


@pytest.mark.parametrize("name", COMMANDS)
def test_it_can_be_executed(name):
    assert os.access(ROOT / "bin" / name, os.X_OK)


def test_continuous_integration_calls_bin_test_and_nothing_more():
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        'exec "$(dirname -- "$0")/../bin/test"'
    ]


def test_an_unknown_option_of_the_demo_is_explained():
    done = subprocess.run([ROOT / "bin" / "demo", "--salah"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "bin/demo [--baru]" in done.stderr


def test_an_option_of_the_development_office_is_explained():
    done = subprocess.run([ROOT / "bin" / "dev", "--baru"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Pakai: bin/dev" in done.stderr


def in_development(script, tmp_path, **environment):
    """Runs Python words with the settings of development."""
    place = {
        "DJANGO_SETTINGS_MODULE": "metrologi.settings.pengembang",
        "PORTAL_DATA": str(tmp_path),
    }
    command = [ROOT / ".venv" / "bin" / "python", "-c", script]
    environment = {**os.environ, **place, **environment}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORTAL_URL", "https://metrologi.contoh.go.id", "PORTAL_URL"),
        ("PORTAL_URL", "http://10.0.0.7:8000", "PORTAL_URL"),
        ("HOST", "0.0.0.0", "HOST harus alamat mesin ini"),
        ("EMAIL_HOST", "surel.contoh.go.id", "Server surel"),
        ("BSRE_URL", "https://esign.contoh.go.id", "BSrE"),
        ("PENGADUAN_IMAP_HOST", "surel.contoh.go.id", "kotak surat"),
    ],
)
def test_development_refuses_what_looks_like_production(tmp_path, name, value, said):
    script = "from django.conf import settings; settings.DEBUG"
    done = in_development(script, tmp_path, **{name: value})
    assert done.returncode == 1
    assert "ImproperlyConfigured" in done.stderr and said in done.stderr


def test_in_development_a_broken_page_shows_djangos_error_page(tmp_path):
    script = """if True:
        import django
        django.setup()
        from django.test import Client
        from metrologi import urls
        from django.urls import path
        def rusak(request):
            raise RuntimeError("rusak di sini")
        urls.urlpatterns.append(path("rusak/", rusak))
        answer = Client(raise_request_exception=False, SERVER_NAME="localhost").get("/rusak/")
        page = answer.content.decode()
        assert answer.status_code == 500
        assert "RuntimeError" in page and "rusak di sini" in page and "Traceback" in page
        assert not answer.has_header("Content-Security-Policy")
    """
    done = in_development(script, tmp_path)
    assert done.returncode == 0, done.stderr


def test_in_development_web_and_worker_start_anew_when_code_changes(settings):
    assert "runserver" not in _web("127.0.0.1:8000") and "watchfiles" not in _worker()
    settings.DEBUG = True
    assert _web("127.0.0.1:8000") == ["django", "runserver", "--nostatic", "127.0.0.1:8000"]
    program, *_, command = _worker()[: _worker().index(str(ROOT / "metrologi"))]
    assert program == "watchfiles" and command.endswith("django pekerja")
    assert {str(ROOT / app) for app in ("orders", "skhp", "sidang")} < set(_worker())


def mutasi(*words):
    """`bin/mutasi` with the database of this test run, which it then does not ask anything."""
    environment = {**os.environ, "DATABASE_URL": "postgresql://elsewhere/portal"}
    command = [ROOT / "bin" / "mutasi", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_faults_are_planted_in_every_machine_rule_guard_paper_and_form_of_a_procedure():
    done = mutasi("--daftar")
    assert done.returncode == 0, done.stderr
    listed = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    procedures = ("banding", "kompensasi", "orders", "pengaduan", "sidang", "skhp", "tempat_pakai")
    wanted = {
        path
        for place in (*procedures, "metrologi/perlengkapan/*")
        for name in ("machine.py", "guards.py", "papers.py", "forms.py", "forms/*.py")
        for path in ROOT.glob(f"{place}/{name}")
    }
    for room in ("workflow", "documents", "bkd", "pengujian"):
        wanted |= set((ROOT / "metrologi" / room).rglob("*.py"))
    elsewhere = ("migrations", "management")
    names = {
        path.relative_to(ROOT).as_posix()
        for path in wanted
        if path.read_text().strip() and not set(elsewhere) & set(path.parts)
    }
    assert names - listed.keys() == set()
    for tests in listed.values():
        assert all((ROOT / test).exists() for test in tests.split())


def test_a_path_without_a_module_to_plant_faults_in_is_refused():
    done = mutasi("docs")
    assert done.returncode == 1
    assert "docs: tidak ada modul di sana" in done.stderr


def test_starting_afresh_never_empties_a_database_of_somebody_else():
    environment = {**os.environ, "DATABASE_URL": "postgresql://elsewhere/portal"}
    done = subprocess.run(
        [ROOT / "bin" / "demo", "--baru"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "hanya untuk basis data bawaan" in done.stderr


def test_without_root_and_sudo_the_exact_line_for_apt_is_printed(tmp_path):
    for name, body in {"id": "echo 1000", "sudo": "exit 1", "apt-get": "exit 9"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)
    script = f'. "{ROOT}/bin/_env"; WANTED=" libpango-1.0-0 poppler-utils"; install_packages'
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-c", script, f"{ROOT}/bin/x"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "sudo sh -c 'apt-get update && " in done.stderr
    assert "--no-install-recommends libpango-1.0-0 poppler-utils'" in done.stderr


def test_the_demo_refuses_settings_that_are_not_a_demo():
    with pytest.raises(CommandError, match="hanya untuk pengaturan demo"):
        call_command(Command())


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_the_demo_says_what_a_port_is(settings, monkeypatch, port):
    settings.DEMO = True
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="PORT harus bilangan"):
        call_command(Command())


def test_the_demo_names_another_port_when_this_one_is_taken(settings, monkeypatch):
    settings.DEMO = True
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(CommandError, match=f"PORT={port + 1} bin/demo"):
            call_command(Command())


def test_the_secret_of_the_demo_is_random_and_kept_per_data_directory(tmp_path, monkeypatch):
    script = "from metrologi.settings.demo import SECRET_KEY; print(SECRET_KEY)"

    def secret(place):
        environment = {**os.environ, "PORTAL_DATA": str(place)}
        command = [ROOT / ".venv" / "bin" / "python", "-c", script]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout

    first, again, other = secret(tmp_path / "a"), secret(tmp_path / "a"), secret(tmp_path / "b")
    assert first == again != other
    assert first.startswith("demo-")
    assert (tmp_path / "a" / "kunci-demo").stat().st_mode & 0o077 == 0


def test_every_app_of_ours_has_its_layer():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = " ".join(project["tool"]["importlinter"]["contracts"][0]["layers"])
    named = set(re.findall(r"[\w.]+", layers))
    ours = {app for app in settings.INSTALLED_APPS if (ROOT / app.replace(".", "/")).is_dir()}
    assert ours - named == set()
