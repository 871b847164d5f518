"""The page that asks for the password behind a mere button, and what several pages do after it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from metrologi.accounts import sesi
from metrologi.accounts.forms.konfirmasi import KonfirmasiForm
from metrologi.accounts.models import User
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


def akhiri_semua(request: HttpRequest, user: User, kembali: str) -> HttpResponse:
    """End all sessions of an account that this person looks after, but for the one in use."""
    page = tanya(
        request,
        judul="Akhiri semua sesi",
        akibat=f"{user.nama} harus masuk lagi di semua perangkat, dan diberi tahu.",
        tombol="Akhiri semua sesi",
        kembali=kembali,
    )
    if page:
        return page
    ended = sesi.akhiri_semua(user, request.user, request.session)
    messages.success(request, f"{ended} sesi {user.nama} diakhiri.")
    return redirect(kembali)
