"""Monitoring SPM as a workbook, for one item or for all, and the draft of the letter as PDF."""
from __future__ import annotations

from io import BytesIO
from typing import Any, cast

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
from metrologi.workflow.views import case_or_404, person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A workbook of a year; more is asked for in parts.
BANYAK = 2000
KOLOM = (("Nomor", 22), ("Layanan", 30), ("Perkara", 24), ("Tahap", 26), ("Pelanggan", 30), ("Janji selesai", 18),
         ("Selesai", 18), ("Terlambat (menit kerja)", 14), ("Kesimpulan", 24), ("Penyebab", 20), ("Kendala", 40),
         ("Keadaan", 28))


@access.roles(*PAPAN)
@require_safe
def semua(request: HttpRequest) -> HttpResponse:
    rows = Kompensasi.objects.visible_to(person(request)).select_related("pemilik", "uml").order_by("-created_at", "-pk")
    return _kirim(buku(list(rows.prefetch_related("origin")[:BANYAK])), "monitoring-spm")


@access.roles(*sorted(MACHINE.staff_roles()))
@require_safe
def satu(request: HttpRequest, pk: int) -> HttpResponse:
    case = cast(Kompensasi, case_or_404(MACHINE.code, pk, person(request)))
    return _kirim(buku([case]), f"monitoring-spm-{case.nomor.replace('/', '-')}")


@access.roles(Role.KASI_PJT, Role.KEPALA_SEKSI, Role.KEPALA)
@require_safe
def pratinjau(request: HttpRequest, pk: int) -> HttpResponse:
    case = cast(Kompensasi, case_or_404(MACHINE.code, pk, person(request)))
    if case.status not in ADA_KONSEP:
        raise Http404
    return HttpResponse(preview("surat_permintaan_maaf", case, by=request.user), content_type="application/pdf",
                        headers={"Content-Disposition": "inline", "Cache-Control": "no-store"})


def buku(items: list[Kompensasi]) -> bytes:
    """The workbook's bytes: the form's columns, one row an item."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Monitoring SPM"
    sheet.append([name for name, _ in KOLOM])
    for n, (_, width) in enumerate(KOLOM, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
        sheet.cell(1, n).font = Font(bold=True)
        sheet.cell(1, n).alignment = Alignment(wrap_text=True, vertical="top")
    for item in items:
        sheet.append(_baris(item))
        for cell in sheet[sheet.max_row]:
            # What a person typed is never a formula, whatever it begins with.
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _baris(item: Kompensasi) -> list[Any]:
    ends = item.lepas_pada
    return [item.nomor, item.prosedur_label, item.perkara, item.tahap_label, pelanggan(item), _saat(item.janji_pada),
            _saat(ends), item.terlambat(), item.get_jenis_display(), item.get_penyebab_display(), item.kendala,
            item.status_label]


def _saat(moment: Any) -> Any:
    """A moment as a workbook knows it: the office's wall clock, without a zone."""
    return localtime(moment).replace(tzinfo=None, second=0, microsecond=0) if moment else None


def _kirim(body: bytes, name: str) -> HttpResponse:
    return HttpResponse(body, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"',
                                                          "Cache-Control": "no-store"})
