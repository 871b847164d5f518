"""One's own profile: data, contacts, and the roles in force."""
from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from metrologi.accounts import access, tasks, tautan
from metrologi.accounts.forms import ProfilForm
from metrologi.accounts.models import CatatanAkun, User
from metrologi.accounts.pendaftaran import catat
from metrologi.accounts.views import UNPROCESSABLE
from metrologi.clock.now import today


@access.login
def profil(request: HttpRequest) -> HttpResponse:
    user: User = request.user
    day = today()
    rows = user.semua_penugasan()
    prefetch_related_objects(rows, "uml")
    context = {"berlaku": [p for p in rows if p.in_force(day)], "nanti": [p for p in rows if p.mulai > day],
               "catatan": user.catatan.select_related("oleh")[:10]}
    return render(request, "accounts/profil.html", context)


@access.login
@sensitive_post_parameters("password")
def ubah(request: HttpRequest) -> HttpResponse:
    # A copy from the database: a refused form must not leave its values on the page's user.
    user = User.objects.get(pk=request.user.pk)
    form = ProfilForm(request.POST if request.method == "POST" else None, instance=user)
    if not form.is_valid():
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "accounts/profil_ubah.html", {"form": form}, status=status)
    with transaction.atomic():
        form.save()
        catat(user, CatatanAkun.Peristiwa.DATA, user, form.yang_berubah)
        if form.surel_baru:
            tasks.kirim_konfirmasi_surel.defer(user_id=user.pk, surel=form.surel_baru)
    messages.success(request, "Profil tersimpan.")
    if form.surel_baru:
        messages.info(request, f"Buka tautan yang kami kirim ke {form.surel_baru} untuk mulai memakai surel itu.")
    return redirect("accounts:profil")


@access.public
@never_cache
def surel(request: HttpRequest, token: str) -> HttpResponse:
    """The link that confirms a new address; the change itself waits for the button."""
    try:
        user, address = tautan.baca(token, tautan.SUREL)
        if request.method == "POST":
            _confirm(user, address)
    except tautan.TautanSalah as error:
        return render(request, "accounts/tautan_salah.html", {"pesan": str(error)}, status=410)
    if request.method != "POST":
        return render(request, "accounts/surel.html", {"surel": address})
    messages.success(request, f"Surel akun Anda sekarang {address}.")
    return redirect("accounts:profil")


@transaction.atomic
def _confirm(user: User, address: str) -> None:
    user.email = address
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise tautan.TautanSalah("Surel ini sudah dipakai akun lain.") from error
    catat(user, CatatanAkun.Peristiwa.DATA, user, "Surel dikonfirmasi")
