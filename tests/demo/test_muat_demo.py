"""The demo office made whole, as `bin/demo` makes it: no case of it is in another's way."""

import pytest
from django.core.management import call_command

from metrologi.demo import kantor
from metrologi.demo.management.commands.muat_demo import Command
from metrologi.demo.riwayat import Buku
from metrologi.workflow import registry

pytestmark = pytest.mark.django_db


def test_the_whole_office_is_made_with_a_case_of_every_procedure(settings, capsys):
    settings.DEMO = True
    call_command(Command())
    assert "26 akun" in capsys.readouterr().out
    assert not kantor.terputus()
    cases = {machine.code: machine.model.objects.count() for machine in registry.all_machines()}
    assert cases["orders"] >= len(Buku(kantor.Uml.objects.get()).rencana)
    assert not [code for code, count in cases.items() if not count]
