"""The fields of a sheet but for plate and marks: checklist, readings, standards, people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator

from metrologi.accounts.models import Absen, Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.cerapan import pelat
from metrologi.clock.indonesia import tanggal
from metrologi.lembar.dasar import TERA, Alat, Isian, Lembar, Titik, Uji
from metrologi.uttp.models import Standar

VISUAL = (("ya", "Ya"), ("tidak", "Tidak"), ("tb", "Tidak berlaku"))
# The points of every test by its code.
TitikUji = Mapping[str, list[Titik]]


class StandarBerlaku(ModelChoiceIterator):
    """What may be ticked: the standards whose certificate covers the day of the test."""

    def __iter__(self) -> Iterator[Any]:
        field: StandarField = self.field
        return (self.choice(s) for s in self.queryset if not s.alasan_tidak_berlaku(field.hari))


class StandarField(forms.ModelMultipleChoiceField):
    """Working standards; one whose certificate does not cover the day cannot be ticked.

    Sent all the same, it is refused by name.
    """

    iterator = StandarBerlaku

    def __init__(self, *, hari: date, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.CheckboxSelectMultiple,
            label="Standar yang dipakai",
            error_messages={
                "required": "Pilih standar yang dipakai.",
                "invalid_choice": "Standar ini tidak ada di kantor ini.",
            },
            **kwargs,
        )
        self.hari = hari

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        refused = [self._tolak(s) for s in chosen if s.alasan_tidak_berlaku(self.hari)]
        if refused:
            raise forms.ValidationError(refused)
        return chosen

    def habis(self) -> list[str]:
        """Why the standards that cannot be ticked cannot be used on the day."""
        return [self._tolak(s) for s in self.queryset if s.alasan_tidak_berlaku(self.hari)]

    def _tolak(self, standar: Standar) -> str:
        """Which certificate does not cover the day, and until when it did; else what ran out."""
        if standar.sertifikat_tanggal <= self.hari <= standar.berlaku_sampai:
            return standar.alasan_tidak_berlaku(self.hari)
        until = (
            f"berlaku sampai {tanggal(standar.berlaku_sampai)}"
            if self.hari >= standar.sertifikat_tanggal
            else f"baru berlaku mulai {tanggal(standar.sertifikat_tanggal)}"
        )
        return (
            f"Sertifikat {standar.sertifikat_nomor} dari {standar} {until}; tidak dapat dipakai "
            f"untuk pengujian {tanggal(self.hari)}."
        )

    def label_from_instance(self, obj: Any) -> str:
        until = tanggal(obj.berlaku_sampai)
        return f"{obj}, sertifikat {obj.sertifikat_nomor} berlaku sampai {until}"


def nama(uji: Uji, titik: Titik, isian: Isian) -> str:
    """The name of the field of a reading: "kebenaran_k1_tampil"."""
    return f"{uji.kode}_{titik.kunci}_{isian.nama}"


def semua_isian(ujian: Iterable[Uji], rows: TitikUji) -> Iterator[tuple[Uji, Titik, Isian]]:
    """Every reading of the tests, in the order of the sheet."""
    for uji in ujian:
        for titik in rows[uji.kode]:
            for isian in titik.isian:
                yield uji, titik, isian


def visual(lembar: Lembar, tahap: str) -> dict[str, forms.Field]:
    """The checklist as `visual_<code>`; what concerns tera alone is not asked at tera ulang."""
    return {
        f"visual_{kode}": forms.ChoiceField(
            label=kalimat, choices=VISUAL, required=False, widget=forms.RadioSelect
        )
        for kode, kalimat, hanya_tera in lembar.visual
        if not hanya_tera or tahap == TERA
    }


def bacaan(ujian: Iterable[Uji], rows: TitikUji, alat: Alat | None) -> dict[str, forms.Field]:
    """A field for every reading; `alat` is None where what was typed stands."""
    return {nama(u, t, isian): pelat.field(isian, alat) for u, t, isian in semua_isian(ujian, rows)}


def standar(uml: Uml, jenis: str, hari: date, *, wajib: bool) -> StandarField:
    """The office's standards of this kind to choose from."""
    own: QuerySet[Standar] = Standar.objects.filter(uml=uml, aktif=True, jenis=jenis)
    return StandarField(
        queryset=own, hari=hari, required=wajib, help_text="Diperlukan saat menyimpan."
    )


def penera_kedua(uml: Uml, hari: date, penera: User) -> forms.ModelChoiceField:
    """The office's other penera of that day, without those on leave or duty elsewhere."""
    duty = Penugasan.objects.pada(hari).filter(role=Role.PENERA, uml=uml)
    away = Absen.objects.antara(hari, hari)
    others = User.objects.filter(pk__in=duty.values("user"), is_active=True).exclude(
        Q(pk=penera.pk) | Q(pk__in=away.values("user"))
    )
    return forms.ModelChoiceField(
        others,
        label="Penera kedua",
        required=False,
        empty_label="(tidak ada)",
        error_messages={"invalid_choice": "Pilih penera kantor ini selain Anda."},
    )
