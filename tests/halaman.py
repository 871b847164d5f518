"""Which pages tell a person of a case, and all pages of their messages."""

from django.urls import reverse


def pages_about(case, role):
    """The case, the list it stands in, the person's tasks, and the steps of the role from its
    state.
    """
    yield case.get_absolute_url()
    yield reverse("workflow:list", args=[case.machine.code])
    yield reverse("portal:tugas")
    for step in case.machine.from_state(case.status):
        if not step.reaction and role in step.by:
            yield reverse("workflow:step", args=[case.machine.code, case.pk, step.name])


def messages(client):
    """The text of every page of the person's messages."""
    answer = client.get(reverse("notifications:daftar"))
    yield answer.text
    for number in answer.context["page_obj"].paginator.page_range[1:]:
        yield client.get(reverse("notifications:daftar"), {"hal": number}).text
