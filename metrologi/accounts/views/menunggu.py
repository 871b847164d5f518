"""Accounts that need an officer: new registrations, and forgotten passwords without e-mail."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from metrologi.accounts import access, pendaftaran, sesi, tautan
from metrologi.accounts.forms.akun import AktifkanForm, TolakForm
from metrologi.accounts.forms.bantu import BantuSandiForm
from metrologi.accounts.models import CatatanAkun, Penugasan, User
from metrologi.accounts.telepon import samar
from metrologi.accounts.views.konfirmasi import akhiri_semua
from metrologi.web import form_status, window

OFFICERS = pendaftaran.PENERIMA


def dari_luar(user: User) -> QuerySet[User]:
    """Who registered by themselves at the offices of this officer, or at none in particular.

    The accounts of officers have pages of their own; whoever holds a role at a unit is one.
    """
    here = Q(kantor=None) | Q(kantor__in=user.units_with(OFFICERS))
    people = User.objects.orang().filter(here, uml=None, is_superuser=False, is_staff=False)
    return people.exclude(Exists(Penugasan.objects.filter(user=OuterRef("pk"), uml__isnull=False)))


def menunggu(user: User) -> QuerySet[User]:
    """Whose registration this officer may decide."""
    return dari_luar(user).filter(is_active=False, penolakan="")


@access.roles(*OFFICERS)
def daftar(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("cari", "").strip()[:80]
    rows = dari_luar(request.user) if q else menunggu(request.user)
    if q:
        digits = "".join(c for c in q if c.isdigit()).lstrip("0")
        by_phone = Q(phone__endswith=digits) if digits else Q()
        rows = rows.filter(Q(nama__icontains=q) | Q(email__icontains=q) | by_phone)
    page = window(rows.order_by("date_joined", "pk"), request)
    items = [Pendaftar(user) for user in page.rows]
    return render(request, "accounts/menunggu.html", {"page": page, "items": items, "q": q})


@dataclass(frozen=True)
class Pendaftar:
    """A line of the list: an account, a contact that tells little, and where it stands."""

    akun: User

    @property
    def kontak(self) -> str:
        return samar(self.akun.phone) or _samar_surel(self.akun.email)

    @property
    def keterangan(self) -> str:
        """Active, refused, or waiting with a link on its way; "" while it only waits."""
        if self.akun.is_active:
            return "sudah aktif"
        if not self.akun.menunggu:
            return self.akun.get_penolakan_display().lower()
        return "tautan surel terkirim" if self.akun.email else ""


def _samar_surel(email: str) -> str:
    name, _, host = email.partition("@")
    return f"{name[:2]}***@{host}"


@access.roles(*OFFICERS)
def periksa(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration in full; the two ways out post to their own addresses."""
    user = get_object_or_404(dari_luar(request.user), pk=pk)
    form = BantuSandiForm(request=request) if user.is_active else AktifkanForm()
    return _page(request, user, form, TolakForm())


@access.roles(*OFFICERS)
def aktifkan(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(dari_luar(request.user), pk=pk)
    form = AktifkanForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return (
            _page(request, user, form, TolakForm())
            if form.is_bound
            else redirect("accounts:periksa", pk)
        )
    try:
        pendaftaran.aktifkan(user, oleh=request.user, cara=form.cleaned_data["cara"])
    except pendaftaran.TidakBisa as error:
        messages.error(request, str(error))
        return redirect("accounts:periksa", pk)
    messages.success(request, f"Akun {user.nama} sudah aktif.")
    return redirect("accounts:menunggu")


@access.roles(*OFFICERS)
@never_cache
def bantu_sandi(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a link to set a new password, once and as a QR code, at the counter.

    It is the way back in for a person without e-mail.
    """
    user = get_object_or_404(dari_luar(request.user), pk=pk)
    form = BantuSandiForm(request.POST if request.method == "POST" else None, request=request)
    if not form.is_valid() or not user.is_active:
        return (
            _page(request, user, form, TolakForm())
            if form.is_bound
            else redirect("accounts:periksa", pk)
        )
    pendaftaran.catat(
        user,
        CatatanAkun.Peristiwa.SANDI,
        request.user,
        f"Tautan sandi baru dibuat di loket: {form.cleaned_data['cara'].lower()}",
    )
    url = tautan.alamat(
        "accounts:sandi_baru",
        urlsafe_base64_encode(force_bytes(user.pk)),
        default_token_generator.make_token(user),
    )
    return render(
        request,
        "accounts/bantu_sandi.html",
        {"akun": user, "url": url, "qr": mark_safe(segno.make(url).svg_inline(scale=6, border=2))},
    )


@access.roles(*OFFICERS)
def tolak(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(dari_luar(request.user), pk=pk)
    form = TolakForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return (
            _page(request, user, AktifkanForm(), form)
            if form.is_bound
            else redirect("accounts:periksa", pk)
        )
    try:
        pendaftaran.tolak(user, oleh=request.user, alasan=form.cleaned_data["alasan"])
    except pendaftaran.TidakBisa as error:
        messages.error(request, str(error))
        return redirect("accounts:periksa", pk)
    messages.success(request, f"Pendaftaran {user.nama} ditolak.")
    return redirect("accounts:menunggu")


@access.roles(*OFFICERS)
@require_POST
def akhiri_sesi(request: HttpRequest, pk: int) -> HttpResponse:
    """End all sessions of somebody who lost their telephone and says so at the counter."""
    user = get_object_or_404(dari_luar(request.user), pk=pk)
    return akhiri_semua(request, user, resolve_url("accounts:periksa", pk))


def _page(
    request: HttpRequest, user: User, form: AktifkanForm, form_tolak: TolakForm
) -> HttpResponse:
    context = {
        "akun": user,
        "form": form,
        "form_tolak": form_tolak,
        "kembar": _twins(user, request.user),
        "sesi": len(sesi.terbuka(user)),
        "catatan": user.catatan.select_related("oleh")[:10],
    }
    return render(
        request,
        "accounts/periksa.html",
        context,
        status=form_status(form, form_tolak),
    )


def _twins(user: User, officer: User) -> list[tuple[User, bool]]:
    """Other accounts with the same contact, so that one person is not activated twice.

    Each with whether this officer may know whose it is.
    """
    same = Q(phone=user.phone) & ~Q(phone="") | Q(email=user.email) & ~Q(email="")
    known = Exists(dari_luar(officer).filter(pk=OuterRef("pk")))
    rows = User.objects.filter(same).exclude(pk=user.pk).annotate(dikenal=known)
    return [(twin, twin.dikenal) for twin in rows.order_by("-is_active", "-pk")[:5]]
