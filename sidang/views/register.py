"""The day of the sidang: register, search, counter, tester's list, receipt (rows 3-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from metrologi.accounts import access, telepon
from metrologi.accounts.roles import Role
from metrologi.documents.issuing import preview
from metrologi.documents.qr import qr
from metrologi.documents.views.unduh import pdf_response
from metrologi.notifications.send import sekali_kabar
from metrologi.uttp.models import Pemilik
from metrologi.web import UNPROCESSABLE, form_status, whole_number
from metrologi.workflow.errors import StepError
from metrologi.workflow.run import open_case, run, stale
from metrologi.workflow.views import case_or_404, person
from metrologi.workflow.wewenang import acting_role
from sidang.forms.hadir import HadirForm
from sidang.lokasi import cari_pemilik
from sidang.machine import PesertaStatus, Status
from sidang.models import PesertaSidang, Sidang
from sidang.rekap import hitung, terakhir

if TYPE_CHECKING:
    from uuid import UUID

    from metrologi.accounts.models import User

A, P, K = Role.ADMINISTRASI, Role.PENERA, Role.KEPALA


def sidang_or_404(request: HttpRequest, pk: int) -> Sidang:
    return cast(Sidang, case_or_404("sidang", pk, person(request)))


def _peserta(request: HttpRequest, pk: int) -> PesertaSidang:
    return cast(PesertaSidang, case_or_404("peserta_sidang", pk, person(request)))


@access.roles(A, P)
@require_safe
def hari_ini(request: HttpRequest) -> HttpResponse:
    """The sidang that runs now: the register for administrasi, the queue for penera.

    A choice where there are several.
    """
    running = list(
        Sidang.objects.visible_to(request.user)
        .filter(status=Status.BERLANGSUNG)
        .select_related("kecamatan", "desa")
        .order_by("tanggal", "pk")[:20]
    )
    page = (
        "workflow:sidang-register"
        if A in person(request).roles_anywhere()
        else "workflow:sidang-antrean"
    )
    if len(running) == 1:
        return redirect(page, running[0].pk)
    return render(request, "sidang/hari_ini.html", {"rows": running, "page": page})


@access.roles(A)
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Search, choose or type, save, next: the walk-in's whole registration on one page."""
    sidang = sidang_or_404(request, pk)
    pemilik = _pemilik(request, sidang)
    posted = request.POST if request.method == "POST" else None
    cari = request.GET.get("cari", "")
    form = HadirForm(posted, sidang=sidang, pemilik=pemilik, initial=_dicari(cari))
    if posted is not None:
        _open(request, sidang)
        if form.is_valid() and (peserta := _simpan(request, sidang, form)):
            return redirect(
                f"{reverse('workflow:sidang-register', args=[sidang.pk])}?terdaftar={peserta.pk}"
            )
    context = {
        "case": sidang,
        "form": form,
        "pemilik": pemilik,
        "cari": cari,
        "found": cari_pemilik(sidang, cari),
        "baru": posted is not None or "baru" in request.GET,
        "n": hitung(sidang),
        "terakhir": terakhir(sidang),
        "terdaftar": _terdaftar(request, sidang),
    }
    return render(
        request,
        "sidang/register.html",
        context,
        status=form_status(form),
    )


def _dicari(cari: str) -> dict[str, str]:
    """What was searched and not found stands in the box where it belongs."""
    words = cari.replace("\x00", "").strip()
    digits = sum(c.isdecimal() for c in words) > len(words) / 2
    return {"telepon": words[:20]} if digits else {"nama": words[:120]}


def _open(request: HttpRequest, sidang: Sidang) -> None:
    if not sidang.dibuka:
        raise stale(sidang, person(request))


def _pemilik(request: HttpRequest, sidang: Sidang) -> Pemilik | None:
    raw = request.POST.get("pemilik") or request.GET.get("pemilik") or ""
    return Pemilik.objects.filter(uml_id=sidang.uml_id, pk=whole_number(raw)).first()


@transaction.atomic
@sekali_kabar()
def daftarkan(
    sidang: Sidang,
    *,
    by: User | None,
    kunci: UUID,
    hadirin: dict[str, Any],
    baris: list[dict[str, Any]],
) -> PesertaSidang:
    """Register and queue at one go.

    The same `kunci` again gives back what the first try made. Raises StepError.
    """
    peserta = open_case(
        "peserta_sidang",
        by=by,
        uml=sidang.uml,
        origin=sidang,
        kunci=kunci,
        sidang=sidang,
        hadirin=hadirin,
        baris=baris,
    )
    if peserta.status == PesertaStatus.TERDAFTAR:
        peserta = run(peserta, "antrekan", by=by, seen=peserta.status)
    return cast(PesertaSidang, peserta)


def _simpan(request: HttpRequest, sidang: Sidang, form: HadirForm) -> PesertaSidang | None:
    try:
        return daftarkan(
            sidang,
            by=person(request),
            kunci=form.cleaned_data["kunci"],
            hadirin=form.hadirin(),
            baris=form.rows(),
        )
    except StepError as error:
        if error.status_code != UNPROCESSABLE:
            raise
        form.add_error(None, str(error))
        return None


def _terdaftar(request: HttpRequest, sidang: Sidang) -> PesertaSidang | None:
    raw = request.GET.get("terdaftar", "")
    return sidang.peserta.filter(pk=whole_number(raw)).select_related("pemilik").first()


@access.roles(A, K)
@require_safe
def pratinjau(request: HttpRequest, pk: int) -> HttpResponse:
    """The SPT as it would be signed now, marked KONSEP."""
    body = preview("spt_sidang", sidang_or_404(request, pk), by=person(request))
    return pdf_response(body, "konsep.pdf", inline=True)


@access.roles(A)
@require_safe
def cari(request: HttpRequest, pk: int) -> HttpResponse:
    """The list under the search box, while it is typed."""
    sidang, teks = sidang_or_404(request, pk), request.GET.get("cari", "")
    return render(
        request,
        "sidang/_temuan.html",
        {"case": sidang, "cari": teks, "found": cari_pemilik(sidang, teks)},
    )


@access.roles(A, P, K)
@require_safe
def hitungan(request: HttpRequest, pk: int) -> HttpResponse:
    """The counter alone, asked for again every few seconds."""
    sidang = sidang_or_404(request, pk)
    return render(request, "sidang/_hitungan.html", {"case": sidang, "n": hitung(sidang)})


@access.roles(A)
def tambah_uttp(request: HttpRequest, pk: int) -> HttpResponse:
    """More instruments for a participant who is in the queue already."""
    peserta = _peserta(request, pk)
    step = peserta.machine.steps["tambah_uttp"]
    acting_role(peserta, step, person(request))
    if peserta.status not in step.sources:
        raise stale(peserta, person(request))
    posted = request.POST if request.method == "POST" else None
    form = HadirForm(posted, sidang=peserta.sidang, pemilik=peserta.pemilik)
    if posted is not None and form.is_valid() and _tambah(request, peserta, form):
        messages.success(request, "UTTP ditambahkan.")
        return redirect(peserta)
    context = {
        "case": peserta,
        "machine": peserta.machine,
        "form": form,
        "pemilik": peserta.pemilik,
    }
    return render(
        request,
        "peserta_sidang/tambah_uttp.html",
        context,
        status=form_status(form),
    )


def _tambah(request: HttpRequest, peserta: PesertaSidang, form: HadirForm) -> bool:
    rows = form.rows()
    if peserta.items.filter(kunci__in=[r["kunci"] for r in rows]).count() == len(rows):
        return True
    try:
        run(
            peserta,
            "tambah_uttp",
            by=person(request),
            seen=request.POST.get("seen", ""),
            baris=rows,
            oleh=person(request),
        )
    except StepError as error:
        if error.status_code != UNPROCESSABLE:
            raise
        form.add_error(None, str(error))
        return False
    return True


@access.roles(P)
@require_safe
def antrean(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits for a test, by queue number, each instrument one press away from its sheet."""
    sidang = sidang_or_404(request, pk)
    waiting = (
        sidang.peserta.filter(status=PesertaStatus.DIUJI)
        .select_related("pemilik")
        .order_by("antrean")
    )
    people = list(waiting.prefetch_related("items__uttp__jenis", "items__pengujian__penera")[:40])
    return render(
        request, "sidang/antrean.html", {"case": sidang, "people": people, "n": hitung(sidang)}
    )


@access.roles(A)
@require_safe
def struk(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt with queue number and tracking code, for a narrow printer or to be sent by
    WhatsApp."""
    peserta = _peserta(request, pk)
    lacak = f"{settings.PORTAL_URL}/lacak/"
    return render(
        request,
        "peserta_sidang/struk.html",
        {
            "case": peserta,
            "items": peserta.daftar,
            "lacak": lacak,
            "qr": qr(lacak),
            "wa": _whatsapp(peserta, lacak),
        },
    )


def _whatsapp(peserta: PesertaSidang, lacak: str) -> str:
    """A link that opens WhatsApp with the receipt as text; "" without a telephone number."""
    try:
        nomor = telepon.normal(peserta.pemilik.telepon).lstrip("+")
    except ValidationError:
        return ""
    if not nomor:
        return ""
    teks = (
        f"Sidang tera ulang {peserta.sidang.lokasi}, {peserta.sidang.hari_jam}. Nomor antrean "
        f"{peserta.antrean}, "
        f"{len(peserta.daftar)} UTTP. Lacak di {lacak} dengan nomor {peserta.nomor}, kode "
        f"{peserta.kode_akses}. "
        f"{peserta.uml.kalimat_biaya}"
    )
    return f"https://wa.me/{nomor}?text={quote(teks)}"
