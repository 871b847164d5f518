"""Attachments of a complaint: without the name of the file and without what the file hides about who made it."""
from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from metrologi.documents.unggahan import DokumenField, DokumenInput, bersih, simpan
from pengaduan.models import Lampiran, Pengaduan

TERIMA = "PDF, JPG, atau PNG; paling besar 8 MB. Nama berkas dan data tersembunyi di dalamnya dihapus."
# One complaint is told with a few files, not with an archive.
TERBANYAK = 10


class LampiranInput(DokumenInput):
    """Keeps a file through a refused form only where it can be cleaned."""

    def layak(self, berkas: Any) -> bool:
        try:
            bersih(berkas)
        except ValidationError:
            return False
        return True


class LampiranField(DokumenField):
    """A photo or PDF that comes out clean, or a sentence saying why not."""

    widget = LampiranInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **{"help_text": TERIMA, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> Any:
        berkas = super().clean(data, initial)
        return bersih(berkas) if berkas else None


def lampirkan(case: Pengaduan, *berkas: Any) -> int:
    """Keep these files with the complaint under names of ours; returns how many, for there is a limit."""
    room = max(0, TERBANYAK - case.lampiran.count())
    for file in berkas[:room]:
        kept = simpan(file, folder="pengaduan")
        ext = kept["nama"].rpartition(".")[2]
        Lampiran.objects.create(pengaduan=case, **kept | {"nama": f"Lampiran {case.lampiran.count() + 1}.{ext}"})
    return min(room, len(berkas))
