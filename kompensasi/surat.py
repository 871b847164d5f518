"""What the letter of apology proposes: to whom, and which words, from what the item knows."""
from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.clock.indonesia import tanggal, waktu

if TYPE_CHECKING:
    from kompensasi.models import Kompensasi

SEBAB = {"alat": "kerusakan alat", "bencana": "bencana", "sdm": "keterbatasan petugas", "lainnya": "kendala"}


def tujuan_usulan(case: Kompensasi) -> tuple[str, str]:
    """Name and address of the customer; of a case without an owner only its number, for its person may be protected."""
    owner = case.pemilik
    if owner is None:
        return f"Pelanggan perkara nomor {case.perkara}", "di tempat"
    place = None if owner.alamat else owner.tempat.order_by("pk").first()
    return owner.nama, owner.alamat or (place.lengkap if place else "di tempat")


def isi_usulan(case: Kompensasi) -> str:
    parts = [
        f"Sehubungan dengan layanan {case.prosedur_label.lower()} untuk perkara nomor {case.perkara}, kami memohon maaf "
        f"karena {_kejadian(case)}.",
        f"Keterlambatan ini disebabkan oleh {SEBAB.get(case.penyebab, 'kendala')}: {case.kendala.rstrip('.')}."
        + _perkiraan(case),
        "Sebagai wujud tanggung jawab kami atas janji layanan, bersama surat ini kami sampaikan "
        f"{case.suvenir[:1].lower() + case.suvenir[1:]}."
        + (" Layanan Anda kami dahulukan sampai selesai." if case.prioritas else ""),
    ]
    return "\n\n".join(parts)


def _kejadian(case: Kompensasi) -> str:
    if case.jenis == case.Jenis.PUTUSAN:
        return "layanan kami tidak sesuai dengan yang dijanjikan"
    stage = f"tahap “{case.tahap_label.lower()}” yang kami janjikan selesai {waktu(case.janji_pada)}"
    return f"{stage} {'terlambat' if case.nyata else 'diperkirakan terlambat'}"


def _perkiraan(case: Kompensasi) -> str:
    if case.perkiraan_selesai is None:
        return ""
    return f" Layanan diperkirakan selesai pada {tanggal(case.perkiraan_selesai)}."
