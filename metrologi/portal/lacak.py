"""Public tracking: a number and its access code give the road, a sentence and the promised time; never a name."""
from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.portal import errors
from metrologi.portal.throttle import Door
from metrologi.workflow import tracking

DOOR = Door("lacak", limit=15, minutes=10)
UNKNOWN = "Nomor dan kode akses ini tidak cocok. Periksa keduanya di bukti order atau pesan Anda."


class LacakForm(forms.Form):
    nomor = forms.CharField(label="Nomor permohonan", max_length=80,
                            help_text="Tertera di bukti order dan di pesan dari kami.",
                            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    kode = forms.CharField(label="Kode akses", max_length=20,
                           help_text="Sepuluh huruf dan angka, besar kecilnya bebas.",
                           widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false",
                                                         "autocapitalize": "characters"}))


@access.public
def lacak(request: HttpRequest) -> HttpResponse:
    """The code travels by POST, so that it stays out of addresses and logs; a number alone may come by GET."""
    if request.method != "POST":
        form = LacakForm(initial={"nomor": request.GET.get("nomor", "")})
        return render(request, "portal/lacak.html", {"form": form})
    if DOOR.closed(request):
        return errors.too_many(request, DOOR.seconds_left())
    form = LacakForm(request.POST)
    found = tracking.find(form.cleaned_data["nomor"], form.cleaned_data["kode"]) if form.is_valid() else None
    if form.is_valid() and found is None:
        DOOR.count(request)
        form.add_error(None, UNKNOWN)
    return render(request, "portal/lacak.html", {"form": form, "found": found}, status=200 if found else 422)
