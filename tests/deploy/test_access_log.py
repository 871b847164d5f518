"""The access log tells pages, not secrets."""

import pytest
from gunicorn.config import Config

from metrologi.access_log import FORMAT, AccessLog
from metrologi.log import route_of

SECRET = "c0de-yang-rahasia-sekali"


@pytest.mark.parametrize(
    ("path", "route"),
    [
        (f"/akun/sandi/MQ/{SECRET}/", "/akun/sandi/<str:uid>/<str:token>/"),
        (f"/akun/surel/{SECRET}/", "/akun/surel/<str:token>/"),
        (f"/akun/aktivasi/{SECRET}/", "/akun/aktivasi/<str:token>/"),
        ("/akun/pegawai/17/", "/akun/pegawai/17/"),
        (f"/tidak/ada/{SECRET}", "/(tidak dikenal)"),
        ("/", "/"),
    ],
)
def test_words_of_an_address_are_not_written(path, route):
    assert route_of(path) == route and SECRET not in route_of(path)


@pytest.mark.parametrize(
    ("path", "address"), [("/pengaduan/baru/", "-"), ("/verifikasi/", "203.0.113.9")]
)
def test_the_address_of_who_complains_is_not_written(path, address):
    config = Config()
    config.set("access_log_format", FORMAT)

    class Answer:
        status, sent, headers = "200 OK", 5, ()

    class Request:
        headers = ()

    environ = {
        "REMOTE_ADDR": "203.0.113.9",
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "RAW_URI": f"{path}?kode={SECRET}",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "QUERY_STRING": f"kode={SECRET}",
    }
    import datetime as dt

    told = AccessLog(config).atoms(Answer(), Request(), environ, dt.timedelta(seconds=1))
    line = FORMAT % {**dict.fromkeys("hlutrsmUqHbBfaTDMLp", "-"), **told}
    assert told["h"] == address and SECRET not in line
