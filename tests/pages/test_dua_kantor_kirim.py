"""Every form of one office, sent by the people of the other, and with things of the other in it."""

import pytest
from django import forms
from django.apps import apps
from django.db import connection

from metrologi.accounts.models import User
from tests.pages import formulir, test_crawl
from tests.pages.test_crawl import ENDS_THE_SESSION, PAGES, SHARED, allowed_to, each, located
from tests.pages.test_kirim import TYPED, sent_from

pytestmark = pytest.mark.django_db
panggung_isi, kami, mereka = test_crawl.panggung_isi, test_crawl.kami, test_crawl.mereka
REFUSED = {400, 403, 404, 405, 409, 422}


def held(uml):
    """What the tables hold of this office: any change of a row changes it."""
    parts = []
    for model in apps.get_models():
        names = {field.column for field in model._meta.local_concrete_fields}
        if "uml_id" in names:
            table = model._meta.db_table
            parts.append(
                f"SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text))"
                f" FROM {table} t WHERE uml_id = {uml.pk}"
            )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sorted(parts)))
        return dict(cursor.fetchall())


def of_theirs(box, m):
    """Things of their office of the kind that the box takes; none of those it offers."""
    model = box.queryset.model
    rows = model._default_manager.exclude(pk__in=box.queryset.order_by().values("pk"))
    if model is User:
        return list(rows.filter(pk__in=[user.pk for user in m.office.people.values()])[:1])
    names = {field.name for field in model._meta.get_fields()}
    for path in ("uml", "pemilik", "perkara", "penerimaan"):
        if path in names:
            owner = {"uml": m.uml, "pemilik": m.pemilik}.get(path)
            return list((rows.filter(**{path: owner}) if owner else rows)[:1])
    return []


@each([page for page in PAGES if page.name not in ENDS_THE_SESSION])
def test_a_form_refuses_things_of_the_other_office(page, kami, mereka, masuk):
    """In each box that names a thing, what was not offered is refused, and nothing moves."""
    for user, form in sent_from(page, kami, masuk):
        form.data |= TYPED.get(page.name, {})
        for name, box in form.choices().items():
            for thing in of_theirs(box, mereka):
                many = isinstance(box, forms.ModelMultipleChoiceField)
                browser = masuk(user)
                before, rows = held(mereka.uml), formulir.rows()
                answer = form.send(browser, **{name: [thing.pk] if many else thing.pk})
                assert answer.status_code in REFUSED, (form.url, name, thing, answer.status_code)
                assert held(mereka.uml) == before, (form.url, name)
                assert formulir.rows() == rows, (form.url, name)


@each([page for page in PAGES if located(page) and page.name not in SHARED])
def test_a_form_of_ours_does_nothing_for_people_of_the_other_office(page, kami, mereka, masuk):
    for _, form in sent_from(page, kami, masuk):
        form.data |= TYPED.get(page.name, {})
        for role in allowed_to(page):
            browser = masuk(mereka.office.people[role])
            before, rows = held(kami.uml), formulir.rows()
            answer = form.send(browser)
            assert answer.status_code in (403, 404), (role, form.url, answer.status_code)
            assert (held(kami.uml), formulir.rows()) == (before, rows), (role, form.url)
