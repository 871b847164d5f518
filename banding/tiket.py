"""An appeal by whoever complained without an account: with the ticket that this browser opened."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from banding.forms.perkara import AjukanBandingForm, LengkapiBandingForm
from banding.machine import MACHINE, Status
from banding.models import Banding
from banding.models.perkara import alasan_tidak_dapat
from metrologi.accounts import access
from metrologi.accounts.batas import Batas, batasi, sent
from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.documents.isi_terbit import issued_bytes
from metrologi.documents.models.dokumen import papers_of
from metrologi.documents.views.unduh import is_internal, pdf_response
from metrologi.web import form_status
from metrologi.workflow.errors import StepError
from metrologi.workflow.run import open_case, run
from pengaduan.akun import SEJAK, akun_umum
from pengaduan.models import Pengaduan
from pengaduan.views.tiket import dibuka

SENT = Batas("banding-tiket", most=10, minutes=60, counts=sent)


def pemohon_umum(keluhan: Pengaduan) -> User:
    """The account of those without one, which appeals for them too."""
    user = akun_umum(keluhan.uml)
    if not user.holds(Role.PELANGGAN, keluhan.uml):
        Penugasan.objects.create(user=user, role=Role.PELANGGAN, uml=keluhan.uml, mulai=SEJAK)
    return user


@access.public
@batasi(SENT)
def banding(request: HttpRequest) -> HttpResponse:
    """The appeal against the opened ticket; its form where there is none yet."""
    keluhan = dibuka(request)
    if keluhan is None:
        return redirect("workflow:pengaduan-tiket")
    case = Banding.objects.atas([keluhan.pk]).select_related("uml").first()
    if case is not None:
        return _keadaan(request, case, keluhan)
    by = pemohon_umum(keluhan)
    if alasan := alasan_tidak_dapat(keluhan, by):
        messages.warning(request, alasan)
        return redirect("workflow:pengaduan-tiket-lihat")
    form = AjukanBandingForm(
        request.POST or None,
        request.FILES or None,
        case=None,
        step=MACHINE.steps["ajukan_banding"],
        user=by,
        uml=keluhan.uml,
        keluhan=keluhan,
    )
    if request.method == "POST" and form.is_valid():
        try:
            open_case(
                "banding",
                by=by,
                uml=keluhan.uml,
                kunci=form.cleaned_data.get("kunci") or uuid4(),
                **form.data_for_step(),
            )
        except StepError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Banding Anda tercatat.")
            return redirect("workflow:banding-tiket")
    context = {"form": form, "keluhan": keluhan}
    return render(request, "banding/tiket_baru.html", context, status=form_status(form))


def _keadaan(request: HttpRequest, case: Banding, keluhan: Pengaduan) -> HttpResponse:
    """Where the appeal is, its letters, and the box for what is missing."""
    form = None
    if case.status == Status.PERLU_DILENGKAPI:
        form = LengkapiBandingForm(
            request.POST or None,
            request.FILES or None,
            case=case,
            step=MACHINE.steps["lengkapi_banding"],
            user=pemohon_umum(keluhan),
        )
        if request.method == "POST" and form.is_valid():
            run(
                case,
                "lengkapi_banding",
                by=form.user,
                seen=Status.PERLU_DILENGKAPI,
                note=form.note,
                **form.data_for_step(),
            )
            messages.success(request, "Kelengkapan Anda terkirim.")
            return redirect("workflow:banding-tiket")
    context = {
        "case": case,
        "keluhan": keluhan,
        "form": form,
        "sentence": case.says(Role.PELANGGAN),
        "papers": [p for p in papers_of(case) if not is_internal(p)],
    }
    status = form_status(form) if form else 200
    answer = render(request, "banding/tiket.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


@access.public
def surat(request: HttpRequest, pk: int) -> HttpResponse:
    keluhan = dibuka(request)
    if keluhan is None:
        return redirect("workflow:pengaduan-tiket")
    case = Banding.objects.atas([keluhan.pk]).first()
    rows = papers_of(case) if case else []
    paper = next((p for p in rows if p.pk == pk and not is_internal(p)), None)
    body = issued_bytes(paper) if paper else None
    if paper is None or body is None:
        raise Http404
    return pdf_response(body, paper.nama_berkas, inline=False)
