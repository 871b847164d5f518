"""The scope answer beside a form that is still being filled, and the fields a kind adds to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from metrologi.accounts import access
from metrologi.accounts.kantor import kantor_akun
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import STAFF
from metrologi.bkd.tulisan import AngkaSalah, baca_angka
from metrologi.clock.now import today
from metrologi.uttp.forms.alat import AlatForm
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.uttp.lingkup import Jawaban, jawab
from metrologi.uttp.masa_berlaku import aturan
from metrologi.uttp.models import Tempat
from metrologi.uttp.views import PENDAFTAR
from metrologi.web import whole_number


def jawaban_formulir(form: AlatForm, uml: Uml) -> Jawaban | None:
    """The answer for the form as it is filled in now; None before a kind is chosen.

    Numbers that cannot be read count as unknown.
    """
    jenis = form.jenis_terpilih
    if jenis is None:
        return None
    kelas = str(form["kelas"].value() or "")
    kelas = kelas if kelas in jenis.kelas else ""
    try:
        kapasitas = baca_angka(str(form["kapasitas_maks"].value() or ""))
    except AngkaSalah:
        kapasitas = None
    return jawab(uml, jenis, kelas, kapasitas, str(form["satuan"].value() or jenis.satuan))


@access.roles(*PENDAFTAR)
@require_POST
def isian(request: HttpRequest) -> HttpResponse:
    """The part of the form that depends on the kind, with the values typed, and the answer."""
    # The unit typed for the kind before would be wrong for this one.
    return render(request, "uttp/_isian.html", _context(request, lupa="satuan"))


@access.roles(*PENDAFTAR)
@require_POST
def lingkup(request: HttpRequest) -> HttpResponse:
    """The scope answer alone."""
    return render(request, "uttp/_lingkup.html", _context(request))


def _context(request: HttpRequest, lupa: str = "") -> dict[str, Any]:
    typed = {name: value for name, value in request.POST.items() if name != lupa}
    form = AlatForm(initial=typed, tempat=Tempat.objects.visible_to(request.user))
    return {"form": form, **konteks_jenis(form, request.user)}


def kantor_dari(form: AlatForm, user: Any) -> Uml:
    """The office that would test the instrument: that of the place, else of the officer."""
    chosen = whole_number(str(form["tempat"].value() or ""))
    places = form.fields["tempat"].queryset.select_related("pemilik__uml")
    place = places.filter(pk=chosen).first() if chosen else None
    if place is not None:
        office: Uml = place.pemilik.uml
        return office
    if satuan_kerja(user):
        return access.unit_of(user, *STAFF)
    return kantor_akun(user) or Uml.objects.default()


def konteks_jenis(form: AlatForm, user: Any) -> dict[str, Any]:
    """What the page says of the chosen kind: scope, obligation and period, what to prepare."""
    jenis = form.jenis_terpilih
    return {
        "jenis": jenis,
        "jawaban": jawaban_formulir(form, kantor_dari(form, user)) if jenis else None,
        "aturan": aturan(jenis, today()) if jenis else None,
    }
