"""What the archive of an appeal holds beside the office's papers, for whoever asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from metrologi.documents import store
from metrologi.documents.bundel import Tambahan

if TYPE_CHECKING:
    from banding.models import Banding
    from metrologi.accounts.models import User
    from metrologi.documents.unggahan import KeptFile


def tambahan(case: Banding, user: User) -> Iterator[Tambahan]:
    """Petition, documents and proof of delivery; what the panel found, for who may read it.

    Documents of a protected appellant are opened one by one for a reason that is kept, so the
    archive names them and leaves them out.
    """
    for row in case.lampiran.all():
        part = str(row.get_bagian_display())
        # The name of a file may be that of a person.
        told = part if case.dilindungi else f"{part}: {row.nama}"
        yield _satu(told, row.bagian, row, case.dilindungi)
    if case.boleh_baca_bahan(user):
        for found in case.bahan.exclude(file=""):
            yield _satu(f"Bahan investigasi: {found.judul}", "bahan", found, False)


def _satu(judul: str, kata: str, row: KeptFile, tertutup: bool) -> Tambahan:
    name = f"{kata}{PurePath(row.file).suffix}"
    if tertutup:
        return Tambahan(judul, name, None, "Dibuka terpisah")
    try:
        return Tambahan(judul, name, store.read(row.file), "Lampiran")
    except FileNotFoundError:
        return Tambahan(judul, name, None, "Berkas hilang")
