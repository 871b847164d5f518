"""Monitoring SPM as a workbook, for one item or for all, and the draft of the letter as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kompensasi.machine import MACHINE
from kompensasi.models import Kompensasi
from kompensasi.pages import ADA_KONSEP, PAPAN
from kompensasi.papers import pelanggan
from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.documents.issuing import preview
from metrologi.documents.views.unduh import pdf_response
from metrologi.excel import append, download
from metrologi.workflow.views import case_or_404, person

if TYPE_CHECKING:
    from datetime import datetime

# A workbook of a year; more is asked for in parts.
BANYAK = 2000
KOLOM = (
    ("Nomor", 22),
    ("Layanan", 30),
    ("Perkara", 24),
    ("Tahap", 26),
    ("Pelanggan", 30),
    ("Janji selesai", 18),
    ("Selesai", 18),
    ("Terlambat (menit kerja)", 14),
    ("Kesimpulan", 24),
    ("Penyebab", 20),
    ("Kendala", 40),
    ("Keadaan", 28),
)


@access.roles(*PAPAN)
@require_safe
def semua(request: HttpRequest) -> HttpResponse:
    rows = (
        Kompensasi.objects.visible_to(person(request))
        .select_related("pemilik", "uml")
        .order_by("-created_at", "-pk")
    )
    return download(buku(list(rows.prefetch_related("origin")[:BANYAK])), "monitoring-spm")


@access.roles(*sorted(MACHINE.staff_roles()))
@require_safe
def satu(request: HttpRequest, pk: int) -> HttpResponse:
    case = cast(Kompensasi, case_or_404(MACHINE.code, pk, person(request)))
    return download(buku([case]), f"monitoring-spm-{case.nomor.replace('/', '-')}")


@access.roles(Role.KASI_PJT, Role.KEPALA_SEKSI, Role.KEPALA)
@require_safe
def pratinjau(request: HttpRequest, pk: int) -> HttpResponse:
    case = cast(Kompensasi, case_or_404(MACHINE.code, pk, person(request)))
    if case.status not in ADA_KONSEP:
        raise Http404
    body = preview("surat_permintaan_maaf", case, by=request.user)
    return pdf_response(body, "konsep.pdf", inline=True)


def buku(items: list[Kompensasi]) -> Workbook:
    """The form's columns, one row an item."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Monitoring SPM"
    append(sheet, [name for name, _ in KOLOM])
    for n, (_, width) in enumerate(KOLOM, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
        sheet.cell(1, n).font = Font(bold=True)
        sheet.cell(1, n).alignment = Alignment(wrap_text=True, vertical="top")
    for item in items:
        append(sheet, _baris(item))
    sheet.freeze_panes = "A2"
    return book


def _baris(item: Kompensasi) -> list[Any]:
    ends = item.lepas_pada
    return [
        item.nomor,
        item.prosedur_label,
        item.perkara,
        item.tahap_label,
        pelanggan(item),
        _saat(item.janji_pada),
        _saat(ends),
        item.terlambat(),
        item.get_jenis_display(),
        item.get_penyebab_display(),
        item.kendala,
        item.status_label,
    ]


def _saat(moment: datetime | None) -> datetime | None:
    """A moment as a workbook knows it: the office's wall clock, without a zone."""
    return localtime(moment).replace(tzinfo=None, second=0, microsecond=0) if moment else None
