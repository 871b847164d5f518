"""The second step of signing in: a code, or setting up a factor where there must be one."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from metrologi.accounts import access, faktor, langkah_masuk
from metrologi.accounts.faktor import aplikasi
from metrologi.accounts.faktor import pemulihan as kode_pemulihan
from metrologi.accounts.forms.faktor import KodeForm, PemulihanForm
from metrologi.accounts.models import AplikasiKode, Passkey, User
from metrologi.accounts.pendaftaran import catat
from metrologi.web import form_status


@access.public
@never_cache
@sensitive_post_parameters("otp")
def kode(request: HttpRequest) -> HttpResponse:
    """The code of the app, for somebody whose password was right."""
    user = langkah_masuk.ditanya(request)
    if user is None:
        return redirect("accounts:masuk")
    form = KodeForm(request.POST if request.method == "POST" else None, request=request, user=user)
    if form.is_valid():
        return redirect(langkah_masuk.selesai(request, user, form.CARA))
    context = {
        "form": form,
        "kode_demo": _kode_demo(user),
        "passkey": Passkey.objects.filter(user=user).exists(),
    }
    return render(request, "accounts/faktor_kode.html", context, status=form_status(form))


def _kode_demo(user: User) -> str:
    """The code of this moment, for the one account of the demo whose secret everybody knows."""
    app = AplikasiKode.objects.filter(user=user).first()
    if not settings.DEMO or app is None:
        return ""
    secret = aplikasi.buka(app.rahasia)
    return aplikasi.kode(secret) if secret == settings.DEMO_TOTP else ""


@access.public
@never_cache
@sensitive_post_parameters("otp")
def pemulihan(request: HttpRequest) -> HttpResponse:
    """A printed code instead of the app."""
    user = langkah_masuk.ditanya(request)
    if user is None:
        return redirect("accounts:masuk")
    form = PemulihanForm(
        request.POST if request.method == "POST" else None, request=request, user=user
    )
    if not form.is_valid():
        context = {"form": form}
        return render(request, "accounts/faktor_pemulihan.html", context, status=form_status(form))
    wanted = langkah_masuk.selesai(request, user, form.CARA)
    left = kode_pemulihan.tersisa(user)
    catat(user, faktor.Peristiwa.FAKTOR, user, f"Masuk dengan kode pemulihan; tersisa {left}")
    messages.warning(
        request,
        f"Tersisa {left} kode pemulihan. Bila ponsel Anda hilang, pasang aplikasi kode yang baru "
        "di Keamanan akun.",
    )
    return redirect(wanted)


@access.public
@never_cache
def siapkan(request: HttpRequest) -> HttpResponse:
    """Why the role asks for a second step, and the way to set it up."""
    if langkah_masuk.menyiapkan(request) is None:
        return redirect("accounts:masuk")
    return render(request, "accounts/faktor_siapkan.html")
