"""Pages of the recalls: open one, see what it touches (page, CSV, PDF), preview, decide."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.documents.issuing import preview
from metrologi.documents.models.dokumen import papers_of
from metrologi.documents.signing import KeyExpired, KeyLocked, NoKey, SigningError, WrongPassphrase
from metrologi.documents.views.unduh import pdf_response
from metrologi.perlengkapan.akses import (
    PETUGAS,
    memegang,
    milik_unit,
    orang,
    unit,
)
from metrologi.perlengkapan.penarikan.forms import PenarikanForm, PutusanForm
from metrologi.perlengkapan.penarikan.machine import Status
from metrologi.perlengkapan.penarikan.models import Penarikan, Usulan
from metrologi.perlengkapan.penarikan.papers import TERDAMPAK, SuratPenarikan
from metrologi.perlengkapan.penarikan.terdampak import (
    baris,
    belum_diuji_ulang,
    dari_penarikan,
    tarik,
)
from metrologi.perlengkapan.peran import PENGUSUL
from metrologi.web import Chip, form_status, framed, send_file
from metrologi.workflow.errors import StepError
from metrologi.workflow.models import Jejak
from metrologi.workflow.needs import Need, serving
from metrologi.workflow.run import run

KOLOM = (
    ("tanggal", "Tanggal"),
    ("jenis", "Jenis"),
    ("uttp", "UTTP"),
    ("pemilik", "Pemilik"),
    ("tempat", "Tempat"),
    ("hasil", "Hasil"),
    ("penera", "Penera"),
    ("surat", "Surat"),
    ("ulang", "Uji ulang"),
)
DITAMPILKAN = 200
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@access.roles(*PETUGAS)
def daftar(request: HttpRequest) -> HttpResponse:
    """The newest recalls of the unit."""
    rows = (
        Penarikan.objects.visible_to(request.user)
        .select_related("standar", "oleh")
        .prefetch_related("usulan")
    )
    return render(
        request,
        "perlengkapan/penarikan/daftar.html",
        {
            "baris": [(r, _menunggu(r)) for r in rows[:50]],
            "pengusul": bool(orang(request).units_with(PENGUSUL)),
        },
    )


def _menunggu(row: Penarikan) -> int:
    """How many of its letters wait for the Kepala."""
    return sum(u.status == Status.MENUNGGU for u in row.usulan.all())


@access.roles(*PENGUSUL)
def baru(request: HttpRequest) -> HttpResponse:
    """Open a recall; `?standar=` proposes the standard."""
    raw = request.GET.get("standar", "")
    form = PenarikanForm(
        request.POST if request.method == "POST" else None,
        uml=unit(request, *PENGUSUL),
        initial={"standar": raw if raw.isdecimal() else None},
    )
    if form.is_bound and form.is_valid():
        row = tarik(oleh=orang(request), **form.cleaned_data)
        messages.success(
            request, "Penarikan dibuka. Belum ada yang dikirim; usulannya menunggu Kepala."
        )
        return redirect(row)
    context = {
        "form": form,
        "judul": "Tarik hasil sebuah standar",
        "kirim": "Cari hasil terdampak",
        "kembali": "..",
        "pengantar": "Portal mencari semua hasil uji yang memakai standar itu dan menyiapkan surat "
        "untuk tiap pemilik.",
    }
    return render(
        request,
        "perlengkapan/formulir.html",
        context,
        status=form_status(form),
    )


def _penarikan(request: HttpRequest, pk: int) -> Penarikan:
    return milik_unit(request, Penarikan.objects.select_related("standar", "oleh", "uml"), pk)


@access.roles(*PETUGAS)
@sensitive_post_parameters("passphrase")
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """The affected results and the letters; POST is the Kepala's decision on those ticked."""
    row = _penarikan(request, pk)
    head = memegang(request, row.uml_id, Role.KEPALA)
    letters = list(row.usulan.select_related("pemilik").prefetch_related("uji"))
    waiting = [u for u in letters if u.status == Status.MENUNGGU]
    form = PutusanForm(
        request.POST if request.method == "POST" and head else None,
        choices=[(str(u.pk), str(u.pemilik)) for u in waiting],
    )
    if form.is_bound and form.is_valid():
        chosen = [u for u in waiting if str(u.pk) in form.cleaned_data["usulan"]]
        _putuskan(request, chosen, form.cleaned_data)
        return redirect(row)
    found = list(dari_penarikan(row)[: DITAMPILKAN + 1])
    shown = found[:DITAMPILKAN]
    return render(
        request,
        "perlengkapan/penarikan/rincian.html",
        {
            "penarikan": row,
            "form": form,
            "kepala": head and waiting,
            "loket": memegang(request, row.uml_id, Role.ADMINISTRASI),
            "usulan": _surat(row, letters),
            "hasil": list(zip(shown, baris(shown), strict=True)),
            "lebih": len(found) > DITAMPILKAN,
        },
        status=form_status(form),
    )


def _surat(row: Penarikan, letters: list[Usulan]) -> list[dict[str, Any]]:
    """Each letter with its count of results, paper, decision, and the way to the re-test.

    Keys: usulan, banyak, naskah (Dokumen or None), putusan (Jejak or None), ulang ("" when done),
    chip (of the re-test, or None).
    """
    papers = {paper.case_id: paper for paper in papers_of(*letters)}
    again, decided = _uji_ulang(row), _putusan(letters)
    return [
        {
            "usulan": u,
            "banyak": len(u.uji.all()),
            "naskah": papers.get(u.pk),
            "putusan": decided.get(u.pk),
            "ulang": again.get(u.pk, ""),
            "chip": _chip_ulang(u, u.pk in again),
        }
        for u in letters
    ]


def _chip_ulang(usulan: Usulan, waiting: bool) -> Chip | None:
    """Whether the instruments of an approved letter were tested again; None for other letters."""
    if waiting:
        return Chip("Menunggu uji ulang", "info")
    return Chip("Sudah diuji ulang", "ok") if usulan.status == Status.DISETUJUI else None


def _uji_ulang(row: Penarikan) -> dict[int, str]:
    """By letter: the address of an application with the instruments that wait for a re-test."""
    service = serving(Need.UJI_ULANG)
    if service is None:
        return {}
    waiting: dict[tuple[int, int], set[int]] = defaultdict(set)
    lines = belum_diuji_ulang().filter(penarikan=row).order_by("pk")
    for usulan, owner, uttp in lines.values_list("usulan", "usulan__pemilik", "pengujian__uttp"):
        waiting[usulan, owner].add(uttp)
    note = f"Uji ulang: {row.alasan}"
    return {
        usulan: service.url + "?" + _isian(owner, sorted(uttp), note)
        for (usulan, owner), uttp in waiting.items()
    }


def _isian(owner: int, uttp: list[int], note: str) -> str:
    """The query of an address that fills an application in."""
    return urlencode({"pemilik": owner, "uttp": uttp, "catatan": note}, doseq=True)


def _putusan(usulan: list[Usulan]) -> dict[int, Jejak]:
    """By letter: the row of its log in which the Kepala decided."""
    kind = ContentType.objects.get_for_model(Usulan)
    rows = Jejak.objects.filter(
        case_type=kind, case_id__in=[u.pk for u in usulan], step__in=("setujui", "tolak")
    )
    return {row.case_id: row for row in rows.select_related("actor")}


def _putuskan(request: HttpRequest, chosen: list[Usulan], data: dict[str, Any]) -> None:
    """Each letter in its own transaction; a key that does not open stops the rest."""
    step = data["putusan"]
    for usulan in chosen:
        try:
            run(
                usulan,
                step,
                by=orang(request),
                seen=Status.MENUNGGU,
                note=data["alasan"] if step == "tolak" else "",
                secret=data["passphrase"],
            )
        except (WrongPassphrase, KeyLocked, KeyExpired, NoKey) as error:
            messages.error(request, str(error))
            return
        except (StepError, SigningError) as error:
            messages.error(request, f"{usulan.pemilik}: {error}")
        else:
            messages.success(request, _ucapan(usulan, step))


def _ucapan(usulan: Usulan, step: str) -> str:
    if step == "tolak":
        return f"{usulan.pemilik}: tidak disetujui."
    return f"{usulan.pemilik}: surat {papers_of(usulan)[-1].nomor} terbit."


@access.roles(*PETUGAS)
@require_safe
@framed
def pratinjau(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it would be signed now, marked KONSEP."""
    rows = Usulan.objects.select_related("penarikan__standar", "pemilik", "uml")
    usulan = milik_unit(request, rows, pk)
    return pdf_response(
        preview(SuratPenarikan.code, usulan, by=request.user), "konsep.pdf", inline=True
    )


@access.roles(*PETUGAS)
@require_safe
def berkas_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Every affected result, for a spreadsheet; semicolons, as Excel in Indonesian reads them."""
    row = _penarikan(request, pk)
    out = io.StringIO()
    table = csv.writer(out, delimiter=";")
    table.writerow([label for _, label in KOLOM])
    table.writerows([_aman(line[name]) for name, _ in KOLOM] for line in baris(dari_penarikan(row)))
    body = "\ufeff" + out.getvalue()
    return send_file(body, f"penarikan-{row.pk}.csv", "text/csv; charset=utf-8")


def _aman(teks: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{teks}" if teks.startswith(FORMULA) else teks


@access.roles(*PETUGAS)
@require_safe
def berkas_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list on paper; a working list, neither numbered nor signed."""
    row = _penarikan(request, pk)
    return TERDAMPAK.jawab(
        row.uml,
        "Daftar Hasil Uji Terdampak",
        name=f"penarikan-{row.pk}.pdf",
        standar=str(row.standar),
        sertifikat=row.standar.sertifikat_nomor,
        dari=row.dari.isoformat(),
        sampai=row.sampai.isoformat(),
        alasan=row.alasan,
        hasil=list(baris(dari_penarikan(row))),
    )
