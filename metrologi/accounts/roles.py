"""The role codes of the procedures, with the names people read."""

from django.db import models


class Role(models.TextChoices):
    WAJIB_TTU = "wajib_ttu", "Wajib TTU"
    PELANGGAN = "pelanggan", "Pelanggan"
    PELAPOR = "pelapor", "Pelapor"
    ADMINISTRASI = "administrasi", "Pelaksana administrasi"
    PENERA = "penera", "Penera"
    KEPALA = "kepala", "Kepala UML"
    ADMIN_SATKER = "admin_satker", "Admin satuan kerja"
    CS = "cs", "Layanan pelanggan"
    KETUA_TIM_PJI = "ketua_tim_pji", "Ketua tim PJI"
    BENDAHARA = "bendahara", "Bendahara"
    PENYELIA = "penyelia", "Penyelia"
    MANAJER_TEKNIS = "manajer_teknis", "Manajer teknis"
    ANALIS = "analis", "Analis"
    STAF_PJTK = "staf_pjtk", "Staf PJTK"
    KETUA_TIM_PJTK = "ketua_tim_pjtk", "Ketua tim PJTK"
    TIM_TEKNIS = "tim_teknis", "Bagian/tim teknis"
    PANEL_BANDING = "panel_banding", "Panel banding"
    PETUGAS_PENGADUAN = "petugas_pengaduan", "Petugas pengaduan"
    PENANGAN_PENGADUAN = "penangan_pengaduan", "Penangan pengaduan"
    KASI_PJT = "kasi_pjt", "Kasi PJT"
    PJ_TEKNIS = "pj_teknis", "Penanggung jawab teknis"
    KEPALA_SEKSI = "kepala_seksi", "Kepala seksi"


# One person with two names in two procedures: holding either is holding both.
PEMOHON = frozenset({Role.WAJIB_TTU, Role.PELANGGAN})
OUTSIDE = PEMOHON | {Role.PELAPOR}
STAFF = frozenset(Role) - OUTSIDE


def with_twins(roles: frozenset[str]) -> frozenset[str]:
    """The roles, with both names of the applicant if either is held."""
    return roles | PEMOHON if roles & PEMOHON else roles
