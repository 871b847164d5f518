"""What becomes of the improvements that an evaluation of complaints plans.

Whoever is named for one is told, it comes back to Tugas saya before its day, and it stays there
until the Kepala has noted what was done.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import today
from metrologi.notifications.send import send
from metrologi.workflow.forms import StepForm
from metrologi.workflow.procedure import Tunggu
from metrologi.workflow.reactions import on
from pengaduan.machine import EVALUASI, EvaluasiStatus
from pengaduan.models import Evaluasi, RencanaPerbaikan

if TYPE_CHECKING:
    from metrologi.workflow.declare import StepData

# So many days before its day an improvement is shown.
SEBELUM = timedelta(days=7)


class CatatPerbaikanForm(StepForm):
    """Which improvement is done; the note says what was done."""

    perbaikan = forms.ModelChoiceField(
        RencanaPerbaikan.objects.none(),
        label="Perbaikan yang selesai",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Pilih perbaikan yang selesai.",
            "invalid_choice": "Perbaikan ini sudah dicatat selesai.",
        },
    )
    field_order = ("perbaikan", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            self.fields["perbaikan"].queryset = self.case.rencana.filter(selesai_at=None)


@on(EVALUASI.code, "sahkan_evaluasi")
def kabari_pelaksana(case: Evaluasi, *, by: User | None, data: StepData) -> None:
    """Everybody who is named for an improvement hears what and until when."""
    for row in case.rencana.select_related("pelaksana"):
        if row.pelaksana and row.pelaksana != by:
            send(
                row.pelaksana,
                judul=f"Perbaikan untuk Anda: {case.nomor}",
                isi=f"{row.uraian}. Selesaikan sebelum {tanggal(row.tenggat)}, lalu beri tahu "
                "Kepala agar dicatat.",
                case=case,
            )


def tunggu(user: User) -> list[Tunggu]:
    """Improvements that are due within a week or late, for who is named and for the Kepala."""
    units = user.units_with({Role.KEPALA})
    rows = RencanaPerbaikan.objects.filter(
        Q(pelaksana=user) | Q(evaluasi__uml__in=units),
        selesai_at=None,
        evaluasi__status=EvaluasiStatus.SELESAI,
        tenggat__lte=today() + SEBELUM,
    )
    return [
        _baris(row, dibuka=row.evaluasi.uml_id in units)
        for row in rows.select_related("evaluasi__uml")
    ]


def _baris(row: RencanaPerbaikan, *, dibuka: bool) -> Tunggu:
    """Only the Kepala opens an evaluation; whoever is named reads the sentence."""
    late = "terlambat, tenggatnya" if row.tenggat < today() else "selesaikan sebelum"
    words = f"Perbaikan “{row.uraian}” ({row.penanggung_jawab}): {late} {tanggal(row.tenggat)}."
    return Tunggu(words, row.evaluasi.get_absolute_url() if dibuka else "", "Buka")
