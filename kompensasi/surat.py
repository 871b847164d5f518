"""What the letter of apology proposes: to whom, and which words, from what the item knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.clock.indonesia import tanggal, waktu

if TYPE_CHECKING:
    from kompensasi.models import Kompensasi

SEBAB = {
    "alat": "kerusakan alat",
    "bencana": "bencana",
    "sdm": "keterbatasan petugas",
    "lainnya": "kendala",
}


def tujuan_usulan(case: Kompensasi) -> tuple[str, str]:
    """Name and address of the customer.

    Of a case without an owner only its number, for its person may be protected.
    """
    owner = case.pemilik
    if owner is None:
        return f"Pelanggan perkara nomor {case.perkara}", "di tempat"
    place = None if owner.alamat else owner.tempat.order_by("pk").first()
    return owner.nama, owner.alamat or (place.lengkap if place else "di tempat")


def isi_usulan(case: Kompensasi) -> str:
    parts = [
        f"Sehubungan dengan layanan {case.prosedur_label.lower()} untuk perkara nomor "
        f"{case.perkara}, kami memohon maaf "
        f"karena {_kejadian(case)}.",
        _penyebab(case) + _perkiraan(case),
        "Sebagai wujud tanggung jawab kami atas janji layanan, bersama surat ini kami sampaikan "
        f"{case.suvenir[:1].lower() + case.suvenir[1:]}."
        + (" Layanan Anda kami dahulukan sampai selesai." if case.prioritas else ""),
    ]
    return "\n\n".join(parts)


def _kejadian(case: Kompensasi) -> str:
    if case.atas_putusan:
        return "layanan kami tidak sesuai dengan yang dijanjikan"
    stages = [_tahap(item) for item in (case, *case.gabungan())]
    return f"{'; '.join(stages)} {'terlambat' if case.nyata else 'diperkirakan terlambat'}"


def _tahap(case: Kompensasi) -> str:
    return f"tahap “{case.tahap_label.lower()}” yang kami janjikan selesai {waktu(case.janji_pada)}"


def _penyebab(case: Kompensasi) -> str:
    """Why: of a decision what it found, of a delay its cause."""
    told = case.kendala.rstrip(".")
    if case.atas_putusan:
        return f"{case.alasan.rstrip('.')}. {told}."
    return f"Keterlambatan ini disebabkan oleh {SEBAB.get(case.penyebab, 'kendala')}: {told}."


def _perkiraan(case: Kompensasi) -> str:
    if case.perkiraan_selesai is None:
        return ""
    return f" Layanan diperkirakan selesai pada {tanggal(case.perkiraan_selesai)}."
