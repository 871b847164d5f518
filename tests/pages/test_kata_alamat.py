"""Nonsense in every word that a page may read from its address breaks none of them."""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from metrologi.accounts.roles import Role
from tests.kode.sumber import PACKAGES, ROOT
from tests.pages import test_crawl
from tests.pages.test_crawl import ENDS_THE_SESSION, PAGES, addresses, allowed_to, status

pytestmark = pytest.mark.django_db
panggung_isi, kami, mereka = test_crawl.panggung_isi, test_crawl.kami, test_crawl.mereka
READ = re.compile(r"GET(?:\.get(?:list)?)?[\[(]\"(\w+)\"")
# More figures than Python makes a number of, and no month.
NONSENSE = ["9" * 5000, "2026-13"]
# This one names what the page is about: a wrong one is 404 and hides all the others.
NAMES = {"kantor"}


def words():
    sources = [path.read_text() for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
    return sorted({word for text in sources for word in READ.findall(text)} - NAMES)


def test_the_words_are_found():
    assert {"cari", "semester", "bulan", "tahun", "hal", "uttp"} <= set(words())


def asker(page):
    """A role that the page lets in; None for a stranger."""
    if page.access == ("public",):
        return None
    return Role.KEPALA if page.access == ("login",) else allowed_to(page)[0]


def test_nonsense_in_the_address_breaks_no_page(kami, masuk):
    pages = [p for p in PAGES if p.access != ("installation",) and p.name not in ENDS_THE_SESSION]
    clients, broken = {None: masuk()}, []
    for page in pages:
        role = asker(page)
        client = clients.setdefault(role, masuk(kami.office.people[role]) if role else masuk())
        url = addresses(page, kami)[0]
        for nonsense in NONSENSE:
            query = dict.fromkeys(words(), nonsense) | {"kantor": kami.uml.kode}
            if status(client.get(f"{url}?{urlencode(query)}")) >= 500:
                broken.append((url, nonsense[:12]))
    assert broken == []
    # The session was good to the end: what was asked was answered by the pages themselves.
    assert clients[Role.KEPALA].get(reverse("accounts:profil")).status_code == 200
