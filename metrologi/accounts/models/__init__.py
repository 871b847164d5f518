"""The rows of accounts: units, people with their roles and log, and what proves a person."""

from metrologi.accounts.models.absen import Absen, AbsenQuerySet
from metrologi.accounts.models.akun import (
    CatatanAkun,
    Penugasan,
    PenugasanQuerySet,
    Uml,
    UmlManager,
    User,
    UserManager,
)
from metrologi.accounts.models.faktor import AplikasiKode, KodePemulihan, Passkey
from metrologi.accounts.models.pemulihan import PemulihanAkun
from metrologi.accounts.models.sesi import Sesi

__all__ = [
    "Absen",
    "AbsenQuerySet",
    "AplikasiKode",
    "CatatanAkun",
    "KodePemulihan",
    "Passkey",
    "PemulihanAkun",
    "Penugasan",
    "PenugasanQuerySet",
    "Sesi",
    "Uml",
    "UmlManager",
    "User",
    "UserManager",
]
