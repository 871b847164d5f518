"""An opening leaves no state, so its promise stands on the step itself."""

from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import menit_kerja
from metrologi.workflow.declare import Machine, State


class Status(models.TextChoices):
    BARU = "baru", "Baru"


def test_the_promise_of_an_opening_is_the_one_its_step_declares():
    machine = Machine(
        code="contoh",
        title="Contoh",
        sop="Contoh",
        status=Status,
        number="{urut}",
        states={Status.BARU: State(final=True)},
        remarks={1: "Disusun ulang."},
    )

    @machine.opening(
        "Buka", target=Status.BARU, by=Role.PELANGGAN, sop="contoh:1", sla=menit_kerja(15)
    )
    def buka(self):
        """Nothing to set."""

    assert str(machine.sla_of(machine.steps["buka"])) == "15 menit"
    assert machine.remarks == {1: "Disusun ulang."}
