"""The register of a sidang as a workbook; a cell that looks like a formula stays text."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.excel import append, download
from metrologi.workflow.views import case_or_404, person
from sidang.models import Sidang
from sidang.papers import baris
from sidang.rekap import baris_register, hitung, per_jenis

KOLOM = (
    ("Antrean", "antrean", 9),
    ("Pemilik", "pemilik", 30),
    ("Alamat", "alamat", 28),
    ("Telepon", "telepon", 16),
    ("Jenis UTTP", "jenis", 26),
    ("Uraian", "uraian", 46),
    ("Pekerjaan", "tahap", 12),
    ("Anak timbangan", "anak_timbangan", 15),
    ("Hasil", "tindakan", 20),
    ("SKHP", "skhp", 7),
    ("Penera", "penera", 24),
)
REKAP = (
    ("Jenis UTTP", "jenis", 34),
    ("Jumlah", "jumlah", 9),
    ("Tera", "tera", 9),
    ("Tera ulang", "tera_ulang", 11),
    ("Sah", "sah", 9),
    ("Batal", "batal", 9),
    ("Perlu diperbaiki", "perbaikan", 15),
    ("Anak timbangan", "at", 15),
)


@access.roles(Role.ADMINISTRASI, Role.PENERA, Role.KEPALA)
@require_safe
def unduh(request: HttpRequest, pk: int) -> HttpResponse:
    sidang = cast(Sidang, case_or_404("sidang", pk, person(request)))
    name = f"register-{sidang.nomor.replace('/', '-')}"
    return download(buku(sidang), name)


def buku(sidang: Sidang) -> Workbook:
    """The register and its recap, a sheet each."""
    book = Workbook()
    _lembar(book.active, "Register", sidang, KOLOM, [baris(row) for row in baris_register(sidang)])
    n = hitung(sidang)
    total = {
        "jenis": f"Jumlah ({n.orang} orang)",
        "jumlah": n.uttp,
        "sah": n.sah,
        "batal": n.batal,
        "perbaikan": n.perbaikan,
        "at": n.anak_timbangan,
    }
    _lembar(book.create_sheet(), "Rekap", sidang, REKAP, [*per_jenis(sidang), total])
    return book


def _lembar(
    sheet: Any,
    title: str,
    sidang: Sidang,
    columns: tuple[tuple[str, str, int], ...],
    rows: list[dict[str, Any]],
) -> None:
    sheet.title = title
    for text in (
        f"{title} sidang tera ulang {sidang.nomor}",
        sidang.tempat_lengkap,
        sidang.hari_jam,
        "",
    ):
        append(sheet, [text])
    append(sheet, [label for label, _, _ in columns])
    for row in rows:
        append(sheet, [_isi(row.get(name)) for _, name, _ in columns])
    for n, (_, _, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
        sheet.cell(5, n).font = Font(bold=True)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.freeze_panes = "A6"


def _isi(value: Any) -> Any:
    return ("Ya" if value else "") if isinstance(value, bool) else value
