"""A test client that looks: every page it opens may ask the database so many questions, and every
answer tells browsers what it must.
"""

from django import test
from django.db import connection

from tests.jawaban import lacks

# One of them takes a message out of the session.
MOST = 18
# What a process asks once and keeps: the numbers of the kinds of rows, and an office's calendar.
KEPT = tuple(
    f'FROM "{table}"'
    for table in ("django_content_type", "clock_jamkerja", "clock_masaramadan", "clock_harilibur")
)


class Asked:
    """The questions of one request that every request asks anew."""

    def __init__(self):
        self.said = []

    def __call__(self, execute, sql, params, many, context):
        if not any(kept in sql for kept in KEPT):
            self.said.append(sql)
        return execute(sql, params, many, context)


class Client(test.Client):
    """Django's client; a page that asks more than `most` questions fails the test that opens it."""

    def __init__(self, *, most=MOST, **options):
        super().__init__(**options)
        self.most = most

    def request(self, **environ):
        answer = super().request(**environ)
        assert lacks(answer) == [], f"{environ.get('PATH_INFO')}: {lacks(answer)}"
        return answer

    def get(self, *args, **kwargs):
        asked = Asked()
        with connection.execute_wrapper(asked):
            answer = super().get(*args, **kwargs)
        if is_page(answer) and not getattr(answer, "redirect_chain", None):
            assert len(asked.said) <= self.most, too_many(answer, asked.said)
        return answer


def is_page(answer):
    return answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")


def too_many(answer, said):
    page = answer.request["PATH_INFO"]
    return f"{page} asks {len(said)} times:\n" + "\n".join(question[:200] for question in said)
