"""In the guide of each role stands every step that the role takes, under the name of its button."""

import pytest
from django.utils.html import escape

from metrologi.accounts.roles import STAFF
from metrologi.portal.views.panduan import GUIDES
from metrologi.workflow import registry

pytestmark = pytest.mark.django_db


def steps_of(*roles):
    every = [step for machine in registry.all_machines() for step in machine.steps.values()]
    return [step for step in every if set(roles) & set(step.actors) and not step.reaction]


def roles_of(guide):
    return guide.peran or (guide.slug,)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug)
def test_a_person_finds_each_of_their_steps_in_their_guide(client, unit, guide):
    page = client.get(f"/panduan/{guide.slug}/").text
    missing = [s.label for s in steps_of(*roles_of(guide)) if escape(s.label) not in page]
    assert missing == []


def test_every_role_that_takes_steps_has_a_guide():
    told = {role for guide in GUIDES for role in roles_of(guide)}
    assert {role for role in STAFF if steps_of(role)} <= told


@pytest.mark.parametrize("slug", ["kepala", "ketua_tim_pjtk", "staf_pjtk", "admin_satker"])
def test_the_guides_of_the_desk_begin_with_the_day_and_tell_of_absence(client, unit, slug):
    page = client.get(f"/panduan/{slug}/").text
    assert "Mulai dari Tugas saya" in page and "berhalangan" in page
