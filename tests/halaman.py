"""Which pages tell a person of a case."""
from django.urls import reverse


def pages_about(case, role, turn):
    """The case and the steps of the role; the lists it stands in for whoever has a step, and of the others for every third."""
    steps = [step.name for step in case.machine.from_state(case.status) if not step.reaction and role in step.by]
    yield case.get_absolute_url()
    if steps or turn % 3 == 0:
        yield from (reverse("workflow:list", args=[case.machine.code]), reverse("portal:tugas"))
    yield from (reverse("workflow:step", args=[case.machine.code, case.pk, name]) for name in steps)
