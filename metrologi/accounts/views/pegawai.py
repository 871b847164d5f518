"""The staff of a unit and their roles, kept by its administrator."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.http import require_POST

from metrologi.accounts import access, jabatan, pegangan, sesi
from metrologi.accounts.forms.pegawai import HentikanForm, NonaktifForm, PegawaiForm, PenugasanForm
from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.pendaftaran import TidakBisa
from metrologi.accounts.roles import Role
from metrologi.accounts.views.konfirmasi import akhiri_semua, tanya
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import today
from metrologi.web import form_status, window


def _mine(request: HttpRequest) -> QuerySet[User]:
    """The officers of the units that this person administers; all others do not exist for them."""
    units = request.user.units_with({Role.ADMIN_SATKER})
    return User.objects.filter(uml__in=units).select_related("uml")


def _unit(request: HttpRequest) -> Uml:
    """The unit that new staff join: the administrator's own unit if they administer it.

    Otherwise the first unit that they administer.
    """
    return access.unit_of(request.user, Role.ADMIN_SATKER)


@access.roles(Role.ADMIN_SATKER)
def daftar(request: HttpRequest) -> HttpResponse:
    q, semua = request.GET.get("cari", "").strip()[:80], request.GET.get("semua") == "1"
    rows = _mine(request).prefetch_related("daftar_penugasan")
    rows = rows if semua else rows.filter(is_active=True)
    rows = (
        rows.filter(Q(nama__icontains=q) | Q(username__icontains=q) | Q(nip__startswith=q))
        if q
        else rows
    )
    page, day = window(rows.order_by("nama", "pk"), request), today()
    items = [
        (user, [p for p in user.daftar_penugasan.all() if p.in_force(day)]) for user in page.rows
    ]
    return render(
        request, "accounts/pegawai.html", {"page": page, "items": items, "q": q, "semua": semua}
    )


@access.roles(Role.ADMIN_SATKER)
def baru(request: HttpRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = PegawaiForm(data, instance=User(uml=_unit(request)), request=request)
    if form.is_valid():
        user = jabatan.tambah_pegawai(form.save(commit=False), oleh=request.user)
        messages.success(
            request,
            f"Akun {user.nama} dibuat, tautan sandi dikirim ke {user.email}. Beri perannya.",
        )
        return redirect("accounts:pegawai_satu", user.pk)
    return _form(request, form, "Pegawai baru")


@access.roles(Role.ADMIN_SATKER)
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(_mine(request), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = PegawaiForm(data, instance=user, request=request)
    if form.is_valid():
        jabatan.ubah_pegawai(form, oleh=request.user)
        messages.success(request, "Data pegawai tersimpan.")
        if form.surel_baru:
            messages.info(
                request,
                f"Surel lama tetap dipakai sampai {user.nama} masuk dan membuka tautan yang kami "
                f"kirim ke {form.surel_baru}."
                if form.surel_lama
                else f"Surel {form.surel_baru} baru dipakai setelah {user.nama} masuk dan membuka "
                "tautan yang kami kirim ke sana.",
            )
        return redirect("accounts:pegawai_satu", pk)
    return _form(request, form, "Ubah data pegawai", user)


def _form(
    request: HttpRequest, form: PegawaiForm, judul: str, user: User | None = None
) -> HttpResponse:
    return render(
        request,
        "accounts/pegawai_ubah.html",
        {"form": form, "judul": judul, "akun": user},
        status=form_status(form),
    )


@access.roles(Role.ADMIN_SATKER)
def satu(request: HttpRequest, pk: int) -> HttpResponse:
    """One officer: data, roles now, coming and past, and what happened to the account."""
    user = get_object_or_404(_mine(request), pk=pk)
    day = today()
    rows = sorted(user.semua_penugasan(), key=lambda p: p.mulai, reverse=True)
    prefetch_related_objects(rows, "uml")
    context = {
        "akun": user,
        "sekarang": [p for p in rows if p.in_force(day)],
        "nanti": [p for p in rows if p.mulai > day],
        "lalu": [p for p in rows if p.sampai and p.sampai < day],
        "catatan": user.catatan.select_related("oleh")[:20],
        "diri": user.pk == request.user.pk,
        "sesi": len(sesi.terbuka(user)),
    }
    return render(request, "accounts/pegawai_satu.html", context)


@access.roles(Role.ADMIN_SATKER)
def beri(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(_mine(request), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = PenugasanForm(data, pegawai=user, uml=user.uml, request=request)
    if form.is_valid():
        row = jabatan.beri(form.save(commit=False), oleh=request.user)
        messages.success(request, f"{user.nama} sekarang memegang peran {row}.")
        return redirect("accounts:pegawai_satu", pk)
    return render(
        request,
        "accounts/peran_beri.html",
        {"form": form, "akun": user},
        status=form_status(form),
    )


@access.roles(Role.ADMIN_SATKER)
def hentikan(request: HttpRequest, pk: int, penugasan: int) -> HttpResponse:
    user = get_object_or_404(_mine(request), pk=pk)
    row = get_object_or_404(
        Penugasan.objects.select_related("uml", "user"), pk=penugasan, user=user
    )
    # Somebody of this unit may hold a role at another; that one is for its administrator to end.
    access.require_at(request.user, row.uml_id, Role.ADMIN_SATKER)
    data = request.POST if request.method == "POST" else None
    held = pegangan.dari(user, frozenset({row.role}))
    form = HentikanForm(data, penugasan=row, request=request, pegangan=held)
    if form.is_valid():
        try:
            jabatan.hentikan(
                row,
                sampai=form.cleaned_data["sampai"],
                oleh=request.user,
                serahkan=form.serahkan,
            )
        except TidakBisa as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Peran {row} berakhir {tanggal(row.sampai)}.")
            return redirect("accounts:pegawai_satu", pk)
    return render(
        request,
        "accounts/peran_hentikan.html",
        {"form": form, "akun": user, "penugasan": row},
        status=form_status(form),
    )


@access.roles(Role.ADMIN_SATKER)
def nonaktif(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(_mine(request).filter(is_active=True), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = NonaktifForm(data, request=request, pegangan=pegangan.dari(user))
    if form.is_valid():
        try:
            jabatan.nonaktifkan(
                user,
                alasan=form.cleaned_data["alasan"],
                oleh=request.user,
                serahkan=form.serahkan,
            )
        except TidakBisa as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Akun {user.nama} dinonaktifkan.")
            return redirect("accounts:pegawai_satu", pk)
    return render(
        request,
        "accounts/pegawai_nonaktif.html",
        {"form": form, "akun": user},
        status=form_status(form),
    )


@access.roles(Role.ADMIN_SATKER)
@require_POST
def aktif(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(_mine(request).filter(is_active=False), pk=pk)
    page = tanya(
        request,
        judul="Aktifkan lagi",
        akibat=f"{user.nama} dapat masuk lagi, dengan peran yang masih berlaku.",
        tombol="Aktifkan lagi",
        kembali=resolve_url("accounts:pegawai_satu", pk),
    )
    if page:
        return page
    try:
        jabatan.aktifkan_lagi(user, oleh=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Akun {user.nama} aktif lagi.")
    return redirect("accounts:pegawai_satu", pk)


@access.roles(Role.ADMIN_SATKER)
@require_POST
def kirim_sandi(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(_mine(request).filter(is_active=True), pk=pk)
    page = tanya(
        request,
        judul="Kirim tautan sandi",
        akibat=f"{user.nama} menerima tautan untuk membuat sandi baru.",
        tombol="Kirim tautan sandi",
        kembali=resolve_url("accounts:pegawai_satu", pk),
    )
    if page:
        return page
    if user.email:
        jabatan.tasks.kirim_atur_ulang.defer(email=user.email)
        messages.success(request, f"Tautan mengatur sandi dikirim ke {user.email}.")
    else:
        messages.error(request, "Pegawai ini belum punya surel. Lengkapi datanya dahulu.")
    return redirect("accounts:pegawai_satu", pk)


@access.roles(Role.ADMIN_SATKER)
@require_POST
def akhiri_sesi(request: HttpRequest, pk: int) -> HttpResponse:
    """End all sessions of an officer, whose device was lost or left open."""
    user = get_object_or_404(_mine(request), pk=pk)
    return akhiri_semua(request, user, resolve_url("accounts:pegawai_satu", pk))
