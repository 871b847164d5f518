"""What a monitoring item must show before a step, one rule a function.

Each answers "" or the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.clock.now import now

if TYPE_CHECKING:
    from kompensasi.models import Kompensasi


def selesai_tepat_waktu(case: Kompensasi) -> str:
    """Only a kept promise closes without compensation.

    The watched work has left its stage before the promise ended.
    """
    if case.jenis == case.Jenis.PUTUSAN:
        return "Kompensasi ini ditetapkan oleh putusan."
    if case.nyata:
        return (
            "Janji layanan sudah terlampaui, jadi kompensasi harus diteruskan lewat “Ada kendala”."
        )
    return (
        "" if case.selesai_pada() else "Layanan yang dipantau belum selesai menurut catatan portal."
    )


def ada_kompensasi_lain(case: Kompensasi) -> str:
    """Items are joined only where another compensation for the same case exists."""
    return "" if case.kompensasi_lain() else "Belum ada kompensasi lain untuk perkara yang sama."


def tanpa_pelanggan(case: Kompensasi) -> str:
    """An item closes as internal only where nobody outside waits for the case."""
    return (
        "Perkara ini punya pelanggan, jadi kompensasinya diteruskan."
        if case.punya_pelanggan()
        else ""
    )


def batas_tanda_terima_lewat(case: Kompensasi) -> str:
    """The office closes an item without the receipt only after its time limit."""
    if case.due_at and case.due_at > now():
        return "Pelanggan masih punya waktu untuk mengonfirmasi."
    return ""
