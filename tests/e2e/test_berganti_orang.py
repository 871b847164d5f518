"""Two people share a browser at the counter: the second finds nothing that the first typed."""

import pytest

from tests.office import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
FORM = "/uttp/usaha/baru/"
DRAFTS = """(akun) => Object.keys(localStorage)
  .filter((key) => key.startsWith(`draf:${akun}:`)).length"""


def begins_a_form(person, name):
    person.sign_in(name, PASSWORD)
    person.go(FORM).fill(nama="Toko yang belum selesai")


def test_what_was_begun_is_forgotten_at_the_sign_out(office, visitor):
    counter, clerk = visitor(), office.people["administrasi"].pk
    begins_a_form(counter, "administrasi")
    assert counter.page.evaluate(DRAFTS, clerk) == 1
    counter.page.evaluate("document.querySelector('form[data-keluar]').requestSubmit()")
    counter.page.wait_for_url(counter.base + "/")
    assert counter.page.evaluate(DRAFTS, clerk) == 0


def test_after_a_lost_session_only_the_same_person_finds_it_again(office, visitor):
    counter = visitor()
    begins_a_form(counter, "administrasi")
    for name, found in (("wajib_ttu", ""), ("administrasi", "Toko yang belum selesai")):
        counter.context.clear_cookies()
        counter.sign_in(name, PASSWORD)
        assert counter.go(FORM).page.input_value("input[name=nama]") == found
