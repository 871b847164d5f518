"""A state of a machine that serves several procedures promises what the paper of each of them
grants.
"""

from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import jam_kerja, menit_kerja
from metrologi.workflow import registry
from metrologi.workflow.declare import Machine, State


class Status(models.TextChoices):
    KONSEP = "konsep", "Konsep"
    AKHIR = "akhir", "Akhir"


def test_the_promise_of_a_state_is_the_one_of_the_procedure_that_asks():
    machine = Machine(
        code="contoh",
        title="Contoh",
        sop="Contoh",
        status=Status,
        number="{urut}",
        states={
            Status.KONSEP: State(
                Role.ADMINISTRASI, sla=menit_kerja(30), sla_asal={"jauh": jam_kerja(1)}
            ),
            Status.AKHIR: State(final=True),
        },
    )

    @machine.step(
        "Ajukan",
        source=Status.KONSEP,
        target=Status.AKHIR,
        by=Role.ADMINISTRASI,
        sop=("dekat:1", "jauh:1"),
    )
    def ajukan(self):
        """Nothing to set."""

    step = machine.steps["ajukan"]
    assert [str(machine.sla_of(step, asal)) for asal in ("", "dekat", "jauh")] == [
        "30 menit",
        "30 menit",
        "1 jam",
    ]


def test_a_draft_after_a_visit_has_an_hour_and_one_at_the_office_half_of_it():
    state = registry.get("skhp").states["konsep"]
    assert [str(state.janji(asal)) for asal in ("orders", "tempat_pakai", "sidang")] == [
        "30 menit",
        "1 jam",
        "30 menit",
    ]
