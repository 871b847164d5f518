"""The page where a signer sees the state of their key and replaces it."""
from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from metrologi.accounts import access
from metrologi.accounts.roles import STAFF
from metrologi.documents.forms import KunciForm
from metrologi.documents.models import KunciTandaTangan

UNPROCESSABLE = 422


@access.roles(*sorted(STAFF))
@sensitive_post_parameters("passphrase")
def kunci(request: HttpRequest) -> HttpResponse:
    form = KunciForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Kunci tanda tangan Anda terpasang.")
        return redirect("documents:kunci")
    held = list(KunciTandaTangan.objects.filter(user=request.user).defer("p12"))
    active = next((k for k in held if k.aktif), None)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "kunci": active, "lama": [k for k in held if not k.aktif]}
    return render(request, "documents/kunci.html", context, status=status)
