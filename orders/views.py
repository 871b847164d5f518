"""The counter: a walk-in from serial number to printed bukti order (SOP rows 1 and 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.documents.models.dokumen import papers_of
from metrologi.notifications.send import sekali_kabar
from metrologi.uttp.cari import cocok, ingat
from metrologi.uttp.models import Pemilik, Uttp
from metrologi.web import form_status, whole_number
from metrologi.workflow.errors import StepError
from metrologi.workflow.run import open_case, run
from metrologi.workflow.views import case_or_404, person
from orders.forms import AlatBaruForm, TerimaForm
from orders.machine import Status
from orders.models import Order, OrderItem
from orders.papers import surat_permohonan

if TYPE_CHECKING:
    from metrologi.accounts.models import User

# Instruments of one order, and what a search shows.
ALAT_PALING, COCOK_PALING = 40, 10
PELAT = ("jenis", "merek", "nomor_seri")


@access.roles(Role.ADMINISTRASI)
def loket(request: HttpRequest) -> HttpResponse:
    """The counter's page.

    `?seri=` recalls, `?uttp=` (several) are the instruments of the order, `?baru` writes one anew,
    `?pemilik=` for a known owner. A POST registers (a plate) or accepts; the page that follows is
    that of the next instrument or customer.
    """
    uml = access.unit_of(request.user, Role.ADMINISTRASI)
    chosen = _dipilih(request, uml)
    if request.method == "POST" and any(name in request.POST for name in PELAT):
        return _catat(request, uml, chosen)
    if request.method == "POST" and chosen:
        return _terima(request, uml, chosen)
    seri = request.GET.get("seri", "").strip()[:60]
    found = [u for u in _cari(uml, seri) if u not in chosen]
    if len(found) == 1 and _sepemilik(found[0], chosen):
        return redirect(alamat([*chosen, found[0]]))
    return _halaman(request, uml, chosen, found=found, seri=seri)


@access.login
@require_safe
def permohonan(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of application; for whoever may read the papers of the case."""
    order = case_or_404("orders", pk, person(request))
    if not isinstance(order, Order) or not order.boleh_buka_naskah(person(request)):
        raise Http404
    return surat_permohonan(order)


def alamat(uttp: list[Uttp], **rest: str) -> str:
    """The counter with these instruments in the order."""
    query = urlencode({"uttp": [u.kode for u in uttp], **rest}, doseq=True)
    return f"{reverse('workflow:orders-loket')}?{query}"


def _dipilih(request: HttpRequest, uml: Uml) -> list[Uttp]:
    """The instruments of the order, as they were chosen; those of another owner are left out."""
    codes = list(dict.fromkeys(request.GET.getlist("uttp") or request.POST.getlist("uttp")))
    found = {
        u.kode: u for u in Uttp.objects.filter(uml=uml, kode__in=codes[:ALAT_PALING]).lengkap()
    }
    rows = [found[code] for code in codes if code in found]
    return [u for u in rows if _sepemilik(u, rows[:1])]


def _sepemilik(uttp: Uttp, chosen: list[Uttp]) -> bool:
    return not chosen or uttp.pemilik_id == chosen[0].pemilik_id


def _cari(uml: Uml, teks: str) -> list[Uttp]:
    """By serial; where none fits by sticker, brand or the owner's name."""
    if not teks:
        return []
    rows = Uttp.objects.filter(uml=uml).lengkap()
    return ingat(uml, teks) or list(cocok(rows, teks)[:COCOK_PALING])


def _usaha(uml: Uml, teks: str) -> list[Pemilik]:
    """Known owners of that name, for whom a new instrument is written."""
    if len(teks) < 3:
        return []
    named = Q(nama__icontains=teks)
    return list(Pemilik.objects.filter(named, uml=uml).order_by("nama")[:COCOK_PALING])


def _pemilik(request: HttpRequest, uml: Uml, chosen: list[Uttp]) -> Pemilik | None:
    """Whose new instrument it is, where that is known."""
    if chosen:
        return chosen[0].pemilik
    raw = request.POST.get("usaha") or request.GET.get("pemilik") or ""
    return Pemilik.objects.filter(uml=uml, pk=whole_number(raw)).first() if raw else None


def _catat(request: HttpRequest, uml: Uml, chosen: list[Uttp]) -> HttpResponse:
    """Register a new instrument; it joins the order, and is accepted or referred there."""
    form = AlatBaruForm(request.POST, uml=uml, pemilik=_pemilik(request, uml, chosen))
    if not form.is_valid():
        return _halaman(request, uml, chosen, baru=form)
    with transaction.atomic():
        uttp = form.simpan(request.user)
    return redirect(alamat([*chosen, uttp]))


def _terima(request: HttpRequest, uml: Uml, chosen: list[Uttp]) -> HttpResponse:
    form = TerimaForm(request.POST, alat=chosen, uml=uml)
    if form.is_valid():
        try:
            order = terima_di_loket(form, request.user, uml)
        except StepError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, kabar(order))
            return redirect(f"{reverse('workflow:orders-loket')}?selesai={order.pk}")
    return _halaman(request, uml, chosen, terima=form)


def kabar(order: Order) -> str:
    """What became of the order, in one sentence."""
    if order.status == Status.DIRUJUK:
        return f"{order.nomor} dirujuk ke UML lain; UTTP dikembalikan."
    back = len(order.daftar) - len(order.diterima())
    rest = f" {back} UTTP dirujuk dan dikembalikan." if back else ""
    return f"{order.nomor} diterima.{rest} Cetak bukti order."


def _halaman(
    request: HttpRequest,
    uml: Uml,
    chosen: list[Uttp],
    *,
    found: list[Uttp] | None = None,
    seri: str = "",
    baru: AlatBaruForm | None = None,
    terima: TerimaForm | None = None,
) -> HttpResponse:
    unknown = bool(seri) and not found
    owner = _pemilik(request, uml, chosen)
    if baru is None and ("baru" in request.GET or unknown):
        # A serial has digits; what has none is a name.
        name = "nomor_seri" if any(c.isdigit() for c in seri) else "pemilik"
        baru = AlatBaruForm(initial={name: seri}, uml=uml, pemilik=owner)
    if terima is None and chosen and baru is None:
        terima = TerimaForm(alat=chosen, uml=uml, initial={"kunci": uuid4()})
    shown, done = baru or terima, _selesai(request, uml)
    context = {
        "dipilih": chosen,
        "pemilik": owner,
        "found": found or [],
        "usaha": _usaha(uml, seri) if unknown and not chosen else [],
        "seri": seri,
        "baru": baru,
        "terima": terima,
        "selesai": done,
        "cetak": papers_of(done) if done else [],
    }
    status = form_status(shown) if shown else 200
    return render(request, "orders/loket.html", context, status=status)


def _selesai(request: HttpRequest, uml: Uml) -> Order | None:
    """The order that has just been accepted, for its papers and a further one of the same owner."""
    raw = whole_number(request.GET.get("selesai", ""))
    return Order.objects.filter(uml=uml, pk=raw).first() if raw else None


@transaction.atomic
@sekali_kabar()
def terima_di_loket(form: TerimaForm, by: User | None, uml: Uml) -> Order:
    """Open the order and do its review in one go.

    An instrument outside the scope is referred, as the page has said. Its owner is told once.
    """
    order = open_case(
        "orders",
        by=by,
        uml=uml,
        kunci=form.cleaned_data["kunci"],
        pemilik=form.alat[0].pemilik,
        items=form.items(),
        loket=True,
    )
    if order.status != Status.DIAJUKAN:
        return order
    return _kaji(order, by, form)


def _kaji(order: Order, by: User | None, form: TerimaForm) -> Order:
    if all(not i.dalam_lingkup for i in order.daftar):
        return run(order, "rujuk", by=by, seen=order.status)
    rows = [_putusan(item, form) for item in order.daftar]
    return run(order, "terima", by=by, seen=order.status, putusan=rows)


def _putusan(item: OrderItem, form: TerimaForm) -> dict[str, Any]:
    if item.dalam_lingkup:
        return {"item": item.pk, "kaji": OrderItem.Kaji.DITERIMA, "lengkap": True, "visual": True}
    near = item.uml_terdekat(form.lingkup)
    return {"item": item.pk, "kaji": OrderItem.Kaji.DIRUJUK, "rujukan": near}
