"""Passkeys: made by who is signed in or must set up a factor, used at the second step."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from metrologi.accounts import access, faktor, langkah_masuk, sesi
from metrologi.accounts.faktor import passkey
from metrologi.accounts.forms.passkey import BuatPasskeyForm, BuatPasskeyLagiForm, PasskeyForm
from metrologi.accounts.models import AplikasiKode, Passkey, User
from metrologi.accounts.pendaftaran import catat
from metrologi.accounts.views.keamanan import terpasang
from metrologi.accounts.views.konfirmasi import tanya
from metrologi.web import form_status

# Session key: the challenge that the page on the screen holds; good for one answer.
TANTANGAN = "tantangan_passkey"


@access.public
@never_cache
@sensitive_post_parameters("jawaban")
def masuk(request: HttpRequest) -> HttpResponse:
    """The second step of signing in with a passkey."""
    user = langkah_masuk.ditanya(request)
    if user is None:
        return redirect("accounts:masuk")
    challenge = _asked(request)
    data = request.POST if request.method == "POST" else None
    form = PasskeyForm(data, request=request, user=user, tantangan=challenge)
    if form.is_valid():
        return redirect(langkah_masuk.selesai(request, user, "passkey"))
    context = {
        "form": form,
        "pilihan": _ask(request, *passkey.untuk_masuk(user)),
        "aplikasi": AplikasiKode.objects.filter(user=user).exists(),
    }
    return render(request, "accounts/faktor_passkey.html", context, status=form_status(form))


@access.public
@never_cache
@sensitive_post_parameters("jawaban", "password")
def baru(request: HttpRequest) -> HttpResponse:
    """Make a passkey on this device."""
    user = langkah_masuk.pemasang(request)
    if user is None:
        return redirect("accounts:masuk")
    challenge = _asked(request)
    form = _form(request, user, challenge)
    if form.is_valid():
        sentence = f"Passkey dibuat: {form.cleaned_data['nama']}"
        catat(user, faktor.Peristiwa.FAKTOR, user, sentence)
        return terpasang(request, user, "passkey")
    context = {"form": form, "pilihan": _ask(request, *passkey.untuk_daftar(user))}
    return render(request, "accounts/passkey_baru.html", context, status=form_status(form))


def _form(request: HttpRequest, user: User, challenge: bytes) -> BuatPasskeyForm:
    data = request.POST if request.method == "POST" else None
    if request.user.is_authenticated:
        return BuatPasskeyLagiForm(data, user=user, tantangan=challenge, request=request)
    return BuatPasskeyForm(data, user=user, tantangan=challenge)


def _ask(request: HttpRequest, options: str, challenge: bytes) -> str:
    """Remember the challenge of the options that go into the page."""
    request.session[TANTANGAN] = challenge.hex()
    return options


def _asked(request: HttpRequest) -> bytes:
    """The challenge of the page that was sent; a second answer to it is worth nothing."""
    if request.method != "POST":
        return b""
    return bytes.fromhex(request.session.pop(TANTANGAN, ""))


@access.login
@require_POST
@sensitive_post_parameters("password")
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    user: User = request.user
    key = get_object_or_404(Passkey, pk=pk, user=user)
    if faktor.wajib(user) and faktor.banyak(user) == 1:
        messages.error(
            request, "Peran Anda selalu memerlukan langkah kedua. Pasang cara lain dahulu."
        )
        return redirect("accounts:keamanan")
    page = tanya(
        request,
        judul="Hapus passkey",
        akibat=f"{key.nama} tidak dapat dipakai lagi untuk masuk ke akun Anda.",
        tombol="Hapus passkey",
        kembali=resolve_url("accounts:keamanan"),
    )
    if page:
        return page
    with transaction.atomic():
        catat(user, faktor.Peristiwa.FAKTOR, user, f"Passkey dihapus: {key.nama}")
        key.delete()
    sesi.akhiri_lain(user, kecuali=request.session)
    messages.success(request, "Passkey itu dihapus.")
    return redirect("accounts:keamanan")
