"""Pages of the stamps: the register, one stamp with its loans, the yearly return, the leave."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.documents.models.dokumen import papers_of
from metrologi.perlengkapan.akses import (
    GUDANG,
    PETUGAS,
    memegang,
    milik_unit,
    orang,
    unit,
)
from metrologi.perlengkapan.cap.forms import (
    CttForm,
    PengecualianForm,
    PengembalianForm,
    SerahCttForm,
)
from metrologi.perlengkapan.cap.models import Ctt, PengecualianCtt, PengembalianCtt, PinjamCtt
from metrologi.web import form_status
from metrologi.workflow.errors import StepError
from metrologi.workflow.models import Jejak
from metrologi.workflow.run import open_case

DITAMPILKAN = 50


@access.roles(*PETUGAS)
def daftar(request: HttpRequest) -> HttpResponse:
    """The register, by year."""
    uml, hari = unit(request), today()
    rows = Ctt.objects.filter(uml=uml).select_related("pengembalian")
    leave = PengecualianCtt.objects.filter(uml=uml, sampai__gte=hari).order_by("mulai", "pk")
    return render(
        request,
        "perlengkapan/cap/daftar.html",
        {
            "baris": [(c, c.chip(hari)) for c in rows],
            "gudang": memegang(request, uml.pk, *GUDANG),
            "pengecualian": leave,
            "kepala": memegang(request, uml.pk, Role.KEPALA),
        },
    )


@access.roles(*GUDANG)
def baru(request: HttpRequest) -> HttpResponse:
    row = Ctt(uml=unit(request, *GUDANG), dicatat_oleh=orang(request))
    return _edit(request, row, "Catat cap tanda tera", "..")


@access.roles(*GUDANG)
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    row = milik_unit(request, Ctt.objects.all(), pk, *GUDANG)
    return _edit(request, row, f"Ubah {row}", row.get_absolute_url())


def _edit(request: HttpRequest, row: Ctt, judul: str, kembali: str) -> HttpResponse:
    form = CttForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_bound and form.is_valid():
        saved = form.save()
        messages.success(request, f"{saved} tersimpan.")
        return redirect(saved)
    return _formulir(request, form, judul=judul, kirim="Simpan", kembali=kembali)


def _formulir(request: HttpRequest, form: BaseForm, **context: str) -> HttpResponse:
    status = form_status(form)
    context = {"form": form, "pengantar": "", **context}
    return render(request, "perlengkapan/formulir.html", context, status=status)


@access.roles(*PETUGAS)
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """One stamp and its loans; POST hands some out."""
    row = milik_unit(request, Ctt.objects.select_related("pengembalian", "uml"), pk)
    store = memegang(request, row.uml_id, *GUDANG)
    form = SerahCttForm(
        request.POST if request.method == "POST" and store else None, uml=row.uml_id
    )
    if form.is_bound and form.is_valid() and _serahkan(request, row, form):
        messages.success(request, "Diserahkan; menunggu konfirmasi penera.")
        return redirect(row)
    context = {
        "ctt": row,
        "form": form,
        "gudang": store,
        "pinjaman": _pinjaman(request, row),
        "belum_aktif": row.belum_aktif(today()),
    }
    return render(
        request,
        "perlengkapan/cap/rincian.html",
        context,
        status=form_status(form),
    )


def _serahkan(request: HttpRequest, row: Ctt, form: SerahCttForm) -> bool:
    """Whether the loan was opened; a refusal stands on the form."""
    data = dict(form.cleaned_data)
    kunci = data.pop("kunci")
    try:
        open_case(
            "pinjam_ctt",
            step="serahkan",
            by=orang(request),
            uml=row.uml,
            kunci=kunci,
            ctt=row,
            **data,
        )
    except StepError as error:
        form.add_error(None, str(error))
        return False
    return True


def _pinjaman(request: HttpRequest, row: Ctt) -> list[dict[str, Any]]:
    """The loans of a stamp, newest first: each with its next step, its paper and its check.

    Keys: pinjaman, langkah (Step or None), naskah (Dokumen or None), periksa (Jejak or None).
    """
    loans = list(
        row.pinjaman.select_related("ctt", "penera", "created_by").order_by("-created_at", "-pk")[
            :DITAMPILKAN
        ]
    )
    user = orang(request)
    roles = user.roles(row.uml)
    papers = {paper.case_id: paper for paper in papers_of(*loans)}
    checks = _diperiksa(loans)
    return [
        {
            "pinjaman": loan,
            "langkah": loan.langkah_untuk(user, roles),
            "naskah": papers.get(loan.pk),
            "periksa": checks.get(loan.pk),
        }
        for loan in loans
    ]


def _diperiksa(loans: list[PinjamCtt]) -> dict[int, Jejak]:
    """By loan: the row of its log that tells who checked the stamps and when."""
    kind = ContentType.objects.get_for_model(PinjamCtt)
    rows = Jejak.objects.filter(
        case_type=kind, case_id__in=[loan.pk for loan in loans], step="periksa"
    )
    return {row.case_id: row for row in rows.select_related("actor")}


@access.roles(*PETUGAS)
def pengembalian(request: HttpRequest) -> HttpResponse:
    """The yearly return: what has gone back, what must still go, and the form."""
    uml = unit(request)
    store = memegang(request, uml.pk, *GUDANG)
    form = PengembalianForm(
        request.POST if request.method == "POST" and store else None,
        initial={"tahun": today().year - 1, "tanggal": today()},
    )
    if form.is_bound and form.is_valid() and (made := _kembalikan(request, uml, form)):
        messages.success(request, f"{made} tercatat.")
        return redirect("perlengkapan:pengembalian")
    rows = Ctt.objects.filter(uml=uml, tahun__lt=today().year, pengembalian=None)
    done = PengembalianCtt.objects.filter(uml=uml).prefetch_related("ctt")
    done = list(done.select_related("created_by"))
    papers = {paper.case_id: paper for paper in papers_of(*done)}
    return render(
        request,
        "perlengkapan/cap/pengembalian.html",
        {
            "form": form,
            "belum": rows,
            "sudah": [(k, papers.get(k.pk)) for k in done],
            "gudang": store,
            "formulir": store and (form.is_bound or rows.exists()),
        },
        status=form_status(form),
    )


def _kembalikan(request: HttpRequest, uml: Uml, form: PengembalianForm) -> PengembalianCtt | None:
    """The return that was opened; None with the refusal on the form."""
    try:
        return open_case(  # type: ignore[return-value]
            "pengembalian_ctt", step="catat", by=orang(request), uml=uml, **form.cleaned_data
        )
    except StepError as error:
        form.add_error(None, str(error))
        return None


@access.roles(Role.KEPALA)
def pengecualian(request: HttpRequest) -> HttpResponse:
    """The Kepala's leave for the weeks of the year's turn."""
    row = PengecualianCtt(uml=unit(request, Role.KEPALA), ditetapkan_oleh=orang(request))
    form = PengecualianForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(
            request,
            "Pengecualian ditetapkan; penera melihatnya sebagai peringatan di lembar cerapan.",
        )
        return redirect("perlengkapan:ctt_daftar")
    return _formulir(
        request,
        form,
        judul="Pengecualian pergantian tahun",
        kirim="Tetapkan",
        kembali="..",
        pengantar="Selama masa ini cap yang belum aktif atau tidak dipinjam menjadi peringatan, "
        "bukan penolakan. Peringatannya tersimpan bersama cerapan.",
    )
