"""The cerapan sheet of an instrument of any case of tera: choose, fill in, reckon, save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.models import Pengujian
from metrologi.cerapan.simpan import simpan
from metrologi.clock.now import today
from metrologi.pengujian.models import PerkaraUji
from metrologi.web import UNPROCESSABLE, whole_number
from metrologi.workflow.errors import Stale
from metrologi.workflow.run import run, stale
from metrologi.workflow.views import case_or_404, person
from metrologi.workflow.wewenang import acting_role

if TYPE_CHECKING:
    from metrologi.pengujian.baris import BarisUji


def _perkara(request: HttpRequest, code: str, pk: int) -> PerkaraUji:
    """The case with instruments to test, if this person may test them.

    404 for a machine that tests nothing.
    """
    perkara = case_or_404(code, pk, person(request))
    if not isinstance(perkara, PerkaraUji):
        raise Http404
    acting_role(perkara, perkara.machine.steps["uji"], person(request))
    return perkara


def _item(perkara: PerkaraUji, pk: int) -> Any:
    item = get_object_or_404(
        perkara.items.select_related("uttp__jenis", "uttp__tempat", "uttp__pemilik"), pk=pk
    )
    if not item.diterima:
        raise Http404
    return item


@access.roles(Role.PENERA)
def pilih_uji(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Which instrument of the perkara to test now; a direct POST is told to choose one."""
    perkara = _perkara(request, code, pk)
    if not perkara.sedang_diuji:
        raise stale(perkara, person(request))
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(
        request,
        "pengujian/uji.html",
        {
            "case": perkara,
            "machine": perkara.machine,
            "items": perkara.diterima(),
            "pilih_dulu": status != 200,
        },
        status=status,
    )


def _form(
    request: HttpRequest, perkara: PerkaraUji, item: BarisUji, *, susun: bool = True
) -> CerapanForm:
    posted = request.method == "POST"
    return CerapanForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        uttp=item.uttp,
        tahap=item.tahap,
        hari=today(),
        uml=perkara.uml,
        penera=request.user,
        cara=request.POST.get("cara") or request.GET.get("cara", ""),
        susun=susun,
    )


@access.roles(Role.PENERA)
def uji(request: HttpRequest, code: str, pk: int, item: int) -> HttpResponse:
    perkara = _perkara(request, code, pk)
    row = _item(perkara, item)
    form = _form(request, perkara, row)
    if request.method == "POST" and "hitung" not in request.POST:
        return _simpan(request, perkara, row, form)
    if not perkara.sedang_diuji:
        raise stale(perkara, person(request))
    return _lembar(request, perkara, row, form)


@access.roles(Role.PENERA)
@require_POST
def hitung(request: HttpRequest, code: str, pk: int, item: int) -> HttpResponse:
    """Error, BKD and verdict of what has been typed so far, by the engine that will decide.

    Whoever types on a sheet that is closed meanwhile is told at once, not when they save it.
    """
    perkara = _perkara(request, code, pk)
    row = _item(perkara, item)
    if not perkara.sedang_diuji:
        raise stale(perkara, person(request))
    if row.final:
        raise Stale(_sudah_dinyatakan(row))
    row.pegang(person(request))
    form = _form(request, perkara, row, susun=False)
    return render(request, "cerapan/_hasil.html", {"form": form, "hasil": form.penilaian.hasil})


def _simpan(
    request: HttpRequest, perkara: PerkaraUji, item: BarisUji, form: CerapanForm
) -> HttpResponse:
    kunci, percobaan = _kunci(request), _percobaan(request)
    if _sudah(perkara, request, kunci):
        return redirect(perkara.sesudah_uji())
    if perkara.status != request.POST.get("seen"):
        raise stale(perkara, person(request))
    if not form.is_valid():
        return _lembar(request, perkara, item, form, UNPROCESSABLE)
    try:
        with transaction.atomic():
            pengujian = simpan(
                form,
                case=perkara,
                item_id=item.pk,
                penera=request.user,
                percobaan=percobaan,
                kunci=kunci,
            )
            run(
                perkara,
                "uji",
                by=request.user,
                seen=request.POST["seen"],
                item=item,
                pengujian=pengujian,
            )
    except IntegrityError:
        if _sudah(perkara, request, kunci):
            return redirect(perkara.sesudah_uji())
        raise Stale(_lebih_dahulu(perkara, item, percobaan)) from None
    messages.success(
        request, f"Cerapan {item.uttp} tersimpan: {pengujian.get_keputusan_display()}."
    )
    return redirect(perkara.sesudah_uji())


def _sudah(perkara: PerkaraUji, request: HttpRequest, kunci: UUID) -> bool:
    """Whether this sheet was saved already, as when a phone without signal sends it again."""
    return Pengujian.objects.dari(perkara).filter(kunci=kunci, penera=person(request)).exists()


def _lebih_dahulu(perkara: PerkaraUji, item: BarisUji, percobaan: int) -> str:
    """The refusal that says who recorded this attempt first, and its result."""
    made = (
        Pengujian.objects.dari(perkara)
        .filter(item_id=item.pk, percobaan=percobaan)
        .select_related("penera")
        .first()
    )
    who = f" oleh {made.penera.nama}: {made.get_keputusan_display().lower()}" if made else ""
    return (
        f"Percobaan ke-{percobaan} untuk {item.uttp} sudah dicatat{who}. Buka kembali "
        "halamannya untuk melihat hasilnya."
    )


def _sudah_dinyatakan(item: BarisUji) -> str:
    return f"{item.uttp} sudah dinyatakan {item.get_hasil_display().lower()}."


def _kunci(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("kunci", ""))
    except ValueError:
        return uuid4()


def _percobaan(request: HttpRequest) -> int:
    raw = request.POST.get("percobaan", "1")
    return whole_number(raw, longest=2) or 1


def _lembar(
    request: HttpRequest, perkara: PerkaraUji, item: BarisUji, form: CerapanForm, status: int = 200
) -> HttpResponse:
    if item.final:
        raise Stale(_sudah_dinyatakan(item))
    context: dict[str, Any] = {
        "case": perkara,
        "item": item,
        "form": form,
        "machine": perkara.machine,
        "kunci": uuid4(),
        "hasil": form.penilaian.hasil,
        "percobaan": item.pengujian.percobaan + 1 if item.pengujian else 1,
    }
    return render(request, "pengujian/lembar.html", context, status=status)
