"""Every page that any test opens asks the database at most so many questions: the mark is not left to chosen pages."""
from django.db import connection
from django.test import Client

MOST = 15
GET = Client.get


class Asked:
    """The questions of one request."""

    def __init__(self):
        self.said = []

    def __call__(self, execute, sql, params, many, context):
        self.said.append(sql)
        return execute(sql, params, many, context)


def get(client, *args, **kwargs):
    """As Django's; a page over the mark is asked once more, for a process learns the calendar and the kinds of rows once."""
    answer, said = counted(client, *args, **kwargs)
    if len(said) > MOST and is_page(answer) and not getattr(answer, "redirect_chain", None):
        answer, said = counted(client, *args, **kwargs)
        assert len(said) <= MOST, f"{answer.request['PATH_INFO']} asks {len(said)} times:\n" + "\n".join(s[:200] for s in said)
    return answer


def counted(client, *args, **kwargs):
    asked = Asked()
    with connection.execute_wrapper(asked):
        return GET(client, *args, **kwargs), asked.said


def is_page(answer):
    return answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
