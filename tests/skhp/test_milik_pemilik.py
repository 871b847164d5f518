"""The owner finds what is theirs, and nothing that officers write to each other."""

import pytest

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.documents.models.dokumen import papers_of
from metrologi.uttp.models import Wakil
from metrologi.workflow import registry
from metrologi.workflow.run import run
from tests.anggaran import Client
from tests.walk import walk

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
DALAM = "Nama pemilik belum lengkap, tanyakan lagi."


def seen_by(user, url):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.get(url).text.partition("<main")[2].partition("</main>")[0]


def returned(office):
    letter = walk(office.konsep(), "diperiksa", office.people, office.samples())
    kepala = office.people["kepala"]
    return run(letter, "kembalikan", by=kepala, seen="diperiksa", note=DALAM)


def test_whoever_gets_a_letter_back_reads_first_why(office):
    letter, clerk = returned(office), office.people["administrasi"]
    page = seen_by(clerk, letter.get_absolute_url())
    assert page.index(DALAM) < page.index("Tindakan Anda")
    assert DALAM in seen_by(clerk, f"{letter.get_absolute_url()}ajukan/")


def test_the_owner_of_a_letter_reads_no_note_among_officers(office):
    letter = walk(returned(office), "terbit", office.people, office.samples())
    assert DALAM in seen_by(office.people["administrasi"], letter.get_absolute_url())
    assert DALAM not in seen_by(office.people["wajib_ttu"], letter.get_absolute_url())


@pytest.mark.parametrize("machine", registry.all_machines(), ids=lambda machine: machine.code)
def test_a_note_that_goes_from_officer_to_officer_stays_inside(machine):
    """What an outsider wrote, what comes to one, and why a case ended is read outside."""
    for step in machine.steps.values():
        # A step without a target leaves the case where it is.
        state = machine.states.get(step.target)
        goes_out = bool(set(step.by) & OUTSIDE)
        goes_out = goes_out or bool(state and (state.holder in OUTSIDE or state.final))
        assert machine.note_outside(step.name) == (goes_out or step.tells), step.name


def test_the_owner_downloads_the_certificate_from_the_first_page_and_the_order(office):
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    owner, number = office.people["wajib_ttu"], papers_of(letter)[-1].nomor
    for url in ("/tugas/", letter.origin.get_absolute_url()):
        page = seen_by(owner, url)
        assert "Surat hasil pengujian Anda" in page, url
        assert "Unduh<span" in page and number in page, url


def test_a_newcomer_is_told_one_thing_to_do(office):
    user = User.objects.create_user("budi", nama="Budi", password="kata-sandi-uji-1")
    Penugasan.objects.create(user=user, role=Role.WAJIB_TTU, uml=office.uml)
    page = seen_by(user, "/tugas/")
    assert page.count('class="btn btn-primary"') == 1 and "Catat usaha saya" in page
    Wakil.objects.create(pemilik=office.owner, user=user)
    assert "Catat alat saya" in seen_by(user, "/tugas/")
    office.uttp()
    assert "Langkah pertama" not in seen_by(user, "/tugas/")
