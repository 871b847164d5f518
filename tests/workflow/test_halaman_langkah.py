"""The page of a step tells what it does, what is missing, and shows what is to be signed."""

import pytest
from django.urls import reverse

from metrologi.workflow import registry
from tests.walk import walk

pytestmark = pytest.mark.django_db
TAKEN = [
    pytest.param(step, id=f"{machine.code}-{step.name}")
    for machine in registry.all_machines()
    for step in machine.steps.values()
    # An opening and a step with a page of its own say it there.
    if not (step.reaction or step.opens or step.surface)
]


def page(client, case, name):
    return client.get(reverse("workflow:step", args=[case.machine.code, case.pk, name]))


@pytest.mark.parametrize("step", TAKEN)
def test_every_step_says_in_a_sentence_what_it_does(step):
    assert step.hint.endswith((".", "!")), step.label


def test_who_has_nothing_to_fill_in_is_told_to_press(client, office):
    letter = walk(office.konsep(), "ditandatangani", office.people, office.samples())
    client.force_login(office.people["administrasi"])
    told = page(client, letter, "terbitkan").content.decode()
    assert "Tidak ada yang perlu diisi" in told and letter.machine.steps["terbitkan"].hint in told


def test_who_cannot_take_the_step_yet_is_shown_why_and_no_boxes(client, office):
    case = walk(office.order(), "diuji", office.people, office.samples())
    client.force_login(office.people["penera"])
    told = page(client, case, "selesai_uji").content.decode()
    assert "Langkah ini tidak dapat dilakukan sekarang" in told
    assert 'name="seen"' not in told and f'href="{case.get_absolute_url()}">Kembali' in told


@pytest.mark.parametrize(
    ("code", "state", "step"),
    [
        ("skhp", "diperiksa", "tandatangani"),
        ("perjalanan", "menunggu_spt", "terbitkan_spt"),
        ("sidang", "menunggu_spt", "tandatangani"),
        ("kompensasi", "penandatanganan", "tandatangani_surat"),
        ("penarikan", "menunggu", "setujui"),
    ],
)
def test_who_signs_opens_the_draft_from_the_page_that_asks_the_passphrase(
    client, office, code, state, step
):
    case = office.case_in(registry.get(code), state)
    client.force_login(office.people["kepala"])
    draft = reverse(registry.procedure(code).konsep, args=[case.pk])
    assert f'href="{draft}"' in page(client, case, step).content.decode()
    assert client.get(draft).status_code == 200


def test_who_signs_a_paper_that_the_form_still_changes_is_shown_no_old_draft(client, office):
    trip = office.case_in(registry.get("perjalanan"), "berjalan")
    client.force_login(office.people["kepala"])
    assert "Lihat konsep" not in page(client, trip, "ganti_petugas").content.decode()


def test_who_may_not_take_a_step_is_led_back_to_the_case(client, office):
    case = office.order()
    client.force_login(office.people["penera"])
    answer = page(client, case, "terima")
    assert answer.status_code == 403
    assert f'href="{case.get_absolute_url()}"' in answer.content.decode()
