"""Public tracking: a number and its access code show state and promised time, never a name."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.accounts.batas import Batas, batasi
from metrologi.portal.pintu import Tempat, pintu
from metrologi.workflow import tracking

TRIES = Batas("lacak", most=15, minutes=10)
UNKNOWN = "Nomor dan kode akses ini tidak cocok. Periksa keduanya di bukti order atau pesan Anda."


class LacakForm(forms.Form):
    """Number and access code of a case."""

    nomor = forms.CharField(
        label="Nomor permohonan",
        max_length=80,
        help_text="Tertera di bukti order dan di pesan dari kami.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kode = forms.CharField(
        label="Kode akses",
        max_length=20,
        help_text="Sepuluh huruf dan angka, besar kecilnya bebas.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )


@access.public
@batasi(TRIES)
def lacak(request: HttpRequest) -> HttpResponse:
    """The code comes by POST, so that no address or log holds it; a number alone may use GET."""
    if request.method != "POST":
        form = LacakForm(initial={"nomor": request.GET.get("nomor", "")})
        return render(request, "portal/lacak.html", {"form": form, "pintu": pintu(Tempat.LACAK)})
    form = LacakForm(request.POST)
    found = (
        tracking.find(form.cleaned_data["nomor"], form.cleaned_data["kode"])
        if form.is_valid()
        else None
    )
    if form.is_valid() and found is None:
        form.add_error(None, UNKNOWN)
    context = {"form": form, "found": found, "pintu": pintu(Tempat.LACAK)}
    return render(request, "portal/lacak.html", context, status=200 if found else 422)
