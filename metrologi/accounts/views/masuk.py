"""The front door: sign in and out, register, activate."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from metrologi.accounts import access, langkah_masuk, pendaftaran, tasks, tautan
from metrologi.accounts.batas import Batas, batasi, sent
from metrologi.accounts.forms.akun import AktivasiForm, DaftarForm, MasukForm
from metrologi.accounts.kantor import kantor_diminta
from metrologi.accounts.lockout import known_device
from metrologi.accounts.models import User
from metrologi.web import form_status

# Wrong passwords of one address, whatever the names; those of one name are counted by axes. A
# browser from which this account was opened before has a count of its own.
TRIES = Batas("masuk", most=60, minutes=15, known=known_device)
LINKS = Batas("tautan", most=30, minutes=15)
# Each account that is opened tells an officer or sends a letter.
OPENED = Batas("daftar", most=40, minutes=60, counts=sent)
ASKED_AGAIN = Batas("aktivasi-ulang", most=30, minutes=60, counts=sent)
# Session key of the account that this browser registered or tried to open. It lets the browser see
# how far the activation is.
WAITING = "akun_menunggu"


def after_login(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)


@access.public
@batasi(TRIES)
@never_cache
@sensitive_post_parameters("password")
def masuk(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and request.method == "GET":
        return redirect(after_login(request))
    form = MasukForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid() and form.akun:
        return _signed_in(request, form.akun)
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "accounts/masuk.html", context, status=form_status(form))


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    if not user.is_active:
        request.session[WAITING] = user.pk
        return redirect("accounts:terdaftar")
    return langkah_masuk.mulai(request, user, after_login(request))


@access.public
def admin(request: HttpRequest) -> HttpResponse:
    """Django's own sign-in page knows no second factor; its visitors come to ours."""
    return redirect_to_login(request.GET.get("next", "/admin/"))


@access.login
def admin_sandi(request: HttpRequest) -> HttpResponse:
    """Django's own page changes a password without log, letter or end of other sessions."""
    return redirect("accounts:sandi_ganti")


@access.public
def keluar(request: HttpRequest) -> HttpResponse:
    """Only a POST signs out; a link from elsewhere cannot. The browser forgets the pages.

    The account's drafts are dropped by the page itself; a colleague's stay for them (0064).
    """
    answer = redirect(settings.LOGOUT_REDIRECT_URL)
    if request.method == "POST":
        logout(request)
        messages.success(request, "Anda sudah keluar.")
        answer["Clear-Site-Data"] = '"cache"'
    return answer


@access.public
@batasi(OPENED)
@never_cache
@sensitive_post_parameters("sandi", "ulangi")
def daftar(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = DaftarForm(
        request.POST if request.method == "POST" else None, uml=kantor_diminta(request)
    )
    if form.is_valid():
        data = form.cleaned_data
        user = pendaftaran.daftarkan(
            nama=data["nama"],
            email=data["email"],
            phone=data["phone"],
            sandi=data["sandi"],
            kantor=data.get("kantor"),
        )
        request.session[WAITING] = user.pk
        return redirect("accounts:terdaftar")
    return render(
        request,
        "accounts/daftar.html",
        {"form": form},
        status=form_status(form),
    )


def _waiting_of(request: HttpRequest) -> User | None:
    return User.objects.filter(pk=request.session.get(WAITING), is_active=False).first()


@access.public
@never_cache
def terdaftar(request: HttpRequest) -> HttpResponse:
    """What happens next with the account that this browser registered, or tried to sign in with."""
    user = _waiting_of(request)
    return (
        render(request, "accounts/terdaftar.html", {"akun": user})
        if user
        else redirect("accounts:masuk")
    )


@access.public
@batasi(ASKED_AGAIN)
@require_POST
def kirim_ulang(request: HttpRequest) -> HttpResponse:
    user = _waiting_of(request)
    if user is None or not (user.menunggu and user.email):
        return redirect("accounts:masuk")
    tasks.kirim_aktivasi.defer(user_id=user.pk)
    messages.success(request, "Tautan baru sedang dikirim. Periksa juga kotak spam.")
    return redirect("accounts:terdaftar")


@access.public
@batasi(LINKS)
@never_cache
@sensitive_post_parameters("password")
def aktivasi(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the e-mail; opening it changes nothing, for mail scanners open links too."""
    try:
        user, _ = tautan.baca(token, tautan.AKTIVASI)
    except tautan.TautanSalah as error:
        return _bad_link(request, str(error))
    form = AktivasiForm(
        request.POST if request.method == "POST" else None, request=request, user=user
    )
    if not form.is_valid():
        return render(
            request,
            "accounts/aktivasi.html",
            {"form": form, "akun": user},
            status=form_status(form),
        )
    try:
        user = pendaftaran.aktifkan(user)
    except pendaftaran.TidakBisa as error:
        return _bad_link(request, str(error))
    messages.success(request, f"Selamat datang, {user.nama}! Akun Anda sudah aktif.")
    return langkah_masuk.mulai(request, user, resolve_url(settings.LOGIN_REDIRECT_URL))


def _bad_link(request: HttpRequest, pesan: str) -> HttpResponse:
    return render(request, "accounts/tautan_salah.html", {"pesan": pesan}, status=410)
