"""What reaches a form: only methods that pages have, and only what a person can see."""

import pytest
from django.http import QueryDict

from metrologi.portal.middleware import INVISIBLE, drop_controls
from pengaduan.models import Pengaduan
from tests.pengaduan.test_lampiran import kirim

HIDDEN = [
    "\x0b",
    "\x1f",
    "\x7f",
    "\x85",
    "\u00ad",
    "\u200b",
    "\u200e",
    "\u202e",
    "\u2066",
    "\ufeff",
]


class Asked:
    def __init__(self, words):
        self.GET, self.POST = QueryDict(words), QueryDict(words)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
def test_methods_that_no_page_has_are_refused(client, method):
    answer = client.generic(method, "/verifikasi/")
    assert answer.status_code == 405 and "TRACE" not in answer["Allow"]


@pytest.mark.parametrize("mark", HIDDEN, ids=ascii)
def test_an_invisible_mark_does_not_reach_a_form(mark):
    request = Asked("")
    request.POST = request.POST.copy()
    request.POST["nama"] = f"To{mark}ko\tUji\r\n"
    drop_controls(request)
    assert request.POST["nama"] == "Toko\tUji\r\n"


def test_a_passphrase_stays_as_it_was_typed():
    request = Asked("")
    request.POST = request.POST.copy()
    request.POST["passphrase"] = "ra\u200bhasia"
    request.POST["sandi"] = "\x7fx"
    drop_controls(request)
    assert (request.POST["passphrase"], request.POST["sandi"]) == ("ra\u200bhasia", "\x7fx")


def test_honest_letters_stay():
    for text in ("Ibu Siti’s “Toko”", "Ñandú – 30 kg ± 5 g", "baris\nbaru\ttab", "漢字 é"):
        assert not INVISIBLE.search(text)


@pytest.mark.django_db
def test_a_name_with_a_control_character_is_stored_without_it(client, office):
    answer = kirim(client, judul="Antre\x0b \u200blama")
    assert answer.status_code == 302
    assert Pengaduan.objects.get().judul == "Antre lama"
