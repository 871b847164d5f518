"""Giving an officer's account back to its owner: one person asks, a second one decides."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from metrologi.accounts import access, pemulihan_akun
from metrologi.accounts.forms.pemulihan_akun import MintaPemulihanForm, PutusPemulihanForm
from metrologi.accounts.models import User
from metrologi.accounts.pendaftaran import TidakBisa
from metrologi.accounts.roles import Role
from metrologi.web import form_status

DECIDE = {"setuju": pemulihan_akun.setujui, "tolak": pemulihan_akun.tolak}
TOLD = {"setuju": "Akun {} dipulihkan.", "tolak": "Permintaan untuk akun {} ditolak."}


@access.roles(Role.ADMIN_SATKER)
@sensitive_post_parameters("password")
def minta(request: HttpRequest, pk: int) -> HttpResponse:
    """The first person."""
    units = request.user.units_with({Role.ADMIN_SATKER})
    user = get_object_or_404(User.objects.filter(uml__in=units, is_active=True), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = MintaPemulihanForm(data, request=request, pegawai=user)
    if form.is_valid():
        try:
            pemulihan_akun.minta(
                user,
                alasan=form.cleaned_data["alasan"],
                surel_baru=form.cleaned_data["surel_baru"],
                oleh=request.user,
            )
        except TidakBisa as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Permintaan tersimpan. Orang kedua harus menyetujuinya.")
            return redirect("accounts:pegawai_satu", pk)
    context = {"form": form, "akun": user}
    return render(request, "accounts/pemulihan_minta.html", context, status=form_status(form))


@access.roles(*pemulihan_akun.PEMUTUS)
def daftar(request: HttpRequest) -> HttpResponse:
    """What waits for this person as the second one."""
    rows = pemulihan_akun.untuk_diputus(request.user).select_related("user", "diminta_oleh")
    return render(request, "accounts/pemulihan_daftar.html", {"rows": rows})


@access.roles(*pemulihan_akun.PEMUTUS)
@sensitive_post_parameters("password")
def putus(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person."""
    rows = pemulihan_akun.untuk_diputus(request.user).select_related("user", "diminta_oleh")
    row = get_object_or_404(rows, pk=pk)
    form = PutusPemulihanForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        answer = form.cleaned_data["putusan"]
        try:
            user = DECIDE[answer](row.pk, oleh=request.user)
        except TidakBisa as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, TOLD[answer].format(user.nama))
            return redirect("accounts:pemulihan_daftar")
    context = {"form": form, "row": row}
    return render(request, "accounts/pemulihan_putus.html", context, status=form_status(form))
