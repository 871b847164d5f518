"""The cerapan sheet of an order's instrument, the list for fasilitasi, and the bundle of papers."""
from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.cerapan.forms import CerapanForm
from metrologi.clock.now import today
from metrologi.documents.berkas import bundle
from metrologi.workflow.errors import Stale
from metrologi.workflow.listing import window
from metrologi.workflow.run import may, run, stale
from metrologi.workflow.views import UNPROCESSABLE, case_or_404
from orders.machine import MACHINE, Status
from orders.models import Order, OrderItem

UJI = MACHINE.steps["uji"]


def _order(request: HttpRequest, pk: int) -> Order:
    order: Order = case_or_404("orders", pk, request.user)
    may(order, UJI, request.user)
    return order


def _item(order: Order, pk: int) -> OrderItem:
    items = order.items.select_related("uttp__jenis", "uttp__tempat", "uttp__pemilik")
    return get_object_or_404(items, pk=pk, kaji=OrderItem.Kaji.DITERIMA)


@access.roles(Role.PENERA)
def pilih_uji(request: HttpRequest, pk: int) -> HttpResponse:
    """Which instrument of the order to test now; a direct POST is told to choose one."""
    order = _order(request, pk)
    if order.status != Status.DIUJI:
        raise stale(order)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "orders/uji.html", {"case": order, "machine": MACHINE, "items": order.diterima(),
                                               "pilih_dulu": status != 200}, status=status)


def _form(request: HttpRequest, order: Order, item: OrderItem) -> CerapanForm:
    posted = request.method == "POST"
    return CerapanForm(request.POST if posted else None, request.FILES if posted else None, uttp=item.uttp,
                       tahap=item.tahap, hari=today(), uml=order.uml, penera=request.user,
                       cara=request.POST.get("cara") or request.GET.get("cara", ""))


@access.roles(Role.PENERA)
def uji(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    order = _order(request, pk)
    row = _item(order, item)
    form = _form(request, order, row)
    if request.method == "POST" and "hitung" not in request.POST:
        return _simpan(request, order, row, form)
    if order.status != Status.DIUJI:
        raise stale(order)
    return _lembar(request, order, row, form)


@access.roles(Role.PENERA)
@require_POST
def hitung(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Error, BKD and verdict of what has been typed so far, by the engine that will decide."""
    order = _order(request, pk)
    form = _form(request, order, _item(order, item))
    return render(request, "cerapan/_hasil.html", {"form": form, "hasil": form.hitung()})


def _simpan(request: HttpRequest, order: Order, item: OrderItem, form: CerapanForm) -> HttpResponse:
    if order.status != request.POST.get("seen"):
        raise stale(order)
    if not form.is_valid():
        return _lembar(request, order, item, form, UNPROCESSABLE)
    kunci, percobaan = _kunci(request), _percobaan(request)
    try:
        with transaction.atomic():
            pengujian = form.simpan(case=order, item_id=item.pk, penera=request.user, percobaan=percobaan, kunci=kunci)
            run(order, "uji", by=request.user, seen=request.POST["seen"], item=item, pengujian=pengujian)
    except IntegrityError:
        raise Stale(f"Percobaan ke-{percobaan} untuk {item.uttp} sudah dicatat. Buka kembali halaman permohonan "
                    "untuk melihat hasilnya.") from None
    messages.success(request, f"Cerapan {item.uttp} tersimpan: {pengujian.get_keputusan_display()}.")
    return redirect("workflow:detail", "orders", order.pk)


def _kunci(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("kunci", ""))
    except ValueError:
        return uuid4()


def _percobaan(request: HttpRequest) -> int:
    raw = request.POST.get("percobaan", "1")
    return int(raw) if raw.isdecimal() and len(raw) < 3 and int(raw) else 1


def _lembar(request: HttpRequest, order: Order, item: OrderItem, form: CerapanForm, status: int = 200) -> HttpResponse:
    if item.final:
        raise Stale(f"{item.uttp} sudah dinyatakan {item.get_hasil_display().lower()}.")
    context: dict[str, Any] = {
        "case": order, "item": item, "form": form, "machine": MACHINE, "kunci": uuid4(), "hasil": form.hitung(),
        "percobaan": item.pengujian.percobaan + 1 if item.pengujian else 1,
    }
    return render(request, "orders/lembar.html", context, status=status)


@access.roles(Role.ADMINISTRASI, Role.KEPALA)
def fasilitasi(request: HttpRequest) -> HttpResponse:
    """Instruments this office could not serve: the inventory from which co-operation is sought (SOP row 2, A)."""
    units = request.user.units_with({Role.ADMINISTRASI, Role.KEPALA})
    rows = OrderItem.objects.filter(kaji=OrderItem.Kaji.DIRUJUK, order__uml_id__in=units)
    rows = rows.select_related("order__pemilik", "uttp__jenis", "rujukan").order_by("-order__created_at", "pk")
    return render(request, "orders/fasilitasi.html", {"page": window(rows, request)})


@access.login
def berkas(request: HttpRequest, pk: int) -> HttpResponse:
    """Every paper of the order and of its letters in one file (SOP row 6: berkas TTU UTTP)."""
    order: Order = case_or_404("orders", pk, request.user)
    letters = [*order.children("skhp").visible_to(request.user), *order.children("skrd").visible_to(request.user)]
    body = bundle(order, letters)
    name = order.nomor.replace("/", "-")
    return HttpResponse(body, content_type="application/zip",
                        headers={"Content-Disposition": f'attachment; filename="berkas-{name}.zip"'})
