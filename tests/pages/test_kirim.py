"""Every form of every page, sent as a person sends it: twice, and with things of another office."""

import pytest
from django.forms import PasswordInput

from metrologi.clock.now import today
from metrologi.portal.errors import SECRET
from metrologi.portal.sekali import FIELD, OF_A_CASE
from pengaduan.models import Balasan
from tests.pages import formulir, test_crawl
from tests.pages.test_crawl import ENDS_THE_SESSION, PAGES, addresses, allowed_to, each, status

pytestmark = pytest.mark.django_db
# What a form takes only in this shape.
TYPED = {
    "accounts:daftar": {"phone": "0813 9999 1234"},
    "accounts:pegawai_baru": {"username": "rudi.baru"},
    "workflow:detail": {"isi": "Sudah dua minggu."},
    "perlengkapan:segel_terima": {"dari": "ZZ-101", "sampai": "ZZ-110"},
    "perlengkapan:penarikan_baru": {"mulai": str(today()), "sampai": str(today())},
    "uttp:gugur": {"tanggal": str(today())},
}
# Pages with a form that, filled as here, makes a row; more may.
MAKES_ROWS = {
    "accounts:daftar",
    "accounts:pegawai_baru",
    "accounts:pegawai_nonaktif",
    "accounts:pegawai_ubah",
    "accounts:peran_beri",
    "accounts:peran_hentikan",
    "accounts:profil_ubah",
    "perlengkapan:pengecualian",
    "perlengkapan:pengembalian",
    "perlengkapan:segel_terima",
    "perlengkapan:standar_pinjam",
    "uttp:standar_baru",
    "workflow:banding-keterkaitan",
    "workflow:detail",
    "workflow:kompensasi-aturan_baru",
    "workflow:skhp-ganti",
    "workflow:step",
    "workflow:tempat_pakai-foto",
    "workflow:tempat_pakai-kalender",
}
# Whoever sends these without an account finds the case by what the session holds.
SHOWN_IN_THE_SESSION = {"workflow:pengaduan-baru"}
panggung_isi, kami, mereka = test_crawl.panggung_isi, test_crawl.kami, test_crawl.mereka


def people_of(page, office):
    """Who looks at the page: everybody whom it lets in; a stranger where it is public."""
    if page.access == ("public",):
        return [None, office.people["wajib_ttu"]]
    return [office.people[role] for role in allowed_to(page)]


def sent_from(page, m, masuk):
    """Each form of the page's addresses once, with the first person who is shown it."""
    seen = set()
    for user in people_of(page, m.office):
        for url in addresses(page, m):
            answer = masuk(user).get(url)
            if status(answer) != 200 or "text/html" not in answer["Content-Type"]:
                continue
            for form in formulir.forms_of(answer, url):
                mark = (form.url, *sorted(form.data))
                if mark not in seen and not form.url.startswith("/akun/keluar/"):
                    seen.add(mark)
                    yield user, form


@each([page for page in PAGES if page.name not in ENDS_THE_SESSION])
def test_a_form_sent_twice_does_its_work_once_and_leads_to_the_same_place(page, kami, masuk):
    worked = False
    for user, form in sent_from(page, kami, masuk):
        assert FIELD in form.data, form.url
        hidden = {n for n, b in form.boxes.items() if isinstance(b.widget, PasswordInput)}
        assert all(SECRET.search(name) for name in hidden), "an error page would write it back"
        form.data |= {n: v for n, v in TYPED.get(page.name, {}).items() if n in form.data}
        client, before = masuk(user), formulir.rows()
        first, after = form.send(client), formulir.rows()
        if first.status_code == 302 and after != before:
            second = form.send(client)
            assert (second.status_code, second["Location"]) == (302, first["Location"]), form.url
            assert formulir.rows() == after, form.url
            if any(form.data.get(OF_A_CASE, [])) and page.name not in SHOWN_IN_THE_SESSION:
                tells_what_is_stored(form, client, first["Location"])
            worked = True
    assert worked or page.name not in MAKES_ROWS


def tells_what_is_stored(form, client, address):
    """The key of a case that was made, and another word: neither is lost, neither is doubled."""
    before = formulir.rows()
    answer = form.send(client, tambahan="Isian lain.")
    assert answer.status_code == 409 and f'href="{address}"' in answer.text, form.url
    assert "Isian lain." in answer.text and form.data[OF_A_CASE][0] not in answer.text, form.url
    assert formulir.rows() == before, form.url


@each([page for page in PAGES if page.name == "workflow:detail"])
def test_the_same_form_with_other_words_is_another_sending(page, kami, masuk):
    """Back to the page, another text, sent again: the browser sends the key of the same form."""
    user, form = next(
        (user, form) for user, form in sent_from(page, kami, masuk) if form.url.endswith("/tambah/")
    )
    client, before = masuk(user), Balasan.objects.count()
    for text in ("Sudah dua minggu.", "Sudah tiga minggu.", "Sudah tiga minggu."):
        assert form.send(client, isi=text).status_code == 302
    assert Balasan.objects.count() == before + 2


@each([page for page in PAGES if page.name == "accounts:daftar"])
def test_an_answer_that_filled_the_session_is_given_to_a_second_try_too(page, kami, masuk):
    """The first answer was lost on its way, and the cookie with it."""
    ((_, form),) = sent_from(page, kami, masuk)
    form.data |= TYPED[page.name]
    for _ in range(2):
        client = masuk()
        answer = client.get(form.send(client)["Location"])
        assert answer.status_code == 200 and "belum aktif" in answer.text
