"""What a monitoring item's page shows besides the kernel's part."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from kompensasi.machine import Status
from kompensasi.models import Kompensasi
from metrologi.accounts.roles import Role
from metrologi.clock.indonesia import tanggal, waktu
from metrologi.workflow.declare import Machine
from metrologi.workflow.views import person

PAPAN = (Role.KASI_PJT, Role.PJ_TEKNIS, Role.KEPALA_SEKSI, Role.KEPALA, Role.ADMIN_SATKER)
ADA_KONSEP = (Status.VALIDASI, Status.PENANDATANGANAN)


def listing(machine: Machine, request: HttpRequest) -> dict[str, Any]:
    return {"papan": bool(person(request).roles_anywhere() & set(PAPAN))}


def detail(case: Kompensasi, request: HttpRequest) -> dict[str, Any]:
    staff = bool(person(request).roles(case.uml) & case.machine.staff_roles())
    if not staff:
        return {"kiriman": _kiriman(case)}
    return {
        "arti": _arti(case),
        "janji": _janji(case),
        "tindak": _tindak(case),
        "kiriman": _kiriman(case),
        "lain": case.kompensasi_lain(),
        "asal": _asal(case, request),
        "konsep": case.status in ADA_KONSEP,
        "petugas": True,
    }


def _arti(case: Kompensasi) -> tuple[str, str]:
    """What the item means, as a notice: its kind and its words."""
    if case.atas_putusan:
        return "danger", (
            "Putusan menetapkan kompensasi atas layanan yang tidak sesuai; ini bukan soal waktu."
        )
    if case.nyata:
        return "danger", "Janji layanan sudah terlampaui; pelanggan berhak atas kompensasi."
    return "warning", (
        "Janji belum terlampaui. Bila layanan selesai tepat waktu, pemantauan ditutup tanpa "
        "kompensasi."
    )


def _asal(case: Kompensasi, request: HttpRequest) -> str:
    """The address of the watched case, for whoever may open it."""
    watched = case.origin
    if watched is None or not person(request).roles(watched.uml) & watched.machine.staff_roles():
        return ""
    return str(watched.get_absolute_url())


def _janji(case: Kompensasi) -> list[tuple[str, str]]:
    rows = [
        ("Layanan", case.prosedur_label),
        ("Perkara", case.perkara),
        ("Tahap", case.tahap_label),
        ("Pelanggan", case.pemilik.nama if case.pemilik else ""),
        ("Alasan", case.alasan),
    ]
    if case.jenis != case.Jenis.PUTUSAN:
        ends = case.selesai_pada()
        rows += [
            ("Tahap dimulai", waktu(case.janji_sejak)),
            ("Dijanjikan selesai", waktu(case.janji_pada)),
            (
                "Diperkirakan selesai",
                waktu(case.perkiraan_pada) if case.perkiraan_pada and not case.nyata else "",
            ),
            ("Selesai menurut catatan", waktu(ends) if ends else "belum"),
            (
                "Keterlambatan",
                case.terlambat_kata + (" (jam kerja)" if case.nyata else " (perkiraan)"),
            ),
        ]
    return [row for row in rows if row[1]]


def _tindak(case: Kompensasi) -> list[tuple[str, str]]:
    rows = [
        ("Penyebab", case.get_penyebab_display()),
        ("Kendala", case.kendala),
        (
            "Perkiraan layanan selesai",
            tanggal(case.perkiraan_selesai) if case.perkiraan_selesai else "",
        ),
        ("Evaluasi kepala seksi", case.evaluasi),
        ("Suvenir", case.suvenir),
        ("Didahulukan", "Ya" if case.prioritas else ""),
        ("Arahan Kepala", case.arahan),
        ("Alasan berbeda dari aturan", case.alasan_beda),
    ]
    return [row for row in rows if row[1]]


def _kiriman(case: Kompensasi) -> list[tuple[str, str]]:
    rows = [
        ("Untuk perkara", case.perkara),
        ("Suvenir", case.suvenir),
        ("Cara pengiriman", case.get_cara_display()),
        ("Kurir", case.kurir),
        ("Nomor resi", case.resi),
        ("Diterima oleh", case.penerima),
    ]
    return [row for row in rows if row[1]] if case.cara else []
