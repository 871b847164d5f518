"""What follows from steps of any case of tera: the word of a second person beside a stored test."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from metrologi.accounts.models import User
from metrologi.cerapan import tinjau
from metrologi.cerapan.models import Pengujian
from metrologi.pengujian.models import PerkaraUji
from metrologi.uttp.catatan import putuskan
from metrologi.workflow.declare import StepData
from metrologi.workflow.errors import Blocked, NotAllowed, Stale
from metrologi.workflow.reactions import on


@on(PerkaraUji, "kesampingkan")
def catat_pengesampingan(case: PerkaraUji, *, by: User | None, data: StepData) -> None:
    """The overruling as a row of its own, and what it means for the instrument from now on."""
    assert by is not None  # a step of the Kepala
    item, keputusan = data["item"], data["keputusan"]
    test = _bukan_penguji(item.pengujian, by)
    tinjau.kesampingkan(test, keputusan, oleh=by, alasan=data["note"])
    item.hasil = keputusan
    item.save(update_fields=["hasil"])
    putuskan(
        item.uttp,
        putusan=keputusan,
        tahap=item.tahap,
        tanggal=test.tanggal,
        oleh=by,
        nomor=case.nomor,
        keterangan=f"Putusan {test.get_keputusan_display().lower()} dikesampingkan: {data['note']}"[
            :200
        ],
    )


@on(PerkaraUji, "tegaskan")
def catat_penegasan(case: PerkaraUji, *, by: User | None, data: StepData) -> None:
    """The second penera's answer as a row; Stale if they have given one already."""
    assert by is not None  # a step of a penera
    test = _bukan_penguji(data["item"].pengujian, by)
    if not data["setuju"] and not data["note"].strip():
        raise Blocked(["Tulis mengapa Anda tidak setuju."])
    try:
        with transaction.atomic():
            tinjau.tegaskan(test, data["setuju"], penera=by, catatan=data["note"])
    except IntegrityError:
        raise Stale(f"Anda sudah menegaskan cerapan {test.uttp}.") from None


def _bukan_penguji(test: Pengujian, by: User | None) -> Pengujian:
    """The test, if `by` did not make it; NotAllowed otherwise.

    It is asked of each test, not of the case: two penera may confirm one another.
    """
    if by is None or test.penera_id == by.pk:
        raise NotAllowed(
            "Cerapan ini Anda sendiri yang mengisinya; harus orang lain yang meninjaunya."
        )
    return test
