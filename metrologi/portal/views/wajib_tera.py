"""Must my instrument be verified? Kind and use give duty, period, what to bring and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.accounts.kantor import KUNCI, per_kantor
from metrologi.accounts.models import Uml
from metrologi.clock.now import now
from metrologi.portal.pintu import Tempat, pintu
from metrologi.uttp import lingkup, masa_berlaku
from metrologi.uttp.fields import AngkaField
from metrologi.uttp.models import JenisUttp, MenitUji
from metrologi.uttp.models.jenis import Kewajiban

if TYPE_CHECKING:
    from collections.abc import Iterable

TRADE = "usaha"
USES = [
    (TRADE, "Usaha, jual beli, upah, pungutan, atau pelayanan umum"),
    ("sendiri", "Keperluan sendiri, tidak untuk transaksi"),
]


class TanyaForm(forms.Form):
    """The question; class and capacity may stay empty and are asked for only where they matter."""

    jenis: Any = forms.ModelChoiceField(label="Jenis alat", queryset=None, to_field_name="kode")
    guna = forms.ChoiceField(
        label="Dipakai untuk", choices=USES, initial=TRADE, widget=forms.RadioSelect
    )
    kelas = forms.ChoiceField(
        label="Kelas", required=False, help_text="Tertera di pelat alat; kosongkan bila tidak tahu."
    )
    kapasitas = AngkaField(label="Kapasitas maksimum", required=False, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = JenisUttp.objects.pilihan().select_related("induk")
        field: Any = self.fields["jenis"]
        field.queryset, field.choices = kinds, grouped(kinds)
        self._fit(next((k for k in kinds if k.kode == self.data.get("jenis")), None))

    def _fit(self, jenis: JenisUttp | None) -> None:
        """Ask for class and capacity only of a kind that has them."""
        if jenis is None or not jenis.kelas:
            del self.fields["kelas"]
        else:
            field: Any = self.fields["kelas"]
            field.choices = [("", "Tidak tahu"), *((k, k) for k in jenis.kelas)]
        if jenis is None or not jenis.satuan:
            del self.fields["kapasitas"]
        else:
            self.fields["kapasitas"].label = f"{jenis.label_kapasitas} ({jenis.satuan})"


def grouped(kinds: Iterable[JenisUttp]) -> list[tuple[str, Any]]:
    """Choices with the families as groups, in the order of the regulation."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds:
        groups.setdefault(kind.induk.nama if kind.induk else "Lainnya", []).append(
            (kind.kode, kind.nama)
        )
    return [("", "Pilih jenis alat"), *groups.items()]


@access.public
@per_kantor
def wajib_tera(request: HttpRequest, uml: Uml) -> HttpResponse:
    """Whether an instrument must be verified, how often, and where."""
    is_question = "jenis" in request.GET
    form = TanyaForm({"guna": TRADE, **request.GET.dict()}) if is_question else TanyaForm()
    context = {
        "form": form,
        "kantor": request.GET.get(KUNCI, ""),
        **(answer(form.cleaned_data, uml) if is_question and form.is_valid() else {}),
    }
    return render(request, "portal/wajib_tera.html", context)


def answer(data: dict[str, Any], uml: Uml) -> dict[str, Any]:
    """What the page says to these answers."""
    jenis, today = data["jenis"], now().date()
    rule = masa_berlaku.aturan(jenis, today)
    scope = lingkup.jawab(
        uml, jenis, data.get("kelas", ""), data.get("kapasitas"), jenis.satuan, today
    )
    needed = data["guna"] == TRADE and rule is not None and rule.kewajiban != Kewajiban.BEBAS
    return {
        "jenis": jenis,
        "aturan": rule,
        "lingkup": scope,
        "wajib": needed,
        "usaha": data["guna"] == TRADE,
        "menit": MenitUji.per_jenis(uml.pk).get(jenis.pk, jenis.menit_uji),
        "pintu": pintu(Tempat.WAJIB_TERA),
        "persiapan": jenis.persiapan or (jenis.induk.persiapan if jenis.induk else ""),
    }
