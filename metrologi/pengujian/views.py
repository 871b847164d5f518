"""The cerapan sheet of an instrument of any case of tera, the list for fasilitasi, and the bundle of papers."""
from __future__ import annotations

from typing import Any
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
from metrologi.clock.now import today
from metrologi.clock.templatetags.waktu import waktu_singkat
from metrologi.documents.berkas import bundle
from metrologi.pengujian.fasilitasi import dirujuk
from metrologi.pengujian.models import PerkaraUji
from metrologi.workflow import trail
from metrologi.workflow.errors import Stale
from metrologi.workflow.listing import window
from metrologi.workflow.run import may, run, stale
from metrologi.workflow.views import UNPROCESSABLE, case_or_404, person

DIUJI = "diuji"


def _perkara(request: HttpRequest, code: str, pk: int) -> PerkaraUji:
    """The case with instruments to test, if this person may test them; 404 for a machine that tests nothing."""
    perkara = case_or_404(code, pk, person(request))
    if not isinstance(perkara, PerkaraUji):
        raise Http404
    may(perkara, perkara.machine.steps["uji"], person(request))
    return perkara


def _item(perkara: PerkaraUji, pk: int) -> Any:
    item = get_object_or_404(perkara.items.select_related("uttp__jenis", "uttp__tempat", "uttp__pemilik"), pk=pk)
    if not item.diterima:
        raise Http404
    return item


@access.roles(Role.PENERA)
def pilih_uji(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Which instrument of the perkara to test now; a direct POST is told to choose one."""
    perkara = _perkara(request, code, pk)
    if perkara.status != DIUJI:
        raise stale(perkara)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "pengujian/uji.html", {"case": perkara, "machine": perkara.machine, "items": perkara.diterima(),
                                               "pilih_dulu": status != 200}, status=status)


def _form(request: HttpRequest, perkara: PerkaraUji, item: Any) -> CerapanForm:
    posted = request.method == "POST"
    return CerapanForm(request.POST if posted else None, request.FILES if posted else None, uttp=item.uttp,
                       tahap=item.tahap, hari=today(), uml=perkara.uml, penera=request.user,
                       cara=request.POST.get("cara") or request.GET.get("cara", ""))


@access.roles(Role.PENERA)
def uji(request: HttpRequest, code: str, pk: int, item: int) -> HttpResponse:
    perkara = _perkara(request, code, pk)
    row = _item(perkara, item)
    form = _form(request, perkara, row)
    if request.method == "POST" and "hitung" not in request.POST:
        return _simpan(request, perkara, row, form)
    if perkara.status != DIUJI:
        raise stale(perkara)
    return _lembar(request, perkara, row, form)


@access.roles(Role.PENERA)
@require_POST
def hitung(request: HttpRequest, code: str, pk: int, item: int) -> HttpResponse:
    """Error, BKD and verdict of what has been typed so far, by the engine that will decide."""
    perkara = _perkara(request, code, pk)
    form = _form(request, perkara, _item(perkara, item))
    return render(request, "cerapan/_hasil.html", {"form": form, "hasil": form.hitung()})


def _simpan(request: HttpRequest, perkara: PerkaraUji, item: Any, form: CerapanForm) -> HttpResponse:
    kunci, percobaan = _kunci(request), _percobaan(request)
    if _sudah(perkara, request, kunci):
        return redirect(perkara.sesudah_uji())
    if perkara.status != request.POST.get("seen"):
        raise stale(perkara)
    if not form.is_valid():
        return _lembar(request, perkara, item, form, UNPROCESSABLE)
    try:
        with transaction.atomic():
            pengujian = form.simpan(case=perkara, item_id=item.pk, penera=request.user, percobaan=percobaan, kunci=kunci)
            run(perkara, "uji", by=request.user, seen=request.POST["seen"], item=item, pengujian=pengujian)
    except IntegrityError:
        if _sudah(perkara, request, kunci):
            return redirect(perkara.sesudah_uji())
        raise Stale(_lebih_dahulu(perkara, item, percobaan)) from None
    messages.success(request, f"Cerapan {item.uttp} tersimpan: {pengujian.get_keputusan_display()}.")
    return redirect(perkara.sesudah_uji())


def _sudah(perkara: PerkaraUji, request: HttpRequest, kunci: UUID) -> bool:
    """Whether this very sheet is in already: the phone lost its signal and sent it again."""
    return Pengujian.objects.dari(perkara).filter(kunci=kunci, penera=person(request)).exists()


def _lebih_dahulu(perkara: PerkaraUji, item: Any, percobaan: int) -> str:
    """Who was faster at this instrument, and what they found."""
    made = Pengujian.objects.dari(perkara).filter(item_id=item.pk, percobaan=percobaan).select_related("penera").first()
    who = f" oleh {made.penera.nama}: {made.get_keputusan_display().lower()}" if made else ""
    return f"Percobaan ke-{percobaan} untuk {item.uttp} sudah dicatat{who}. Buka kembali halamannya untuk melihat hasilnya."


def _kunci(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("kunci", ""))
    except ValueError:
        return uuid4()


def _percobaan(request: HttpRequest) -> int:
    raw = request.POST.get("percobaan", "1")
    return int(raw) if raw.isdecimal() and len(raw) < 3 and int(raw) else 1


def _lembar(request: HttpRequest, perkara: PerkaraUji, item: Any, form: CerapanForm, status: int = 200) -> HttpResponse:
    if item.final:
        raise Stale(f"{item.uttp} sudah dinyatakan {item.get_hasil_display().lower()}.")
    context: dict[str, Any] = {
        "case": perkara, "item": item, "form": form, "machine": perkara.machine, "kunci": uuid4(), "hasil": form.hitung(),
        "percobaan": item.pengujian.percobaan + 1 if item.pengujian else 1,
    }
    return render(request, "pengujian/lembar.html", context, status=status)


@access.roles(Role.ADMINISTRASI, Role.KEPALA)
def fasilitasi(request: HttpRequest) -> HttpResponse:
    """Instruments this office could not serve: the inventory from which co-operation is sought (SOP row 2, A)."""
    units = request.user.units_with({Role.ADMINISTRASI, Role.KEPALA})
    return render(request, "pengujian/fasilitasi.html", {"page": window(dirujuk(units), request)})


def _jejak(perkara: PerkaraUji) -> list[tuple[str, str, str, str]]:
    """The case's history for the index: when, what, by whom, with what note."""
    return [(waktu_singkat(row.at), row.label, row.actor.nama if row.actor else "Sistem", row.note)
            for row in trail.rows_of(perkara)]


@access.login
def berkas(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Every paper of the perkara and of its letters in one file (SOP row 6: berkas TTU UTTP)."""
    perkara = case_or_404(code, pk, person(request))
    if not isinstance(perkara, PerkaraUji):
        raise Http404
    letters = [*perkara.children("skhp").visible_to(request.user), *perkara.children("skrd").visible_to(request.user)]
    body = bundle(perkara, letters, log=_jejak(perkara))
    name = perkara.nomor.replace("/", "-")
    return HttpResponse(body, content_type="application/zip",
                        headers={"Content-Disposition": f'attachment; filename="berkas-{name}.zip"'})
