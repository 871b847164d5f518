"""A person's messages, newest first; failed jobs for the administrator of the installation."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from metrologi.accounts import access
from metrologi.clock.now import now
from metrologi.notifications import antrean
from metrologi.notifications.models import Pesan

PER_PAGE = 25


@access.login
@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    mine = Pesan.objects.filter(user=request.user)
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("hal"))
    unread = mine.filter(dibaca_at=None).count()
    return render(request, "notifications/daftar.html", {"page_obj": page, "belum": unread})


@access.login
@require_safe
def buka(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as read and go where it points; a message without address is in the list already."""
    pesan = get_object_or_404(Pesan, pk=pk, user=request.user)
    Pesan.objects.filter(pk=pesan.pk, dibaca_at=None).update(dibaca_at=now())
    return redirect(pesan.url or "notifications:daftar")


@access.login
@require_POST
def baca_semua(request: HttpRequest) -> HttpResponse:
    Pesan.objects.filter(user=request.user, dibaca_at=None).update(dibaca_at=now())
    return redirect("notifications:daftar")


@access.installation
@require_safe
def tertahan(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "notifications/tertahan.html",
        {"tertahan": antrean.parked(), "jumlah": antrean.counts()},
    )


@access.installation
@require_POST
def coba_lagi(request: HttpRequest, pk: int) -> HttpResponse:
    if antrean.retry(pk):
        messages.success(request, "Pekerjaan dikembalikan ke antrean.")
    else:
        messages.info(request, "Pekerjaan ini tidak lagi tertahan.")
    return redirect("notifications:tertahan")
