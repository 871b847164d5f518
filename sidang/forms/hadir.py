"""The form of the attendance register: who came, and with which instruments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.core.exceptions import ValidationError

from metrologi.accounts import telepon
from metrologi.pengujian.berjalan import berjalan
from metrologi.uttp.cari import lipat
from metrologi.uttp.fields import AngkaField
from metrologi.uttp.models import JenisUttp, Pemilik, Uttp
from metrologi.web import whole_number

if TYPE_CHECKING:
    from sidang.models import Sidang

ROWS, MOST, ALIKE, SHOWN = 1, 20, 20, 60
TANPA_MEREK = "Tanpa merek"


class BarisForm(forms.Form):
    """One instrument that is new to the office, or several alike without a serial number."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    jenis = forms.TypedChoiceField(label="Jenis UTTP", required=False, empty_value=None)
    merek = forms.CharField(max_length=60, required=False)
    kapasitas_maks = AngkaField(label="Kapasitas", required=False)
    e = AngkaField(label="e", required=False)
    nomor_seri = forms.CharField(label="Nomor seri", max_length=60, required=False)
    jumlah = forms.IntegerField(min_value=1, max_value=ALIKE, required=False, initial=1)
    anak_timbangan = forms.IntegerField(
        label="Anak timbangan", min_value=0, max_value=99, required=False
    )
    tera = forms.BooleanField(label="Baru dibeli (tera)", required=False)
    minta_skhp = forms.BooleanField(label="SKHP", required=False)

    def __init__(self, *args: Any, kinds: dict[str, JenisUttp], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kunci"].initial = uuid4
        self.fields["jenis"].choices = [
            ("", "Pilih jenis"),
            *((pk, kind.nama) for pk, kind in kinds.items()),
        ]
        self.fields["jenis"].coerce = partial(_kind, kinds)

    @property
    def terisi(self) -> bool:
        return any(
            self.cleaned_data.get(name)
            for name in ("jenis", "merek", "nomor_seri", "kapasitas_maks")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.terisi and not data.get("jenis") and "jenis" not in self.errors:
            self.add_error("jenis", "Pilih jenisnya.")
        if data.get("nomor_seri") and not data.get("merek"):
            self.add_error("merek", "Isi mereknya.")
        if data.get("nomor_seri") and (data.get("jumlah") or 1) > 1:
            self.add_error(
                "jumlah", "Satu nomor seri untuk satu UTTP; tambah baris untuk yang lain."
            )
        if data.get("kapasitas_maks") is not None and data["kapasitas_maks"] <= 0:
            self.add_error("kapasitas_maks", "Isi lebih dari nol.")
        return data

    def row(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            **data,
            "kunci": data["kunci"] or uuid4(),
            "merek": data["merek"] or TANPA_MEREK,
            "jumlah": data["jumlah"] or 1,
            "anak_timbangan": data["anak_timbangan"] or 0,
        }


def _kind(kinds: dict[str, JenisUttp], pk: str) -> JenisUttp:
    if pk not in kinds:
        raise ValueError(pk)
    return kinds[pk]


class _BarisSet(forms.BaseFormSet):
    def clean(self) -> None:
        """The same serial twice in one post would be one instrument entered twice."""
        rows = [
            f.cleaned_data for f in self.forms if f.is_valid() and f.cleaned_data.get("nomor_seri")
        ]
        seen = [(r["jenis"], lipat(r["merek"]), lipat(r["nomor_seri"])) for r in rows]
        if len(set(seen)) < len(seen):
            raise ValidationError("Nomor seri yang sama ditulis dua kali.")


BarisSet = forms.formset_factory(
    BarisForm, formset=_BarisSet, extra=ROWS, max_num=MOST, absolute_max=MOST, validate_max=True
)


def jenis_sidang() -> dict[str, JenisUttp]:
    """What can be carried to a table and has a sheet."""
    kinds = JenisUttp.objects.pilihan().exclude(lembar="").filter(terpasang=False)
    return {str(kind.pk): kind for kind in kinds}


class HadirForm(forms.Form):
    """Owner chosen (`pemilik`) or typed; `uttp` ticks known instruments, `baris` adds new ones."""

    kunci = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"invalid": "Muat ulang halaman, lalu simpan lagi."},
    )
    nama = forms.CharField(label="Nama pemilik atau usaha", max_length=120, required=False)
    telepon = forms.CharField(
        max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    los = forms.CharField(label="Los, kios, atau alamat", max_length=120, required=False)

    def __init__(self, *args: Any, sidang: Sidang, pemilik: Pemilik | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sidang, self.pemilik = sidang, pemilik
        self.fields["kunci"].initial = uuid4
        self.baris = BarisSet(
            self.data if self.is_bound else None, prefix="b", form_kwargs={"kinds": jenis_sidang()}
        )
        self.known = self._known()
        if pemilik:
            for name in ("nama", "telepon", "los"):
                del self.fields[name]

    def _known(self) -> list[Uttp]:
        """The owner's instruments that a table can take, those of this place first.

        Who has them already is said.
        """
        if self.pemilik is None:
            return []
        rows = self.pemilik.uttp.filter(aktif=True, jenis__terpasang=False).exclude(
            jenis__lembar=""
        )
        found = list(
            rows.select_related("jenis", "tempat").order_by("berlaku_sampai", "pk")[:SHOWN]
        )
        taken = {
            r.uttp_id: r.perkara
            for r in self.sidang.baris.filter(uttp__in=found, aktif=True).select_related("perkara")
        }
        held = berjalan(u for u in found if u.pk not in taken)
        for uttp in found:
            uttp.terdaftar = taken.get(uttp.pk)
            uttp.dalam = held.get(uttp.pk)
        return sorted(found, key=lambda u: u.tempat.pasar.lower() != self.sidang.pasar.lower())

    def pilihan(self) -> Iterator[dict[str, Any]]:
        """What the page shows of each known instrument, as posted."""
        ticked = set(self._list("uttp"))
        for uttp in self.known:
            yield {
                "uttp": uttp,
                "dipilih": uttp.kode in ticked,
                "skhp": bool(self.data.get(f"skhp_{uttp.kode}")),
                "at": self.data.get(f"at_{uttp.kode}", ""),
                "wajib_skhp": uttp.jenis.wajib_skhp,
            }

    def _list(self, name: str) -> list[str]:
        return (
            list(self.data.getlist(name)) if self.is_bound and hasattr(self.data, "getlist") else []
        )

    def clean_telepon(self) -> str:
        return telepon.normal(self.cleaned_data["telepon"]) if self.cleaned_data["telepon"] else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.pemilik is None and not data.get("nama") and "nama" not in self.errors:
            self.add_error("nama", "Isi nama pemilik.")
        if not self.baris.is_valid():
            self.add_error(None, "Periksa baris UTTP yang diberi tanda.")
            for message in self.baris.non_form_errors():
                self.add_error(None, message)
        elif not self.rows(data.get("kunci")):
            self.add_error(None, "Pilih atau tulis sekurangnya satu UTTP.")
        return data

    def rows(self, kunci: UUID | None = None) -> list[dict[str, Any]]:
        """What the step receives.

        A known instrument's key follows from the form's, so that a retry has the same.
        """
        kunci = kunci or self.cleaned_data.get("kunci") or uuid4()
        ticked = {p["uttp"].kode: p for p in self.pilihan() if p["dipilih"]}
        known = [
            {
                "uttp": p["uttp"],
                "kunci": uuid5(kunci, kode),
                "minta_skhp": p["skhp"],
                "anak_timbangan": _count(p["at"]),
            }
            for kode, p in ticked.items()
        ]
        return [*known, *(form.row() for form in self.baris if form.terisi)]

    def hadirin(self) -> dict[str, Any]:
        return {
            "pemilik": self.pemilik,
            **{n: self.cleaned_data.get(n, "") for n in ("nama", "telepon", "los")},
        }


def _count(raw: str) -> int:
    return min(whole_number(raw, longest=3) or 0, 99)
