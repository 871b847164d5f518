"""Workbooks to download.

Rows in which nothing that a person typed becomes a formula or breaks the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from metrologi.web import send_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def append(sheet: Any, values: Iterable[Any]) -> None:
    """One more row: texts stay texts whatever they begin with, and lose the control characters that
    XML forbids.
    """
    sheet.append([_clean(value) for value in values])
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"


def _clean(value: Any) -> Any:
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value


def body_of(book: Workbook) -> bytes:
    """The bytes of the workbook."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def download(book: Workbook, name: str) -> HttpResponse:
    """The workbook as a download of that name (without extension), which no cache keeps."""
    return send_file(body_of(book), f"{name}.xlsx", XLSX)
