"""Every mistake that a machine can make about its states and steps, planted one by one, is told."""

import pytest
from django.db import models

from metrologi.accounts.roles import Role
from metrologi.clock.duration import hari_kalender
from metrologi.workflow.declare import Machine, State, Timeout

A, P, W = Role.ADMINISTRASI, Role.PENERA, Role.WAJIB_TTU


class Status(models.TextChoices):
    MASUK = "masuk", "Masuk"
    SELESAI = "selesai", "Selesai"


SOUND = {Status.MASUK: State(A), Status.SELESAI: State(final=True)}


def machine(states=None, *, by=A, source=Status.MASUK, target=Status.SELESAI, **options):
    """An opening to `masuk` and one step `tutup`; sound unless the arguments say otherwise."""
    made = Machine(
        code="contoh",
        title="Contoh",
        sop="Contoh",
        status=Status,
        number="C/{urut}",
        states=states or SOUND,
    )

    @made.opening("Buka", target=Status.MASUK, by=A, sop="contoh:1")
    def buka(self): ...

    @made.step("Tutup", source=source, target=target, by=by, sop="contoh:2", **options)
    def tutup(self): ...

    return made


def test_a_sound_machine_has_no_problems():
    assert machine().problems() == []


LATE = Timeout(hari_kalender(3), "tutupp")
WRONG = {
    "contoh: status selesai tidak dinyatakan di kedua tempat": machine({Status.MASUK: State(A)}),
    "contoh.masuk: tidak ada yang memegang": machine({**SOUND, Status.MASUK: State()}),
    "contoh.masuk: menunggu orang luar tanpa batas waktu": machine(
        {**SOUND, Status.MASUK: State(W)}, by=W
    ),
    "contoh.masuk: batas waktu menuju langkah yang tidak ada": machine(
        {**SOUND, Status.MASUK: State(A, timeout=LATE)}
    ),
    "contoh.masuk: akhir, tetapi ada langkah keluar": machine(
        {**SOUND, Status.MASUK: State(final=True)}
    ),
    "contoh.masuk: jalan buntu": machine(source=Status.SELESAI),
    "contoh.masuk: pemegangnya tidak punya langkah": machine(by=P),
    "contoh.tutup: status selesaii tidak dikenal": machine(target="selesaii"),
    "contoh.tutup: status masukk tidak dikenal": machine(source=("masuk", "masukk")),
    "contoh.tutup: empat mata menunjuk langkah bukaa yang tidak ada": machine(four_eyes="bukaa"),
    "contoh.masuk: yang ditunjuk tidak dapat diganti peran lain": machine(
        {**SOUND, Status.MASUK: State(A, bound="tutup")}
    ),
    "contoh.selesai: tidak dapat dicapai": machine(target=Status.MASUK),
}


@pytest.mark.parametrize("told", WRONG)
def test_each_mistake_is_told(told):
    assert told in WRONG[told].problems()


@pytest.mark.parametrize(("by", "sop"), [((), "contoh:2"), (A, ())])
def test_a_step_without_authority_or_row_is_refused(by, sop):
    with pytest.raises(ValueError, match="contoh: langkah 'Batal' tanpa pelaksana atau baris SOP"):
        machine().step("Batal", source=Status.MASUK, target=Status.SELESAI, by=by, sop=sop)


def test_a_step_that_is_declared_twice_is_refused():
    made = machine()
    with pytest.raises(ValueError, match="contoh: langkah tutup dinyatakan dua kali"):

        @made.step("Tutup", source=Status.MASUK, target=Status.SELESAI, by=A, sop="contoh:2")
        def tutup(self): ...
