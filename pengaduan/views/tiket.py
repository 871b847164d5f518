"""A complaint by ticket and code, without signing in.

Where it is, what was written, and what the reporter may do.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.accounts.batas import Batas, batasi, sent
from metrologi.documents.isi_terbit import issued_bytes
from metrologi.documents.models import Dokumen
from metrologi.documents.unggahan import kirim
from metrologi.documents.views.unduh import pdf_response
from metrologi.web import UNPROCESSABLE, form_status
from metrologi.workflow import trail
from metrologi.workflow.errors import StepError
from metrologi.workflow.forms import APA_ADANYA, BUKAN_NAMA_SAYA, TERUNGKAP
from metrologi.workflow.offers import offers, onwards
from metrologi.workflow.run import run
from metrologi.workflow.timeline import stepper
from metrologi.workflow.views import form_class
from pengaduan.akun import akun_umum
from pengaduan.evaluasi import layanan_label
from pengaduan.lampiran import TERBANYAK, LampiranField, lampirkan
from pengaduan.machine import Status
from pengaduan.models import AKHIR, Balasan, Pengaduan
from pengaduan.reactions import kabari_petugas
from pengaduan.tasks import surati_kode
from pengaduan.tulisan import tulisan

TRIES = Batas("tiket", most=15, minutes=10)
# What somebody without an account adds to a complaint is told to the officers each time.
ADDED = Batas("tiket-tambah", most=20, minutes=60, counts=sent)
# A new code is a letter, and puts the old code out of force.
FORGOT = Batas("tiket-kode", most=5, minutes=60, counts=sent, box="nomor")
UNKNOWN = "Nomor tiket dan kode akses ini tidak cocok. Periksa keduanya pada catatan Anda."
KUNCI = "tiket"


class TiketForm(forms.Form):
    nomor = forms.CharField(
        label="Nomor tiket",
        max_length=80,
        help_text="Misalnya PGD-2026-0001.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kode = forms.CharField(
        label="Kode akses",
        max_length=20,
        help_text="Sepuluh huruf dan angka.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )


HANYA_BERKAS = "(Pelapor mengirim foto atau dokumen tanpa tulisan.)"


class TambahForm(forms.Form):
    """Words, a photo or document, or both."""

    isi = tulisan("Keterangan tambahan", rows=4, required=False)
    lampiran = LampiranField(label="Foto atau dokumen")

    def __init__(self, *args: Any, case: Pengaduan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        if case.status in JAWABAN:
            self.fields["isi"].label = "Jawaban Anda"
        if self.is_bound and APA_ADANYA in self.data:
            self._tawarkan()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("isi") and not data.get("lampiran") and not self.errors:
            self.add_error("isi", "Tulis keterangan Anda, atau lampirkan foto.")
        secret = self.case.rahasia()
        found = secret.ditemukan(data.get("isi", "")) if secret else ""
        if found and not data.get(APA_ADANYA):
            self._tawarkan()
            self.add_error("isi", TERUNGKAP.format(kata=found))
        return data

    def _tawarkan(self) -> None:
        self.fields[APA_ADANYA] = forms.BooleanField(label=BUKAN_NAMA_SAYA, required=False)


def cari(nomor: str, kode: str) -> Pengaduan | None:
    kode = kode.strip().upper().replace(" ", "").replace("-", "")
    rows = Pengaduan.objects.filter(nomor__iexact=nomor.strip()).select_related("uml")[:5]
    return next((case for case in rows if case.cocok(kode)), None)


@access.public
@batasi(TRIES)
def masuk(request: HttpRequest) -> HttpResponse:
    """The code travels by POST and is not kept; the session remembers which ticket was opened."""
    if request.method != "POST":
        form = TiketForm(initial={"nomor": request.GET.get("nomor", "")})
        return render(request, "pengaduan/tiket_masuk.html", {"form": form})
    form = TiketForm(request.POST)
    found = cari(form.cleaned_data["nomor"], form.cleaned_data["kode"]) if form.is_valid() else None
    if found is not None:
        request.session[KUNCI] = found.pk
        return redirect("workflow:pengaduan-tiket-lihat")
    if form.is_valid():
        form.add_error(None, UNKNOWN)
    return render(request, "pengaduan/tiket_masuk.html", {"form": form}, status=UNPROCESSABLE)


class LupaForm(forms.Form):
    nomor = forms.CharField(label="Nomor tiket", max_length=80)
    email = forms.EmailField(label="Surel yang Anda berikan saat melapor")


TERKIRIM = "Bila nomor dan surelnya cocok, kode baru sedang dikirim ke surel itu."


@access.public
@batasi(FORGOT)
def lupa(request: HttpRequest) -> HttpResponse:
    """The same answer to everybody: nobody learns which address complained."""
    form = LupaForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = form_status(form)
        return render(request, "pengaduan/tiket_kode.html", {"form": form}, status=status)
    rows = Pengaduan.objects.filter(
        nomor__iexact=form.cleaned_data["nomor"].strip(),
        identitas__email__iexact=form.cleaned_data["email"],
    )
    if (case := rows.first()) is not None:
        surati_kode.defer(pengaduan_id=case.pk)
    messages.success(request, TERKIRIM)
    return redirect("workflow:pengaduan-tiket")


def dibuka(request: HttpRequest) -> Pengaduan | None:
    """The ticket this browser opened."""
    pk = request.session.get(KUNCI)
    return Pengaduan.objects.select_related("uml").filter(pk=pk).first() if pk else None


@access.public
def lihat(request: HttpRequest) -> HttpResponse:
    case = dibuka(request)
    if case is None:
        return redirect("workflow:pengaduan-tiket")
    return _halaman(request, case, TambahForm(case=case), 200)


def _halaman(request: HttpRequest, case: Pengaduan, form: TambahForm, status: int) -> HttpResponse:
    rows = trail.rows_of(case)
    context = {
        "case": case,
        "steps": stepper(case, rows),
        "sentence": case.says("pelapor"),
        "lampiran": case.lampiran.all(),
        "isian": fields_of(case),
        "penolakan": case.penolakan_terbaca,
        "balasan": case.balasan.filter(internal=False),
        "tambah": form if case.status not in AKHIR else None,
        "offers": offers(case, akun_umum(case.uml)),
        "onwards": onwards(case, akun_umum(case.uml)),
        "papers": Dokumen.objects.terbit_untuk(case),
    }
    answer = render(request, "pengaduan/tiket.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


@access.public
@batasi(ADDED)
def langkah(request: HttpRequest, langkah: str) -> HttpResponse:
    """A step of the reporter, taken in the name of the account of those who have none."""
    case = dibuka(request)
    if case is None:
        return redirect("workflow:pengaduan-tiket")
    by = akun_umum(case.uml)
    offer = next((o for o in offers(case, by) if o.step.name == langkah), None)
    if offer is None:
        messages.warning(
            request,
            f"Tindakan itu tidak tersedia; keadaan pengaduan sekarang “{case.status_label}”.",
        )
        return redirect("workflow:pengaduan-tiket-lihat")
    posted = request.method == "POST"
    form = form_class(case.machine, offer.step)(
        request.POST if posted else None,
        request.FILES if posted else None,
        case=case,
        step=offer.step,
        user=by,
    )
    if request.method == "POST" and form.is_valid():
        try:
            run(
                case,
                langkah,
                by=by,
                seen=request.POST.get("seen", ""),
                note=form.note,
                **form.data_for_step(),
            )
        except StepError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{offer.step.label}: tersimpan.")
            return redirect("workflow:pengaduan-tiket-lihat")
    return render(
        request,
        "pengaduan/tiket_langkah.html",
        {"case": case, "step": offer.step, "form": form},
        status=form_status(form),
    )


@access.public
@batasi(ADDED)
def tambah(request: HttpRequest) -> HttpResponse:
    """More about the matter, at any time before the end; no step, for nothing moves."""
    case = dibuka(request)
    if case is None or request.method != "POST":
        return redirect("workflow:pengaduan-tiket")
    if case.status in AKHIR:
        messages.warning(request, "Pengaduan ini sudah berakhir.")
        return redirect("workflow:pengaduan-tiket-lihat")
    form = TambahForm(request.POST, request.FILES, case=case)
    if not form.is_valid():
        return _halaman(request, case, form, UNPROCESSABLE)
    tambah_keterangan(case, form.cleaned_data["isi"], form.cleaned_data["lampiran"])
    messages.success(request, "Keterangan Anda tersimpan.")
    return redirect("workflow:pengaduan-tiket-lihat")


# What the reporter's own words settle, where the case waits for them; by whatever way they come.
JAWABAN = {
    Status.MENUNGGU_PELAPOR: "lengkapi_laporan",
    Status.MENUNGGU_KETERANGAN: "jawab_pertanyaan",
    Status.MASA_KEBERATAN: "ajukan_keberatan",
}


def tambah_keterangan(case: Pengaduan, isi: str, lampiran: Any = None) -> None:
    """Keep what the reporter wrote or sent; it goes on with what waited for an answer."""
    files = [lampiran] if lampiran else []
    if case.lampiran.count() + len(files) > TERBANYAK:
        isi = f"{isi}\n\n(Lampiran tidak tersimpan: paling banyak {TERBANYAK} berkas.)".strip()
    isi = isi or HANYA_BERKAS
    if step := JAWABAN.get(Status(case.status)):
        by = next(iter(case.applicants()), None) or akun_umum(case.uml)
        run(case, step, by=by, seen=case.status, isi=isi, berkas=files)
        return
    lampirkan(case, *files)
    Balasan.objects.create(
        pengaduan=case, dari_pelapor=True, langkah="Keterangan tambahan", isi=isi
    )
    kabari_petugas(case, "Pelapor menambah keterangan.")


@access.public
def surat(request: HttpRequest, pk: int) -> HttpResponse:
    case = dibuka(request)
    if case is None:
        return redirect("workflow:pengaduan-tiket")
    paper = Dokumen.objects.terbit_untuk(case).filter(pk=pk).first()
    body = issued_bytes(paper) if paper else None
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


def fields_of(case: Pengaduan, nomor: bool = True) -> list[tuple[str, Any]]:
    """What the reporter told, for the pages of both sides; who he is stays apart.

    Without `nomor` it keeps back which case is meant, whose owner may be the reporter.
    """
    return [
        ("Layanan", layanan_label(case.layanan)),
        ("Tempat kejadian", case.tempat),
        ("Nomor terkait", case.nomor_terkait if nomor else ""),
        ("Penyelesaian yang diminta", case.permintaan),
        ("Disampaikan lewat", case.get_kanal_display()),
    ]
