"""Counter mode: a walk-in from serial number to printed bukti order, by keyboard alone (SOP rows 1 and 2 at one go)."""
from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.uttp.cari import ingat
from metrologi.uttp.lingkup import jawab
from metrologi.uttp.models import Uttp
from metrologi.workflow.errors import StepError
from metrologi.workflow.run import open_case, run
from metrologi.workflow.views import UNPROCESSABLE
from orders.loket_form import LoketForm
from orders.machine import Status
from orders.models import Order, OrderItem


@access.roles(Role.ADMINISTRASI)
def loket(request: HttpRequest) -> HttpResponse:
    """The counter's page: `?seri=` recalls, `?uttp=` takes a known instrument, POST accepts it."""
    uml = Uml.objects.default()
    known = _known(request, uml)
    form = LoketForm(request.POST or None, uml=uml, uttp=known,
                     initial={"kunci": uuid4(), "nomor_seri": request.GET.get("seri", "")[:60]})
    if request.method == "POST" and form.is_valid():
        try:
            order = terima_di_loket(form, request.user, uml)
        except StepError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{order.nomor} diterima. Cetak bukti order di bawah ini.")
            return redirect(order)
    seri = request.GET.get("seri", "").strip()
    found = ingat(uml, seri) if seri and known is None else []
    if len(found) == 1 and request.method == "GET":
        known, found = found[0], []
        form = LoketForm(uml=uml, uttp=known, initial={"kunci": uuid4()})
    context = {"form": form, "known": known, "found": found, "seri": seri, "lingkup": _lingkup(uml, known),
               "baru": bool(request.POST) or "baru" in request.GET or (seri and not found and not known)}
    return render(request, "orders/loket.html", context,
                  status=UNPROCESSABLE if request.method == "POST" else 200)


def _known(request: HttpRequest, uml: Uml) -> Uttp | None:
    raw = request.POST.get("uttp") or request.GET.get("uttp") or ""
    return Uttp.objects.filter(uml=uml, kode=raw).lengkap().first() if raw else None


def _lingkup(uml: Uml, uttp: Uttp | None) -> Any:
    return jawab(uml, uttp.jenis, uttp.kelas, uttp.kapasitas_maks, uttp.satuan) if uttp else None


@transaction.atomic
def terima_di_loket(form: LoketForm, by: Any, uml: Uml) -> Order:
    """Open the order and do its review in one go; an instrument outside the scope is referred at once."""
    uttp = form.uttp_tercatat()
    item = {"uttp": uttp, "tahap": form.tahap(uttp), "minta_skhp": form.cleaned_data["minta_skhp"]}
    order = open_case("orders", by=by, uml=uml, key=form.cleaned_data["kunci"], pemilik=uttp.pemilik, items=[item],
                      loket=True)
    if order.status != Status.DIAJUKAN:
        return order
    return _kaji(order, by)


def _kaji(order: Order, by: Any) -> Order:
    if all(not i.dalam_lingkup for i in order.daftar()):
        return run(order, "rujuk", by=by, seen=order.status)
    rows = [{"item": i.pk, "kaji": OrderItem.Kaji.DITERIMA, "lengkap": True, "visual": True} for i in order.daftar()]
    return run(order, "terima", by=by, seen=order.status, putusan=rows)
