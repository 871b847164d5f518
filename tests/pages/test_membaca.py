"""Looking at a page changes nothing: no GET of any address by anybody writes a row."""

import pytest
from django.db import connection

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from tests.pages import test_crawl
from tests.pages.test_crawl import PAGES, addresses, allowed_to, each, status

pytestmark = pytest.mark.django_db
panggung_isi, kami, mereka = test_crawl.panggung_isi, test_crawl.kami, test_crawl.mereka
# What the server itself notes of a visit, whatever the page.
OF_THE_VISIT = {
    "django_session": "the session, and what it was asked to remember",
    "accounts_sesi": "when the session was last used",
    "portal_percobaan": "wrong guesses of addresses that hold a secret",
}
# What some page writes when it is looked at, and why that is right.
WRITTEN = {
    # Opening a message marks it as read for its reader, and leads to what it is about.
    "notifications:buka": {"notifications_pesan"},
}


def written():
    """Rows that this transaction has inserted, changed or deleted so far, by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())


def visitors(page, office):
    """A stranger, everybody whom the page lets in, and one whom it refuses."""
    allowed = allowed_to(page)
    refused = [role for role in Role if role not in allowed][:1]
    people = [None, *(office.people[role] for role in (*allowed, *refused))]
    if page.access == ("installation",):
        people.append(User.objects.create_superuser("pemasang", nama="Pemasang"))
    return people


@each(PAGES)
def test_no_page_writes_when_it_is_looked_at(page, kami, masuk):
    """Nor when a program only asks what there is; what is refused, refuses them all alike."""
    people = visitors(page, kami.office)
    for user, methods in [(user, ["GET"]) for user in people] + [(people[1], ["HEAD", "OPTIONS"])]:
        client = masuk(user)
        for url in addresses(page, kami):
            before = written()
            for method in methods:
                status(client.generic(method, url))
            grown = {table for table, count in written().items() if count > before.get(table, 0)}
            assert grown - set(OF_THE_VISIT) <= set(WRITTEN.get(page.name, ())), (user, url)


def test_what_is_written_is_seen(kami):
    before = written()
    kami.trader.nama = "Nama lain"
    kami.trader.save()
    assert written()["accounts_user"] == before.get("accounts_user", 0) + 1
