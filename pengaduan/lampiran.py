"""Attachments of a complaint.

Without the name of the file and without what the file hides about who made it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metrologi.documents.unggahan import DokumenField, bersih, simpan
from pengaduan.models import Lampiran, Pengaduan

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

TERIMA = (
    "PDF, JPG, atau PNG; paling besar 8 MB. Nama berkas dan data tersembunyi di dalamnya dihapus."
)
# One complaint is told with a few files, not with an archive.
TERBANYAK = 10


class LampiranField(DokumenField):
    """A photo or PDF that comes out clean, or a sentence saying why not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **{"help_text": TERIMA, **kwargs})

    def baca(self, berkas: UploadedFile) -> Any:
        """Cleaned, and under a name that tells nothing."""
        return bersih(berkas)


def lampirkan(case: Pengaduan, *berkas: UploadedFile) -> int:
    """Keep these files with the complaint under names of ours.

    Returns how many, for there is a limit.
    """
    room = max(0, TERBANYAK - case.lampiran.count())
    for file in berkas[:room]:
        kept = simpan(file, folder="pengaduan")
        ext = kept["nama"].rpartition(".")[2]
        Lampiran.objects.create(
            pengaduan=case, **kept | {"nama": f"Lampiran {case.lampiran.count() + 1}.{ext}"}
        )
    return min(room, len(berkas))
