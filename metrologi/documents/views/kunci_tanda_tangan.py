"""Pages of signing keys: a signer sees and replaces theirs, an administrator revokes a lost one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from metrologi.accounts import access
from metrologi.accounts.models import User
from metrologi.accounts.roles import STAFF, Role
from metrologi.accounts.views.konfirmasi import tanya
from metrologi.documents.forms import KunciForm
from metrologi.documents.models import KunciTandaTangan
from metrologi.documents.signing.sertifikat import revoke_key
from metrologi.web import form_status


@access.roles(*sorted(STAFF))
@sensitive_post_parameters("passphrase", "passphrase_lama", "sandi")
def pasang(request: HttpRequest) -> HttpResponse:
    """The key of the person, and the form that puts another in its place."""
    posted = request.method == "POST"
    form = KunciForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        user=request.user,
        request=request,
    )
    if posted and form.is_valid() and form.install():
        messages.success(request, "Kunci tanda tangan Anda terpasang.")
        return redirect("documents:kunci")
    keys = list(KunciTandaTangan.objects.filter(user=request.user).defer("p12"))
    active = next((k for k in keys if k.aktif), None)
    status = form_status(form)
    context = {"form": form, "signing_key": active, "lama": [k for k in keys if not k.aktif]}
    return render(request, "documents/kunci.html", context, status=status)


@access.roles(Role.ADMIN_SATKER)
@require_POST
def cabut(request: HttpRequest, pk: int) -> HttpResponse:
    """Destroy the key of an officer who lost its passphrase or its file; the officer is told."""
    units = request.user.units_with({Role.ADMIN_SATKER})
    officer = get_object_or_404(User, pk=pk, uml__in=units)
    page = tanya(
        request,
        judul="Cabut kunci tanda tangan",
        akibat=f"{officer.nama} tidak dapat menandatangani lagi sampai memasang kunci yang baru.",
        tombol="Cabut kunci tanda tangan",
        kembali=resolve_url("accounts:pegawai_satu", pk),
    )
    if page:
        return page
    if revoke_key(officer, oleh=request.user):
        messages.success(request, f"Kunci tanda tangan {officer.nama} dicabut.")
    else:
        messages.info(request, f"{officer.nama} tidak memiliki kunci tanda tangan yang aktif.")
    return redirect("accounts:pegawai_satu", pk)
