"""What every paper of an appeal says of it."""

from __future__ import annotations

from banding.models import Banding
from banding.models.baris import Akibat
from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.documents.declare import Document, kolom
from metrologi.documents.payload import Payload


def pokok(case: Banding) -> Payload:
    """Which appeal it is, whose, and against which complaint."""
    return {
        "nomor_banding": case.nomor,
        "nomor_pengaduan": str(case.origin or "–"),
        "pemohon": case.nama_pemohon,
    }


class Naskah(Document):
    """Every paper of an appeal; `isi` says what it tells."""

    styles = ("banding.css",)
    jabatan: Role | None = None

    def payload(self, case: Banding, by: User | None) -> Payload:
        return {**self._penanda(case, by), **self.isi(case, by)}

    def isi(self, case: Banding, by: User | None) -> Payload:
        raise NotImplementedError

    def _penanda(self, case: Banding, by: User | None) -> Payload:
        """A paper that an office signs by hand bears the post; the name only of who acted in it."""
        return {"penandatangan": kolom(by, case.uml, self.jabatan)} if self.jabatan else {}


def akibat(case: Banding) -> str:
    """What follows from the decision, in words."""
    return ", ".join(Akibat.Jenis(code).label.lower() for code in case.akibat) or "tidak ada"
