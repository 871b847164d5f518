"""Passwords: ask for a link, set a new one with it, change one's own."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from metrologi.accounts import access, langkah_masuk, sesi, tasks
from metrologi.accounts.batas import Batas, batasi, sent
from metrologi.accounts.forms.akun import GantiSandiForm, LupaSandiForm, SandiBaruForm
from metrologi.accounts.models import CatatanAkun, User
from metrologi.accounts.pendaftaran import catat
from metrologi.web import form_status

# The token moves from the address into the session at once, so that no log or Referer shows it.
HELD = "token_sandi"
IN_SESSION = "pilih"
# Letters that one address asks for: to anybody, and to the same account.
LETTERS = Batas("sandi-surel", most=30, minutes=60, counts=sent)
TO_ONE = Batas("sandi-surel-satu", most=3, minutes=60, counts=sent, box="email")
LINKS = Batas("tautan", most=30, minutes=15)


@access.public
@batasi(LETTERS, TO_ONE)
@never_cache
def lupa(request: HttpRequest) -> HttpResponse:
    """The same answer and the same work for every address, known or not."""
    form = LupaSandiForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        tasks.kirim_atur_ulang.defer(email=form.cleaned_data["email"].lower())
        return redirect("accounts:sandi_terkirim")
    return render(
        request,
        "accounts/sandi_lupa.html",
        {"form": form},
        status=form_status(form),
    )


@access.public
def terkirim(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sandi_terkirim.html")


@access.public
@batasi(LINKS)
@never_cache
@sensitive_post_parameters("sandi", "ulangi")
def baru(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    if token != IN_SESSION:
        request.session[HELD] = token
        return redirect("accounts:sandi_baru", uid, IN_SESSION)
    user = _owner(uid)
    if user is None or not default_token_generator.check_token(user, request.session.get(HELD)):
        pesan = "Tautan ini sudah dipakai atau sudah lewat tiga jam. Minta tautan baru."
        return render(
            request, "accounts/tautan_salah.html", {"pesan": pesan, "sandi": True}, status=410
        )
    form = SandiBaruForm(request.POST if request.method == "POST" else None, user=user)
    if not form.is_valid():
        return render(
            request,
            "accounts/sandi_baru.html",
            {"form": form, "akun": user},
            status=form_status(form),
        )
    del request.session[HELD]
    _set(user, form.cleaned_data["sandi"], "Lewat tautan surel")
    sesi.akhiri_lain(user)
    messages.success(request, "Sandi baru tersimpan.")
    return langkah_masuk.mulai(request, user, resolve_url(settings.LOGIN_REDIRECT_URL))


def _owner(uid: str) -> User | None:
    try:
        pk = int(urlsafe_base64_decode(uid).decode())
    except ValueError:
        return None
    return User.objects.orang().filter(pk=pk, is_active=True).first() if pk < 2**63 else None


@access.login
@sensitive_post_parameters("lama", "sandi", "ulangi")
def ganti(request: HttpRequest) -> HttpResponse:
    user: User = request.user
    data = request.POST if request.method == "POST" else None
    form = GantiSandiForm(data, user=user, request=request)
    if form.is_valid():
        _set(user, form.cleaned_data["sandi"], "Oleh pemilik akun")
        update_session_auth_hash(request, user)
        sesi.akhiri_lain(user, kecuali=request.session)
        messages.success(request, "Sandi Anda sudah diganti. Perangkat lain harus masuk lagi.")
        return redirect("accounts:profil")
    return render(
        request,
        "accounts/sandi_ganti.html",
        {"form": form},
        status=form_status(form),
    )


def _set(user: User, sandi: str, cara: str) -> None:
    user.set_password(sandi)
    user.save()
    catat(user, CatatanAkun.Peristiwa.SANDI, user, cara)
