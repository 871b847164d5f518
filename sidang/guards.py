"""What a sidang forbids, one rule a function; each answers "" or the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.clock.now import today
from metrologi.pengujian.absen import berhalangan

if TYPE_CHECKING:
    from sidang.models import PesertaSidang, Sidang


def hari_sidang_tiba(sidang: Sidang) -> str:
    """A sidang is opened on its day, not before."""
    return "Sidang baru dapat dibuka pada harinya." if sidang.tanggal > today() else ""


def ada_petugas(sidang: Sidang) -> str:
    """An SPT names at least one person."""
    return "" if sidang.petugas.exists() else "Pilih sekurangnya satu petugas untuk SPT."


def petugas_masuk(sidang: Sidang) -> str:
    """Nobody is ordered out on a day of their leave or of duty elsewhere."""
    return berhalangan(sidang.uml, sidang.tanggal, sidang.tanggal, sidang.petugas.all())


def semua_sudah_diuji(sidang: Sidang) -> str:
    """The sidang closes its tests when no participant waits for one."""
    waiting = sidang.peserta.filter(status__in=("terdaftar", "diuji")).count()
    return f"{waiting} peserta masih didaftar atau diuji." if waiting else ""


def semua_sudah_diserahkan(sidang: Sidang) -> str:
    """The register is filed when every participant has gone home."""
    waiting = sidang.peserta.exclude(status__in=("selesai", "pulang")).count()
    return f"{waiting} peserta masih menunggu surat atau penyerahan." if waiting else ""


def belum_ada_hasil(peserta: PesertaSidang) -> str:
    """A participant goes home untested only without any result."""
    return (
        "Sebagian UTTP sudah diuji; lepaskan sisanya saja."
        if any(i.hasil for i in peserta.daftar)
        else ""
    )


def ada_sisa(peserta: PesertaSidang) -> str:
    """Some are done and some are not: only then is there something to let go."""
    if not any(i.hasil for i in peserta.daftar):
        return "Belum ada UTTP yang diuji."
    return (
        "" if any(not i.final for i in peserta.daftar) else "Semua UTTP sudah ada hasil akhirnya."
    )


def cukup_tanda_tera(peserta: PesertaSidang) -> str:
    """A participant goes home with marks alone only if nothing needs a letter."""
    return (
        "Ada UTTP yang memerlukan SKHP atau surat keterangan batal."
        if peserta.perlu_surat()
        else ""
    )
