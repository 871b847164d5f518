"""The page that asks for the password behind a mere button."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts.forms.konfirmasi import KonfirmasiForm
from metrologi.web import form_status


def tanya(
    request: HttpRequest, *, judul: str, akibat: str, tombol: str, kembali: str
) -> HttpResponse | None:
    """The page to answer with until the person has proven who they are; None once they have.

    `judul` is its title, `akibat` says what the button `tombol` will do, `kembali` leads back.
    """
    form = KonfirmasiForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        return None
    context = {
        "form": form,
        "judul": judul,
        "akibat": akibat,
        "tombol": tombol,
        "kembali": kembali,
    }
    return render(request, "accounts/konfirmasi.html", context, status=form_status(form))
