"""The file of a case: every paper as it was issued, and a list of contents, in one ZIP.

It is not one merged PDF, since merging pages breaks every signature and a person must be able to
check each paper.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from metrologi.clock.now import now, today
from metrologi.documents import declare, render, store
from metrologi.documents.declare import waktu_iso
from metrologi.documents.isi_terbit import issued_bytes
from metrologi.documents.models import Dokumen
from metrologi.documents.models.dokumen import papers_of
from metrologi.documents.payload import PaperCase

INDEX = "00-daftar-isi.pdf"


@dataclass(frozen=True)
class Tambahan:
    """A file of the case that is no paper of the office; `isi` is None where it is left out.

    `nama` is how its file is called behind the number, `keadaan` what the index says of it.
    """

    judul: str
    nama: str
    isi: bytes | None
    keadaan: str


def bundle(
    case: PaperCase,
    extra_cases: Iterable[PaperCase] = (),
    log: Sequence[Sequence[str]] = (),
    tambahan: Sequence[Tambahan] = (),
) -> bytes:
    """A ZIP of all papers of these cases, of `tambahan` behind them, and an index PDF.

    `log` adds rows (time, step, who, note) to the index. A paper whose bytes are gone or altered is
    named as such in the index and left out.
    """
    papers = [(n, d, issued_bytes(d)) for n, d in enumerate(papers_of(case, *extra_cases), 1)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        rest = list(enumerate(tambahan, len(papers) + 1))
        _add(archive, INDEX, _index(case, [*_papers(papers), *map(_lain, rest)], log))
        for number, dokumen, body in papers:
            if body is not None:
                _add(archive, _name(number, dokumen), body)
        for number, other in rest:
            if other.isi is not None:
                _add(archive, f"{number:02}-{other.nama}", other.isi)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    """With a fixed time, so that the same papers make the same file."""
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, body)


def _name(number: int, dokumen: Dokumen) -> str:
    mark = "" if dokumen.state == Dokumen.State.TERBIT else f"-{dokumen.state}"
    return f"{number:02}-{dokumen.nama_berkas.removesuffix('.pdf')}{mark}.pdf"


def _papers(papers: list[tuple[int, Dokumen, bytes | None]]) -> list[list[str]]:
    """The rows of the index for the papers."""
    return [
        [
            str(n),
            d.judul,
            d.nomor,
            waktu_iso(d.issued_at)[:10],
            d.get_state_display() if body else "Berkas rusak",
            d.sha256[:16],
        ]
        for n, d, body in papers
    ]


def _lain(row: tuple[int, Tambahan]) -> list[str]:
    number, other = row
    mark = store.digest(other.isi)[:16] if other.isi is not None else ""
    return [str(number), other.judul, "", "", other.keadaan, mark]


def _index(case: PaperCase, rows: list[list[str]], log: Sequence[Sequence[str]]) -> bytes:
    payload = {
        "uml": declare.unit(case.uml),
        "judul": "Daftar Isi Berkas",
        "nomor": str(case),
        "kertas": case.uml.kertas,
        "tanggal": today().isoformat(),
        "diterbitkan": waktu_iso(now()),
        "dokumen": rows,
        "jejak": [list(map(str, row)) for row in log],
        "kolom_jejak": ["Waktu", "Langkah", "Oleh", "Catatan"],
    }
    return render.render("papers/daftar_isi.html", payload)
