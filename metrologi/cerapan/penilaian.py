"""What a sheet as filled so far is worth: its readings, the verdict, and the doubts about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from django import forms

from metrologi.accounts.models import Uml, User
from metrologi.bkd.tabel import berlaku_pada
from metrologi.cerapan import jangkauan, ketelitian, sambungan, tapak
from metrologi.cerapan.bentuk import TitikUji, nama
from metrologi.lembar.dasar import Alat, Lembar, Uji
from metrologi.lembar.nilai import Hasil, nilai
from metrologi.uttp.models import Standar, Uttp

# The usual classes of weights for a class of scale (OIML R 76-1 3.7.1: a third of the BKD at most).
PASANGAN = {
    "I": {"E1", "E2", "F1"},
    "II": {"E1", "E2", "F1", "F2", "M1"},
    "III": {"E1", "E2", "F1", "F2", "M1", "M2"},
}
TAHUN_TERTUA = 1900


class LembarTerisi(Protocol):
    """What judging needs of the form: whose sheet it is, its fields, and what was typed."""

    lembar: Lembar
    alat: Alat
    tahap: str
    cara: str
    hari: date
    uml: Uml
    uttp: Uttp
    penera: User
    uji: Sequence[Uji]
    rows: TitikUji
    fields: dict[str, forms.Field]
    data: Any
    is_bound: bool

    def __getitem__(self, name: str) -> forms.BoundField: ...


class Penilaian:
    """The judgement of one form; everything is found out once, when it is first asked for."""

    def __init__(self, form: LembarTerisi) -> None:
        self.form = form

    @cached_property
    def hasil(self) -> Hasil:
        """The verdict of what has been typed so far, with the doubts about it.

        Unreadable and missing readings count as open.
        """
        found = self.dari_bacaan
        if not self.form.is_bound:
            return found
        return replace(found, peringatan=[*found.peringatan, *self._ragu(found)])

    @cached_property
    def dari_bacaan(self) -> Hasil:
        """The verdict of the readings alone, asking nobody and no database."""
        form = self.form
        seen = {
            name.removeprefix("visual_"): str(form.data.get(name, ""))
            for name in form.fields
            if name.startswith("visual_")
        }
        return nilai(
            form.lembar, form.alat, form.tahap, form.cara, self.bacaan, seen, hari=form.hari
        )

    @cached_property
    def bacaan(self) -> dict[str, dict[str, Any]]:
        """What was read by "test_point" and field; None where nothing readable stands."""
        return {
            f"{u.kode}_{t.kunci}": {i.nama: self._terbaca[nama(u, t, i)][0] for i in t.isian}
            for u in self.form.uji
            for t in self.form.rows[u.kode]
        }

    @property
    def galat(self) -> dict[str, str]:
        """Why a reading cannot be read, by the name of its field."""
        return {name: why for name, (_, why) in self._terbaca.items() if why}

    @cached_property
    def _terbaca(self) -> dict[str, tuple[Any, str]]:
        """Value and fault of every reading by the name of its field."""
        return {
            nama(u, t, i): self._baca(nama(u, t, i))
            for u in self.form.uji
            for t in self.form.rows[u.kode]
            for i in t.isian
        }

    def _baca(self, name: str) -> tuple[Any, str]:
        field = self.form.fields[name]
        raw = self.form.data.get(name) if self.form.is_bound else field.initial
        try:
            return field.clean(raw), ""
        except forms.ValidationError as error:
            return None, " ".join(error.messages)

    @cached_property
    def pendapat(self) -> sambungan.Pendapat:
        """What stamps and seals on loan say about the marks."""
        return sambungan.pendapat(self.form)

    def _ragu(self, hasil: Hasil) -> list[str]:
        """Doubts about what stands outside the tests: coarse standards, years that cannot be."""
        form, chosen = self.form, self._standar_dipilih()
        found = self._terlalu_kasar(chosen)
        found += ketelitian.kurang_halus(chosen, form.alat.kelas)
        found += self._tak_terjangkau(chosen)
        with berlaku_pada(form.hari):
            found += ketelitian.ragu(chosen, hasil.titik(), self.bacaan)
        year = form.uttp.tahun_buat
        if year and not TAHUN_TERTUA <= year <= form.hari.year:
            found.append(f"Tahun pembuatan {year} tidak mungkin. Periksa pelatnya.")
        return found + self.pendapat.ragu + tapak.ragu(form.data, form.hari)

    def _tak_terjangkau(self, chosen: Sequence[Standar]) -> list[str]:
        """Loads of a scale that the chosen weights cannot make."""
        form = self.form
        if not form.lembar.timbangan or form.lembar.jenis_standar != Standar.Jenis.MASSA:
            return []
        loads = [isi["beban"] for isi in self.bacaan.values() if isi.get("beban")]
        other = bool(form.data.get("substitusi"))
        unit = form.alat.satuan
        return list(jangkauan.ragu(chosen, loads, unit, maks=form.alat.maks, substitusi=other))

    def _standar_dipilih(self) -> list[Standar]:
        ticked = {str(pk) for pk in self.form["standar"].data or []}
        own = self.form.fields["standar"]
        choices = own.queryset if isinstance(own, forms.ModelMultipleChoiceField) else ()
        return [standar for standar in choices if str(standar.pk) in ticked]

    def _terlalu_kasar(self, chosen: Sequence[Standar]) -> list[str]:
        kelas = self.form.alat.kelas
        usual = PASANGAN.get(kelas) if self.form.lembar.timbangan else None
        coarse = [s for s in chosen if usual and s.kelas and s.kelas.upper() not in usual]
        return [f"{s} kelas {s.kelas} terlalu kasar untuk timbangan kelas {kelas}." for s in coarse]
