"""What the owner is told of an instrument that failed: why, in rupiah, and what to do next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from metrologi.cerapan.arti import Arti, arti
from metrologi.cerapan.models import Pengujian
from metrologi.clock.indonesia import tanggal
from metrologi.pengujian.baris import BarisUji
from metrologi.pengujian.langkah import StatusPermohonan, StatusUji

if TYPE_CHECKING:
    from metrologi.pengujian.models import PerkaraUji

# Which results are told when the case comes to this state.
DIKABARKAN = {
    StatusPermohonan.MENUNGGU_PERBAIKAN: BarisUji.Hasil.PERLU_PERBAIKAN,
    StatusUji.DISIAPKAN: BarisUji.Hasil.BATAL,
}
SESUDAH_BATAL = (
    "Alat yang batal jangan dipakai untuk berjual beli. Serahkan kepada reparatir yang berizin, "
    "lalu ajukan tera ulang. Bila Anda tidak setuju, sampaikan lewat pengaduan di portal."
)


def kabar_gagal(case: PerkaraUji) -> list[str]:
    """Lines for the message that the case has come to its state; [] where nothing failed."""
    wanted = {str(k): str(v) for k, v in DIKABARKAN.items()}.get(case.status)
    rows = case.items.select_related(*case.items.model.BACA) if wanted else ()
    told = [_kalimat(row.pengujian) for row in rows if row.hasil == wanted]
    if not told:
        return []
    if wanted == BarisUji.Hasil.BATAL:
        return [*told, SESUDAH_BATAL]
    return [*told, *_sesudah_perbaikan(case)]


def kabar_surat_batal(tests: Iterable[Pengujian]) -> list[str]:
    """Lines for the message that a statement of batal is out."""
    return [*map(_kalimat, tests), SESUDAH_BATAL]


def arti_percobaan(case: PerkaraUji) -> dict[int, list[Arti]]:
    """By the key of the row its attempts in plain words, before and after a repair.

    Only rows with an attempt that failed; one query, and none where the last attempts all passed
    at once.
    """
    tests = [row.pengujian for row in case.daftar if row.pengujian]
    if all(test.keputusan_akhir == "sah" and test.percobaan == 1 for test in tests):
        return {}
    found: dict[int, list[Arti]] = defaultdict(list)
    failed: set[int] = set()
    for test in Pengujian.objects.dari(case).select_related("pengesampingan"):
        found[test.item_id].append(arti(test))
        if test.keputusan_akhir != "sah":
            failed.add(test.item_id)
    return {item: found[item] for item in failed}


def _kalimat(test: Pengujian) -> str:
    return f"{test.uttp}: {test.get_keputusan_akhir_display().lower()}. {arti(test)}".strip()


def _sesudah_perbaikan(case: PerkaraUji) -> list[str]:
    if not case.due_at:
        return []
    return [
        f"Bila sampai {tanggal(case.due_at)} alat belum diuji lagi, penera menyatakan hasil "
        "akhirnya tanpa perbaikan; alat itu dapat dinyatakan batal."
    ]
