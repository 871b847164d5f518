"""What a monitoring item must show before a step, one rule a function; each answers "" or the reason."""
from __future__ import annotations

from typing import Any

from metrologi.clock.now import now


def selesai_tepat_waktu(case: Any) -> str:
    """Only a kept promise closes without compensation: the watched work has left its stage before the promise ended."""
    if case.jenis == case.Jenis.PUTUSAN:
        return "Kompensasi ini ditetapkan oleh putusan."
    if case.nyata:
        return "Janji layanan sudah terlampaui, jadi kompensasi harus diteruskan lewat “Ada kendala”."
    return "" if case.selesai_pada() else "Layanan yang dipantau belum selesai menurut catatan portal."


def ada_kompensasi_lain(case: Any) -> str:
    return "" if case.kompensasi_lain() else "Belum ada kompensasi lain untuk perkara yang sama."


def tanpa_pelanggan(case: Any) -> str:
    return "Perkara ini punya pelanggan, jadi kompensasinya diteruskan." if case.punya_pelanggan() else ""


def batas_tanda_terima_lewat(case: Any) -> str:
    if case.due_at and case.due_at > now():
        return "Pelanggan masih punya waktu untuk mengonfirmasi."
    return ""
