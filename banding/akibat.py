"""Carries out what an upheld appeal demands.

Opens the case of re-test, replacement or compensation, and keeps the link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from banding import perbuatan
from banding.models.baris import Akibat
from metrologi.clock.now import now
from metrologi.pengujian.models import PerkaraUji
from metrologi.pengujian.surat import SuratUji
from metrologi.workflow.cases import Case
from metrologi.workflow.errors import Blocked
from metrologi.workflow.needs import Need, Serving, serving
from metrologi.workflow.run import open_case

if TYPE_CHECKING:
    from metrologi.accounts.models import User


def buka(duty: Akibat, *, by: User | None, catatan: str = "") -> Case | None:
    """Open the case that this duty demands, once.

    None for a duty that is only noted. Blocked where it cannot be.
    """
    with transaction.atomic():
        duty = Akibat.objects.select_for_update(of=("self",)).get(pk=duty.pk)
        if duty.dibuka_at:
            return duty.perkara
        made = _BUKA[Akibat.Jenis(duty.jenis)](duty, by, catatan)
        duty.perkara, duty.dibuka_oleh, duty.dibuka_at, duty.catatan = made, by, now(), catatan
        duty.save()
    return made


def _uji_ulang(duty: Akibat, by: User | None, catatan: str) -> Case:
    """The same instruments, tested again as a new order, by a penera who did not test before.

    The order says nothing of the appeal: who tests does not learn whose decision is looked at.
    """
    pokok = _pokok(duty)
    items = [
        {"uttp": i.uttp, "tahap": i.tahap, "minta_skhp": i.dengan_skhp} for i in pokok.diterima()
    ]
    if not items:
        raise Blocked(["Perkara yang disengketakan tidak memuat UTTP yang diuji."])
    service = _layanan(Need.UJI_ULANG)
    return open_case(
        service.machine.code,
        step=service.step.name,
        by=by,
        uml=duty.banding.uml,
        origin=duty.banding,
        pemilik=pokok.pemilik,
        items=items,
        tanpa_penera=sorted(perbuatan.penguji(duty.banding)),
    )


def _pokok(duty: Akibat) -> PerkaraUji:
    found = [c for c in perbuatan.sengketa(duty.banding) if isinstance(c, PerkaraUji)]
    if not found:
        raise Blocked(
            [
                "Pengaduan ini tidak menunjuk permohonan tera, sehingga tidak ada UTTP yang dapat "
                "diuji ulang."
            ]
        )
    return found[0]


def _dokumen_pengganti(duty: Akibat, by: User | None, catatan: str) -> Case:
    """A draft to replace each letter in force; the old one holds until the new one is signed."""
    letters = [
        case
        for case in perbuatan.sengketa(duty.banding)
        if isinstance(case, SuratUji) and case.dapat_diganti
    ]
    if not letters:
        raise Blocked(
            ["Tidak ada surat terbit pada perkara yang disengketakan yang dapat diganti."]
        )
    service = _layanan(Need.DOKUMEN_PENGGANTI)
    made = [
        open_case(
            service.machine.code,
            step=service.step.name,
            by=by,
            uml=old.uml,
            origin=old.origin,
            menggantikan=old,
            alasan=f"Putusan banding {duty.banding.nomor}",
        )
        for old in letters
    ]
    return made[0]


def _kompensasi(duty: Akibat, by: User | None, catatan: str) -> Case | None:
    """Opened by the procedure itself where it runs; noted where the office gives it another way."""
    service = serving(Need.KOMPENSASI)
    if service is None:
        return _lainnya(duty, by, catatan)
    return open_case(
        service.machine.code,
        step=service.step.name,
        by=None,
        uml=duty.banding.uml,
        origin=duty.banding,
        alasan=f"Putusan banding {duty.banding.nomor}. {catatan}".strip(),
    )


def _layanan(need: Need) -> Serving:
    """Who serves this need; Blocked where no procedure of the portal does."""
    found = serving(need)
    if found is None:
        raise Blocked(["Prosedur untuk akibat putusan ini belum berjalan di portal."])
    return found


def _lainnya(duty: Akibat, by: User | None, catatan: str) -> None:
    if not catatan:
        raise Blocked(["Tulis apa yang sudah dilakukan untuk melaksanakan putusan ini."])


_BUKA = {
    Akibat.Jenis.UJI_ULANG: _uji_ulang,
    Akibat.Jenis.DOKUMEN_PENGGANTI: _dokumen_pengganti,
    Akibat.Jenis.KOMPENSASI: _kompensasi,
    Akibat.Jenis.LAINNYA: _lainnya,
}
