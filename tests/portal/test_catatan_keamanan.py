"""What concerns security stands in the log, one line each, and tells no secret."""

from __future__ import annotations

import logging
import sys
from datetime import datetime

import pytest
from django.conf import settings as configured
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import reverse

from metrologi.accounts.models import User
from metrologi.log import Line, NoSecretAddress, security
from metrologi.portal.catatan_keamanan import SecurityLog
from metrologi.web import account_of

pytestmark = pytest.mark.django_db
SANDI = "kuda hijau di loteng"


@pytest.fixture
def lines(caplog):
    """The lines of the log of security, as they are written."""
    caplog.set_level(logging.INFO, "metrologi.keamanan")
    return lambda: [Line().format(r) for r in caplog.records if r.name == "metrologi.keamanan"]


@pytest.fixture
def andi(db):
    return User.objects.create_user("andi", "andi@contoh.id", SANDI, nama="Andi")


def test_who_comes_and_goes_is_written_without_name_and_password(client, andi, lines):
    door = reverse("accounts:masuk")
    client.post(door, {"username": "andi@contoh.id", "password": SANDI})
    client.post(reverse("accounts:keluar"))
    client.post(door, {"username": "andi@contoh.id", "password": "salah " + SANDI})
    client.post(door, {"username": SANDI, "password": "x"})
    told = "\n".join(lines())
    for event in ("masuk", "keluar", "gagal_masuk"):
        assert f"peristiwa={event} akun={andi.pk} alamat=127.0.0.1" in told
    assert "peristiwa=gagal_masuk akun=- " in told
    assert SANDI not in told and "andi" not in told


def test_a_refused_page_names_account_page_and_address(client, andi, lines):
    client.force_login(andi)
    client.get(reverse("portal:pengaturan"))
    assert (
        f"INFO metrologi.keamanan peristiwa=ditolak status=403 cara=GET halaman=/pengaturan/ "
        f"akun={andi.pk} alamat=127.0.0.1"
    ) in lines()[-1]


@pytest.mark.parametrize(
    ("method", "path", "event"),
    [
        ("GET", "/tidak/ada/", "tidak_ada"),
        ("PUT", "/lacak/", "cara_salah"),
        ("POST", "/akun/masuk/", "isian_ditolak"),
        ("GET", "/akun/aktivasi/rahasia-saya/", "tautan_mati"),
        ("GET", "/lacak/?nomor=%00", "masukan_rusak"),
    ],
)
def test_each_kind_of_refusal_has_its_word(client, lines, method, path, event):
    client.generic(method, path)
    assert f"peristiwa={event} " in lines()[-1]
    assert "rahasia" not in lines()[-1]


def test_of_a_possible_reporter_only_the_page_is_written(client, andi, lines):
    client.force_login(andi)
    client.post("/pengaduan/baru/", {"uraian": ""})
    assert lines()[-1].endswith("halaman=/pengaduan/baru/")


def test_a_change_of_an_account_is_written_too(client, andi, lines):
    client.force_login(andi)
    new = "tiga kuda biru di loteng"
    client.post(reverse("accounts:sandi_ganti"), {"lama": SANDI, "sandi": new, "ulangi": new})
    assert f"peristiwa=akun_sandi akun={andi.pk} oleh={andi.pk}" in "\n".join(lines())


def test_a_word_cannot_forge_a_line(lines):
    security("uji", kata='x"\r\n2026-11-30T00:00:00+00:00 INFO metrologi.keamanan peristiwa=masuk')
    assert len(lines()[-1].splitlines()) == 1
    assert "\\x0d\\x0a" in lines()[-1] and "x'" in lines()[-1]


def test_the_time_of_a_line_has_its_zone(lines):
    security("uji")
    assert datetime.fromisoformat(lines()[-1].split(" ")[0]).utcoffset().total_seconds() == 0


def test_a_traceback_cannot_look_like_an_entry():
    try:
        raise ValueError("satu\n2026-11-30T00:00:00+00:00 INFO metrologi.keamanan peristiwa=masuk")
    except ValueError:
        record = logging.makeLogRecord({"msg": "gangguan", "exc_info": sys.exc_info()})
    first, *rest = Line().format(record).splitlines()
    assert "gangguan" in first and rest and all(line.startswith("| ") for line in rest)


def test_django_writes_no_secret_of_an_address_either(rf):
    request = rf.get("/akun/aktivasi/rahasia-saya/")
    record = logging.makeLogRecord(
        {"msg": "%s: %s", "args": ("Gone", request.path), "request": request}
    )
    assert NoSecretAddress().filter(record)
    assert record.getMessage() == "Gone: /akun/aktivasi/<str:token>/"


def test_the_console_writes_such_lines():
    console = configured.LOGGING["handlers"]["console"]
    assert console["formatter"] == "line" and console["filters"] == ["no_secret_address"]
    assert configured.LOGGING["loggers"]["metrologi.keamanan"]["level"] == "INFO"


def test_who_is_asked_for_without_a_database_is_nobody(rf):
    class Lost(SessionStore):
        def load(self):
            raise OperationalError

    request = rf.get("/")
    request.session = Lost("abcdefghij")
    with pytest.raises(OperationalError):
        request.session.get("x")
    assert account_of(request) == ""


def test_a_failure_is_written_too(rf, lines):
    SecurityLog(lambda request: HttpResponse(status=503))(rf.get("/lacak/"))
    assert "peristiwa=gangguan status=503 cara=GET halaman=/lacak/" in lines()[-1]
