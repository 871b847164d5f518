"""What people see when something is wrong, and what must survive it."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from metrologi.portal import errors
from metrologi.portal.middleware import OVERHEAD, FriendlyErrors

SETTINGS = "/pengaturan/kop/"
pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_a_page_that_is_not_there_says_so_in_indonesian(client, unit):
    response = client.get("/tidak/ada/di/sini/")
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in text(response)


@pytest.mark.parametrize("where", ["/lacak/?nomor=a%00b", "/wajib-tera/?jenis=%00"])
def test_a_nul_byte_in_the_address_is_400(client, unit, where):
    assert client.get(where).status_code == 400


def test_a_nul_byte_in_a_form_is_400(client, unit):
    response = client.post("/lacak/", {"nomor": "a\0", "kode": "b"})
    assert response.status_code == 400
    assert "tidak dapat dibaca" in text(response)


def test_a_body_above_the_limit_is_413_before_it_is_parsed(client, unit, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    body = b"x" * (1000 + OVERHEAD + 1)
    response = client.generic(
        "POST", "/lacak/", body, content_type="multipart/form-data; boundary=zzz"
    )
    assert response.status_code == 413
    assert "Berkas terlalu besar" in text(response)


@pytest.mark.parametrize("length", ["-5", "9" * 5000], ids=lambda one: one[:5])
def test_a_nonsense_length_is_413_and_not_an_error(client, unit, length):
    assert client.get("/", CONTENT_LENGTH=length).status_code == 413


def test_a_lost_database_is_503_with_retry_after():
    answer = FriendlyErrors(lambda request: None).process_exception(
        RequestFactory().get("/"), OperationalError()
    )
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Portal sedang tidak tersedia" in text(answer)


def test_other_mistakes_are_left_to_the_500_page():
    assert (
        FriendlyErrors(lambda request: None).process_exception(
            RequestFactory().get("/"), ValueError()
        )
        is None
    )
    assert "Ada gangguan" in text(errors.broken(RequestFactory().get("/")))


def test_the_500_page_becomes_503_when_the_database_was_the_cause():
    try:
        raise OperationalError
    except OperationalError:
        assert errors.broken(RequestFactory().get("/")).status_code == 503


def test_the_500_page_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        errors.broken(RequestFactory().get("/"))


def test_a_stale_form_offers_its_words_to_be_sent_again(signed_in):
    client = signed_in("admin_satker", enforce_csrf_checks=True)
    typed = {"nama": "Nama <baru>", "passphrase": "rahasia-sekali"}
    response = client.post(SETTINGS, typed, headers={"Origin": "http://testserver"})
    page = text(response)
    assert response.status_code == 403
    assert "Kirim ulang" in page
    assert "Nama &lt;baru&gt;" in page
    assert "rahasia-sekali" not in page


def test_words_posted_from_another_site_are_not_offered(signed_in):
    client = signed_in("admin_satker", enforce_csrf_checks=True)
    elsewhere = {"Origin": "http://jahat.example"}
    disguised = {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"}
    for origin in (elsewhere, disguised, {}):
        page = text(client.post(SETTINGS, {"nama": "Titipan"}, headers=origin))
        assert "Titipan" not in page
        assert "Kirim ulang" not in page


def test_words_posted_after_the_session_ended_wait_for_the_sign_in(unit):
    response = Client().post(
        SETTINGS, {"nama": "Nama baru"}, headers={"Origin": "http://testserver"}
    )
    assert response.status_code == 403
    assert "Sesi Anda sudah berakhir" in text(response)
    assert 'value="Nama baru"' in text(response)


def test_a_program_gets_json_when_the_session_ended(unit):
    response = Client().post(SETTINGS, {}, headers={"Accept": "application/json"})
    assert (response.status_code, response.headers["Content-Type"]) == (401, "application/json")


def test_every_page_carries_the_security_headers(client, unit):
    response = client.get("/lacak/")
    assert "camera=(self)" in response["Permissions-Policy"]
    policy = response["Content-Security-Policy"]
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("status", [409, 422])
def test_a_refused_step_lists_its_reasons(rf, unit, status):
    request = rf.get("/orders/1/terima/")
    page = text(errors.page(request, status, "Sebab.", alasan=["Pertama.", "Kedua."]))
    assert "Sebab." in page
    assert status == 409 or "Kedua." in page
