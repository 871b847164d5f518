"""What a sidang forbids, one rule a function; each answers "" or the reason."""
from __future__ import annotations

from typing import Any

from metrologi.clock.now import today


def hari_sidang_tiba(sidang: Any) -> str:
    return "Sidang baru dapat dibuka pada harinya." if sidang.tanggal > today() else ""


def ada_petugas(sidang: Any) -> str:
    return "" if sidang.petugas.exists() else "Pilih sekurangnya satu petugas untuk SPT."


def semua_sudah_diuji(sidang: Any) -> str:
    waiting = sidang.peserta.filter(status__in=("terdaftar", "diuji")).count()
    return f"{waiting} peserta masih didaftar atau diuji." if waiting else ""


def semua_sudah_diserahkan(sidang: Any) -> str:
    waiting = sidang.peserta.exclude(status__in=("selesai", "pulang")).count()
    return f"{waiting} peserta masih menunggu surat atau penyerahan." if waiting else ""


def belum_ada_hasil(peserta: Any) -> str:
    return "Sebagian UTTP sudah diuji; lepaskan sisanya saja." if any(i.hasil for i in peserta.daftar()) else ""


def ada_sisa(peserta: Any) -> str:
    """Some are done and some are not: only then is there something to let go."""
    if not any(i.hasil for i in peserta.daftar()):
        return "Belum ada UTTP yang diuji."
    return "" if any(not i.final for i in peserta.daftar()) else "Semua UTTP sudah ada hasil akhirnya."


def cukup_tanda_tera(peserta: Any) -> str:
    return "Ada UTTP yang memerlukan SKHP atau surat keterangan batal." if peserta.perlu_surat() else ""
