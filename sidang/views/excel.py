"""The register of a sidang as a workbook; a cell that looks like a formula stays text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.excel import append, download
from metrologi.uttp.fields import tulis_angka
from metrologi.uttp.masa_berlaku import TanpaAturan, aturan_pada, berlaku_sampai
from metrologi.uttp.models import AturanMasaBerlaku
from metrologi.workflow.views import case_or_404, person
from sidang.models import BarisSidang, Sidang
from sidang.papers import baris
from sidang.rekap import baris_register, hitung, per_jenis

KOLOM = (
    ("Antrean", "antrean", 9),
    ("Pemilik", "pemilik", 30),
    ("Alamat", "alamat", 28),
    ("Telepon", "telepon", 16),
    ("Jenis UTTP", "jenis", 26),
    ("Merek", "merek", 16),
    ("Tipe", "tipe", 14),
    ("Nomor seri", "seri", 16),
    ("Kapasitas", "kapasitas", 12),
    ("e", "e", 10),
    ("Kelas", "kelas", 8),
    ("Pekerjaan", "tahap", 12),
    ("Anak timbangan", "anak_timbangan", 15),
    ("Hasil", "tindakan", 20),
    ("Tanggal uji", "tanggal", 12),
    ("Berlaku sampai", "berlaku", 14),
    ("Tanda dan segel", "tanda", 30),
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
    _lembar(book.active, "Register", sidang, KOLOM, _register(sidang))
    n, kinds = hitung(sidang), per_jenis(sidang)
    gone = f", {n.pulang} pulang sebelum diuji" if n.pulang else ""
    total = {
        "jenis": f"Jumlah ({n.orang} orang{gone})",
        "tera": sum(row["tera"] for row in kinds),
        "tera_ulang": sum(row["tera_ulang"] for row in kinds),
        "jumlah": n.uttp,
        "sah": n.sah,
        "batal": n.batal,
        "perbaikan": n.perbaikan,
        "at": n.anak_timbangan,
    }
    _lembar(book.create_sheet(), "Rekap", sidang, REKAP, [*kinds, total])
    return book


def _register(sidang: Sidang) -> list[dict[str, Any]]:
    """Every instrument with plate, day, validity and marks in cells of their own."""
    rows, rules = baris_register(sidang), aturan_pada(sidang.tanggal)
    prefetch_related_objects(rows, "pengujian__tapak")
    return [{**baris(row), **_pelat(row), **_hasil(row, rules)} for row in rows]


def _pelat(row: BarisSidang) -> dict[str, Any]:
    uttp = row.uttp
    return {
        "merek": uttp.merek,
        "tipe": uttp.tipe,
        "seri": uttp.nomor_seri,
        "kapasitas": _ukuran(uttp.kapasitas_maks, uttp.satuan),
        "e": _ukuran(uttp.e, uttp.satuan),
        "kelas": uttp.kelas,
    }


def _ukuran(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{tulis_angka(value)} {unit}".strip()


def _hasil(row: BarisSidang, rules: list[AturanMasaBerlaku]) -> dict[str, Any]:
    """When it was tested, until when the mark is valid, which marks and seals it bears."""
    test = row.pengujian
    if test is None:
        return {}
    marks = [f"{m.get_jenis_display()} {m.tahun} {m.nomor_segel}".split() for m in test.tapak.all()]
    return {
        "tanggal": test.tanggal,
        "berlaku": _berlaku(row, rules) if row.hasil == row.Hasil.SAH else None,
        "tanda": "; ".join(" ".join(words) for words in marks),
    }


def _berlaku(row: BarisSidang, rules: list[AturanMasaBerlaku]) -> date | None:
    try:
        return berlaku_sampai(row.uttp.jenis, row.pengujian.tanggal, rules)[0]
    except TanpaAturan:
        return None


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
    sheet.auto_filter.ref = f"A5:{get_column_letter(len(columns))}{sheet.max_row}"
    sheet.print_title_rows = "5:5"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True


def _isi(value: Any) -> Any:
    return ("Ya" if value else "") if isinstance(value, bool) else value
