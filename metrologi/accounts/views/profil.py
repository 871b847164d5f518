"""One's own profile: data, contacts, and the roles in force."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from metrologi.accounts import access, tasks, tautan
from metrologi.accounts.batas import Batas, batasi
from metrologi.accounts.forms.konfirmasi import KonfirmasiForm
from metrologi.accounts.forms.profil import ProfilForm
from metrologi.accounts.models import CatatanAkun, User
from metrologi.accounts.pendaftaran import catat
from metrologi.clock.now import today
from metrologi.web import form_status

# The form says whether a telephone has an account already.
TRIES = Batas("profil", most=10, minutes=1440)


@access.login
def profil(request: HttpRequest) -> HttpResponse:
    user: User = request.user
    day = today()
    rows = user.semua_penugasan()
    prefetch_related_objects(rows, "uml")
    context = {
        "berlaku": [p for p in rows if p.in_force(day)],
        "nanti": [p for p in rows if p.mulai > day],
        "catatan": user.catatan.select_related("oleh")[:10],
    }
    return render(request, "accounts/profil.html", context)


@access.login
@batasi(TRIES)
@sensitive_post_parameters("password")
def ubah(request: HttpRequest) -> HttpResponse:
    # A copy from the database: a refused form must not leave its values on the page's user.
    user = User.objects.get(pk=request.user.pk)
    data = request.POST if request.method == "POST" else None
    form = ProfilForm(data, instance=user, request=request)
    if not form.is_valid():
        status = form_status(form)
        return render(request, "accounts/profil_ubah.html", {"form": form}, status=status)
    with transaction.atomic():
        form.save()
        catat(user, CatatanAkun.Peristiwa.DATA, user, form.yang_berubah, form.surel_lama)
        if form.surel_baru:
            tasks.kirim_konfirmasi_surel.defer(user_id=user.pk, surel=form.surel_baru)
    messages.success(request, "Profil tersimpan.")
    if form.surel_baru:
        messages.info(
            request,
            f"Buka tautan yang kami kirim ke {form.surel_baru} untuk mulai memakai surel itu.",
        )
    return redirect("accounts:profil")


@access.public
@never_cache
def surel(request: HttpRequest, token: str) -> HttpResponse:
    """The link that confirms a new address; the change itself waits for the button."""
    try:
        user, address = tautan.baca(token, tautan.SUREL)
        if request.user != user:
            return _masuk_dahulu(request, user)
        data = request.POST if request.method == "POST" else None
        form = KonfirmasiForm(data, request=request)
        if form.is_valid():
            _confirm(user, address)
    except tautan.TautanSalah as error:
        return render(request, "accounts/tautan_salah.html", {"pesan": str(error)}, status=410)
    if not form.is_valid():
        context = {"surel": address, "form": form}
        return render(request, "accounts/surel.html", context, status=form_status(form))
    messages.success(request, f"Surel akun Anda sekarang {address}.")
    return redirect("accounts:profil")


def _masuk_dahulu(request: HttpRequest, user: User) -> HttpResponse:
    """Confirm a new address by the link that was mailed to it.

    Reading that mailbox does not prove who owns the account, so the person must sign in as well.
    """
    if not request.user.is_authenticated:
        messages.info(request, "Masuklah ke akun Anda untuk mengonfirmasi alamat surel yang baru.")
        return redirect_to_login(request.get_full_path())
    pesan = "Tautan ini untuk akun lain. Keluar dahulu, lalu masuk sebagai pemilik akun itu."
    return render(request, "accounts/tautan_salah.html", {"pesan": pesan}, status=403)


@transaction.atomic
def _confirm(user: User, address: str) -> None:
    before = user.email
    user.email = address
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise tautan.TautanSalah("Surel ini sudah dipakai akun lain.") from error
    catat(user, CatatanAkun.Peristiwa.DATA, user, "Surel dikonfirmasi", surel_lama=before)
