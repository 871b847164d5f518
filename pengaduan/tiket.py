"""A complaint by ticket and code, without signing in: where it is, what was written, and what the reporter may do."""
from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.documents.issuing import of
from metrologi.documents.unduh import pdf_response
from metrologi.documents.unggahan import kirim
from metrologi.documents.utuh import whole
from metrologi.portal import errors
from metrologi.portal.throttle import Door
from metrologi.workflow import trail
from metrologi.workflow.errors import StepError
from metrologi.workflow.offers import offers
from metrologi.workflow.run import run
from metrologi.workflow.timeline import stepper
from metrologi.workflow.views import form_class
from pengaduan.akun import akun_umum
from pengaduan.berkas import TERBANYAK, LampiranField, lampirkan
from pengaduan.models import AKHIR, Balasan, Pengaduan
from pengaduan.reactions import beri_tahu_petugas
from pengaduan.tulisan import tulisan

DOOR = Door("tiket", limit=15, minutes=10)
UNPROCESSABLE = 422
UNKNOWN = "Nomor tiket dan kode akses ini tidak cocok. Periksa keduanya pada catatan Anda."
KUNCI = "tiket"


class TiketForm(forms.Form):
    nomor = forms.CharField(label="Nomor tiket", max_length=80, help_text="Misalnya PGD-2026-0001.",
                            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    kode = forms.CharField(label="Kode akses", max_length=20, help_text="Sepuluh huruf dan angka.",
                           widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false",
                                                         "autocapitalize": "characters"}))


class TambahForm(forms.Form):
    isi = tulisan("Keterangan tambahan", rows=4)
    lampiran = LampiranField(label="Foto atau dokumen")


def cari(nomor: str, kode: str) -> Pengaduan | None:
    kode = kode.strip().upper().replace(" ", "").replace("-", "")
    rows = Pengaduan.objects.filter(nomor__iexact=nomor.strip()).select_related("uml")[:5]
    return next((case for case in rows if case.cocok(kode)), None)


@access.public
def masuk(request: HttpRequest) -> HttpResponse:
    """The code travels by POST and is not kept; the session remembers which ticket was opened."""
    if request.method != "POST":
        form = TiketForm(initial={"nomor": request.GET.get("nomor", "")})
        return render(request, "pengaduan/tiket_masuk.html", {"form": form})
    if DOOR.closed(request):
        return errors.too_many(request, DOOR.seconds_left())
    form = TiketForm(request.POST)
    found = cari(form.cleaned_data["nomor"], form.cleaned_data["kode"]) if form.is_valid() else None
    if found is not None:
        request.session[KUNCI] = found.pk
        return redirect("workflow:pengaduan-tiket-lihat")
    if form.is_valid():
        DOOR.count(request)
        form.add_error(None, UNKNOWN)
    return render(request, "pengaduan/tiket_masuk.html", {"form": form}, status=UNPROCESSABLE)


def dibuka(request: HttpRequest) -> Pengaduan | None:
    """The ticket this browser opened."""
    pk = request.session.get(KUNCI)
    return Pengaduan.objects.select_related("uml").filter(pk=pk).first() if pk else None


@access.public
def lihat(request: HttpRequest) -> HttpResponse:
    case = dibuka(request)
    if case is None:
        return redirect("workflow:pengaduan-tiket")
    return _halaman(request, case, TambahForm(), 200)


def _halaman(request: HttpRequest, case: Pengaduan, form: TambahForm, status: int) -> HttpResponse:
    rows = trail.rows_of(case)
    context = {
        "case": case, "steps": stepper(case, rows), "sentence": case.says("pelapor"), "lampiran": case.lampiran.all(),
        "isian": fields_of(case),
        "balasan": case.balasan.filter(internal=False), "tambah": form if case.status not in AKHIR else None,
        "offers": offers(case, akun_umum(case.uml)), "papers": [p for p in of(case) if p.state == "terbit"],
    }
    answer = render(request, "pengaduan/tiket.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


@access.public
def langkah(request: HttpRequest, langkah: str) -> HttpResponse:
    """A step of the reporter, taken in the name of the account of those who have none."""
    case = dibuka(request)
    if case is None:
        return redirect("workflow:pengaduan-tiket")
    by = akun_umum(case.uml)
    offer = next((o for o in offers(case, by) if o.step.name == langkah), None)
    if offer is None:
        messages.warning(request, f"Tindakan itu tidak tersedia; keadaan pengaduan sekarang “{case.status_label}”.")
        return redirect("workflow:pengaduan-tiket-lihat")
    form = form_class(case.machine, offer.step)(request.POST if request.method == "POST" else None, case=case, step=offer.step,
                                                user=by)
    if request.method == "POST" and form.is_valid():
        try:
            run(case, langkah, by=by, seen=request.POST.get("seen", ""), note=form.note, **form.data_for_step())
        except StepError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{offer.step.label}: tersimpan.")
            return redirect("workflow:pengaduan-tiket-lihat")
    return render(request, "pengaduan/tiket_langkah.html", {"case": case, "step": offer.step, "form": form},
                  status=UNPROCESSABLE if request.method == "POST" else 200)


@access.public
def tambah(request: HttpRequest) -> HttpResponse:
    """More about the matter, at any time before the end; no step, for nothing moves."""
    case = dibuka(request)
    if case is None or request.method != "POST":
        return redirect("workflow:pengaduan-tiket")
    if case.status in AKHIR:
        messages.warning(request, "Pengaduan ini sudah berakhir.")
        return redirect("workflow:pengaduan-tiket-lihat")
    form = TambahForm(request.POST, request.FILES)
    if not form.is_valid():
        return _halaman(request, case, form, UNPROCESSABLE)
    tambah_keterangan(case, **form.cleaned_data)
    messages.success(request, "Keterangan Anda tersimpan.")
    return redirect("workflow:pengaduan-tiket-lihat")


def tambah_keterangan(case: Pengaduan, isi: str, lampiran: Any = None) -> Balasan:
    if lampiran and not lampirkan(case, lampiran):
        isi = f"{isi}\n\n(Lampiran tidak tersimpan: paling banyak {TERBANYAK} berkas.)"
    text = Balasan.objects.create(pengaduan=case, dari_pelapor=True, langkah="Keterangan tambahan", isi=isi)
    beri_tahu_petugas(case, by=None, data={"isi": isi})
    return text


@access.public
def surat(request: HttpRequest, pk: int) -> HttpResponse:
    case = dibuka(request)
    if case is None:
        return redirect("workflow:pengaduan-tiket")
    paper = next((p for p in of(case) if p.pk == pk and p.state == "terbit"), None)
    body = whole(paper) if paper else None
    if paper is None or body is None:
        raise Http404
    return pdf_response(body, paper.nama_berkas, inline=False)


@access.public
def lampiran(request: HttpRequest, pk: int) -> HttpResponse:
    case = dibuka(request)
    if case is None:
        return redirect("workflow:pengaduan-tiket")
    return kirim(get_object_or_404(case.lampiran, pk=pk))


@access.public
def keluar(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        request.session.pop(KUNCI, None)
    return redirect("workflow:pengaduan-tiket")


def fields_of(case: Any) -> list[tuple[str, Any]]:
    """What the reporter told, for the pages of both sides; who he is stays apart."""
    from pengaduan.evaluasi import layanan_label

    return [("Layanan", layanan_label(case.layanan)), ("Tempat kejadian", case.tempat), ("Nomor terkait", case.nomor_terkait),
            ("Penyelesaian yang diminta", case.permintaan), ("Disampaikan lewat", case.get_kanal_display())]
