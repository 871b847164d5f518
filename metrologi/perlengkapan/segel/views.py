"""The ledger of serials: balance, moves, one serial's life, and the day's close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.notifications.send import send
from metrologi.perlengkapan.akses import (
    GUDANG,
    PETUGAS,
    memegang,
    orang,
    petugas,
    unit,
)
from metrologi.perlengkapan.segel import gerak
from metrologi.perlengkapan.segel.forms import (
    HitungForm,
    KoreksiForm,
    RusakForm,
    SerahForm,
    TempatForm,
    TerimaForm,
)
from metrologi.perlengkapan.segel.models import Penerimaan, Seri, TutupHari
from metrologi.perlengkapan.segel.seri import rapi, ringkas
from metrologi.perlengkapan.segel.tutup import menurut_buku, neraca, tangan, tutup
from metrologi.web import form_status

JUDUL_HITUNG = {"gudang": "Hitung isi gudang", "tangan": "Hitung yang Anda pegang", "": "Hitung"}


@access.roles(*PETUGAS)
def buku(request: HttpRequest) -> HttpResponse:
    """Balance, receipts, who holds what; `?nomor=` tells the life of one serial."""
    uml, nomor = unit(request), rapi(request.GET.get("nomor", ""))[:40]
    found = (
        Seri.objects.filter(uml=uml, nomor=nomor)
        .select_related("uttp__jenis", "pemegang", "penerimaan")
        .first()
    )
    holders = tangan(uml, today())
    mine = Seri.objects.filter(uml=uml).di_tangan(orang(request)).values_list("nomor", flat=True)
    return render(
        request,
        "perlengkapan/segel/buku.html",
        {
            "neraca": neraca([uml.pk]),
            "penerimaan": Penerimaan.objects.filter(uml=uml)[:30],
            "tangan": holders,
            "nomor": nomor,
            "seri": found,
            "milik": ringkas(mine),
            "gudang": memegang(request, uml.pk, *GUDANG),
            "bisa_rusak": bool(_tempat(request, uml)),
            "gerak": found.gerak.select_related("oleh", "pemegang") if found else [],
        },
    )


def _jalankan(
    request: HttpRequest,
    form: BaseForm,
    move: Callable[[dict[str, Any]], object],
    ucapan: str,
    **context: str | bool,
) -> HttpResponse:
    """A form whose move may still be refused by the ledger; the refusal stands at the serials."""
    if form.is_bound and form.is_valid():
        try:
            move(form.cleaned_data)
        except gerak.Ditolak as error:
            form.add_error("nomor" if "nomor" in form.fields else "dari", str(error))
        else:
            messages.success(request, ucapan)
            return redirect("perlengkapan:segel")
    return render(
        request,
        "perlengkapan/formulir.html",
        {"pengantar": "", **context, "form": form, "kembali": ".."},
        status=form_status(form),
    )


@access.roles(*GUDANG)
def terima(request: HttpRequest) -> HttpResponse:
    uml = unit(request, *GUDANG)
    form = TerimaForm(request.POST if request.method == "POST" else None)
    return _jalankan(
        request,
        form,
        lambda data: gerak.terima(uml, oleh=orang(request), **data),
        "Nomor seri diterima di gudang.",
        judul="Terima nomor seri",
        kirim="Terima",
    )


@access.roles(*GUDANG)
def serah(request: HttpRequest) -> HttpResponse:
    uml = unit(request, *GUDANG)
    form = SerahForm(request.POST if request.method == "POST" else None, uml=uml)
    stock = ringkas(menurut_buku(uml, None)) or "kosong"

    def move(data: dict[str, Any]) -> None:
        rows = gerak.serah(uml, data["nomor"], penera=data["penera"], oleh=orang(request))
        send(
            data["penera"],
            judul=f"{len(rows)} nomor segel diserahkan kepada Anda",
            url=reverse("perlengkapan:segel"),
            isi=f"Dari {orang(request)}: {ringkas(data['nomor'])}. "
            "Bila fisiknya berbeda, kabari petugas gudang hari ini.",
        )

    return _jalankan(
        request,
        form,
        move,
        "Diserahkan kepada penera.",
        judul="Serahkan kepada penera",
        kirim="Serahkan",
        pengantar=f"Di gudang: {stock}.",
    )


@access.roles(*GUDANG)
def kembali(request: HttpRequest) -> HttpResponse:
    uml = unit(request, *GUDANG)
    form = SerahForm(request.POST if request.method == "POST" else None, uml=uml)
    return _jalankan(
        request,
        form,
        lambda data: gerak.kembali(uml, data["nomor"], penera=data["penera"], oleh=orang(request)),
        "Kembali ke gudang.",
        judul="Terima kembali dari penera",
        kirim="Terima kembali",
    )


def _tempat(request: HttpRequest, uml: Uml) -> list[str]:
    """The places this person answers for: the store, their own hands, or both."""
    store = [TempatForm.GUDANG] if memegang(request, uml.pk, *GUDANG) else []
    return store + ([TempatForm.TANGAN] if memegang(request, uml.pk, Role.PENERA) else [])


@access.roles(*GUDANG, Role.PENERA)
def rusak(request: HttpRequest) -> HttpResponse:
    """A penera voids what is in their hands, the store what lies there."""
    uml = unit(request, *GUDANG, Role.PENERA)
    places = _tempat(request, uml)
    form = RusakForm(request.POST if request.method == "POST" else None, tempat=places)

    def move(data: dict[str, Any]) -> None:
        gerak.rusakkan(
            uml,
            data["nomor"],
            alasan=data["alasan"],
            oleh=orang(request),
            pemegang=None if form.di_gudang else orang(request),
        )

    where = " atau ".join({"gudang": "di gudang", "tangan": "di tangan Anda"}[p] for p in places)
    return _jalankan(
        request,
        form,
        move,
        "Tercatat rusak.",
        judul="Nyatakan rusak, hilang, atau dimusnahkan",
        kirim="Nyatakan rusak",
        bahaya=True,
        pengantar=f"Hanya nomor {where}. Nomor yang dinyatakan rusak tidak dapat dipakai lagi.",
    )


@access.roles(*GUDANG, Role.PENERA)
def koreksi(request: HttpRequest) -> HttpResponse:
    """Void a mistyped serial and put the right one in its place; store and Kepala are told."""
    uml = unit(request, *GUDANG, Role.PENERA)
    store = memegang(request, uml.pk, *GUDANG)
    form = KoreksiForm(request.POST if request.method == "POST" else None)

    def move(data: dict[str, Any]) -> None:
        gerak.koreksi(
            uml,
            data["salah"],
            data["nomor"],
            alasan=data["alasan"],
            oleh=orang(request),
            gudang=store,
        )
        for user in petugas(uml.pk, Role.ADMINISTRASI, Role.KEPALA):
            send(
                user,
                judul=f"Nomor segel dikoreksi: {data['salah']} menjadi {data['nomor']}",
                url=f"{reverse('perlengkapan:segel')}?{urlencode({'nomor': data['nomor']})}",
                isi=f"Oleh {orang(request)}: {data['alasan']}. "
                f"{data['salah']} dinyatakan rusak; musnahkan fisiknya.",
            )

    return _jalankan(
        request,
        form,
        move,
        "Koreksi tercatat.",
        judul="Koreksi nomor yang salah catat",
        kirim="Catat koreksi",
        bahaya=True,
        pengantar="Nomor yang salah dinyatakan rusak dan tidak dapat dipakai lagi; nomor yang "
        "benar menggantikannya pada UTTP yang sama. Keduanya tetap terbaca di riwayat.",
    )


@access.roles(*PETUGAS)
def tutup_hari(request: HttpRequest) -> HttpResponse:
    """Count what is in one's hands; the store's people count the store."""
    uml = unit(request)
    places = _tempat(request, uml)
    form = (
        HitungForm(request.POST if request.method == "POST" else None, tempat=places)
        if places
        else None
    )
    if form and form.is_bound and form.is_valid():
        made = tutup(
            uml,
            form.cleaned_data["nomor"],
            pemegang=None if form.di_gudang else orang(request),
            oleh=orang(request),
        )
        if made.cocok:
            messages.success(request, f"Cocok: {made.dihitung} nomor.")
        else:
            messages.warning(request, "Tidak cocok dengan buku; lihat nomornya di bawah.")
        return redirect("perlengkapan:tutup")
    closed = TutupHari.objects.filter(uml=uml).select_related("pemegang", "oleh")[:20]
    context = {
        "form": form,
        "judul_hitung": JUDUL_HITUNG[places[0] if len(places) == 1 else ""],
        "tangan": tangan(uml, today()),
        "riwayat": [_baris(t) for t in closed],
    }
    return render(
        request,
        "perlengkapan/segel/tutup.html",
        context,
        status=form_status(form),
    )


def _baris(row: TutupHari) -> tuple[TutupHari, str, str]:
    return row, ringkas(row.hilang), ringkas(row.lebih)
