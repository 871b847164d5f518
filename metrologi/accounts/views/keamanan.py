"""The second factor of one's own account: set it up, replace it, take it away, print its codes."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from metrologi.accounts import access, faktor, langkah_masuk, sesi
from metrologi.accounts.faktor import aplikasi as kode_aplikasi
from metrologi.accounts.faktor import pemulihan
from metrologi.accounts.forms.faktor import AplikasiForm, GantiAplikasiForm
from metrologi.accounts.models import AplikasiKode, Passkey, User
from metrologi.accounts.pemulihan_akun import PEMUTUS
from metrologi.accounts.pendaftaran import catat
from metrologi.accounts.roles import STAFF
from metrologi.accounts.views.konfirmasi import tanya
from metrologi.web import form_status

# Session key: the secret that the app on the screen is being set up with, encrypted.
RAHASIA = "rahasia_aplikasi"


@access.login
def keamanan(request: HttpRequest) -> HttpResponse:
    """What one's account is protected with."""
    user: User = request.user
    context = {
        "aplikasi": AplikasiKode.objects.filter(user=user).first(),
        "passkey": Passkey.objects.filter(user=user),
        "tersisa": pemulihan.tersisa(user),
        "wajib": faktor.wajib(user),
        "memulihkan": bool(user.roles_anywhere() & PEMUTUS),
        "perangkat": sesi.daftar(user, request.session),
        "menit": settings.SESSION_IDLE_MINUTES if user.roles_anywhere() & STAFF else 0,
    }
    return render(request, "accounts/keamanan.html", context)


@access.public
@never_cache
@sensitive_post_parameters("otp")
def aplikasi(request: HttpRequest) -> HttpResponse:
    """Set up the code app: by who is signed in, or by who must before they may be."""
    user = langkah_masuk.pemasang(request)
    if user is None:
        return redirect("accounts:masuk")
    secret = _secret(request)
    form = _form(request, secret)
    if form.is_valid():
        del request.session[RAHASIA]
        with transaction.atomic():
            kode_aplikasi.pasang(user, secret, form.langkah)
            catat(user, faktor.Peristiwa.FAKTOR, user, "Aplikasi kode dipasang")
        return terpasang(request, user, "aplikasi")
    url = kode_aplikasi.alamat(user, secret)
    context = {
        "form": form,
        "rahasia": " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        "alamat": url,
        "qr": mark_safe(segno.make(url).svg_inline(scale=5, border=2)),
    }
    return render(request, "accounts/aplikasi_kode.html", context, status=form_status(form))


def _form(request: HttpRequest, secret: str) -> AplikasiForm:
    data = request.POST if request.method == "POST" else None
    if request.user.is_authenticated:
        return GantiAplikasiForm(data, rahasia=secret, request=request)
    return AplikasiForm(data, rahasia=secret)


def _secret(request: HttpRequest) -> str:
    """The secret on the screen; the same one until a code of it was typed."""
    kept = kode_aplikasi.buka(request.session.get(RAHASIA, ""))
    secret = kept or kode_aplikasi.rahasia_baru()
    request.session[RAHASIA] = kode_aplikasi.tutup(secret)
    return secret


def terpasang(request: HttpRequest, user: User, cara: str) -> HttpResponse:
    """Sign in who waited for it; show recovery codes to who has none."""
    wanted = resolve_url("accounts:keamanan")
    if not request.user.is_authenticated:
        wanted = langkah_masuk.selesai(request, user, cara)
    request.session[langkah_masuk.FAKTOR] = cara
    sesi.akhiri_lain(user, kecuali=request.session)
    messages.success(request, "Verifikasi dua langkah terpasang.")
    if pemulihan.tersisa(user):
        return redirect(wanted)
    return _codes(request, user, wanted)


def _codes(request: HttpRequest, user: User, lanjut: str) -> HttpResponse:
    """The only page that ever shows the codes."""
    context = {"kode": pemulihan.baru(user), "lanjut": lanjut}
    return render(request, "accounts/kode_pemulihan.html", context)


@access.login
@require_POST
@sensitive_post_parameters("password")
def hapus_aplikasi(request: HttpRequest) -> HttpResponse:
    user: User = request.user
    if faktor.wajib(user) and faktor.banyak(user) == 1:
        messages.error(
            request,
            "Peran Anda selalu memerlukan langkah kedua. Ponsel berganti? Pasang aplikasi kode "
            "yang baru; yang lama lalu tidak berlaku.",
        )
        return redirect("accounts:keamanan")
    page = tanya(
        request,
        judul="Hapus aplikasi kode",
        akibat="Setelah ini sandi saja cukup untuk masuk ke akun Anda.",
        tombol="Hapus aplikasi kode",
        kembali=resolve_url("accounts:keamanan"),
    )
    if page:
        return page
    with transaction.atomic():
        AplikasiKode.objects.filter(user=user).delete()
        catat(user, faktor.Peristiwa.FAKTOR, user, "Aplikasi kode dihapus")
    sesi.akhiri_lain(user, kecuali=request.session)
    messages.success(request, "Aplikasi kode tidak ditanyakan lagi.")
    return redirect("accounts:keamanan")


@access.login
@never_cache
@require_POST
@sensitive_post_parameters("password")
def kode_pemulihan(request: HttpRequest) -> HttpResponse:
    """Ten new codes in the place of the old ones."""
    user: User = request.user
    if not faktor.punya(user):
        return redirect("accounts:keamanan")
    page = tanya(
        request,
        judul="Kode pemulihan baru",
        akibat="Sepuluh kode baru dibuat. Daftar yang lama tidak berlaku lagi.",
        tombol="Buat kode baru",
        kembali=resolve_url("accounts:keamanan"),
    )
    if page:
        return page
    catat(user, faktor.Peristiwa.FAKTOR, user, "Kode pemulihan dibuat baru")
    return _codes(request, user, resolve_url("accounts:keamanan"))


@access.login
@require_POST
@sensitive_post_parameters("password")
def akhiri_sesi(request: HttpRequest, sebutan: str) -> HttpResponse:
    """End one session of one's own, left open elsewhere."""
    page = tanya(
        request,
        judul="Akhiri sesi",
        akibat="Perangkat itu harus masuk lagi.",
        tombol="Akhiri sesi",
        kembali=resolve_url("accounts:keamanan"),
    )
    if page:
        return page
    if not sesi.akhiri(request.user, sebutan):
        raise Http404
    messages.success(request, "Sesi itu diakhiri.")
    return redirect("accounts:keamanan")


@access.login
@require_POST
@sensitive_post_parameters("password")
def akhiri_sesi_lain(request: HttpRequest) -> HttpResponse:
    """End all sessions of one's own but this one."""
    page = tanya(
        request,
        judul="Akhiri semua sesi lain",
        akibat="Semua perangkat lain harus masuk lagi.",
        tombol="Akhiri semua sesi lain",
        kembali=resolve_url("accounts:keamanan"),
    )
    if page:
        return page
    ended = sesi.akhiri_lain(request.user, kecuali=request.session)
    messages.success(request, f"{ended} sesi lain diakhiri.")
    return redirect("accounts:keamanan")
