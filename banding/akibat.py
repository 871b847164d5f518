"""Carries out what an upheld appeal demands: opens the case of re-test, replacement or compensation, and keeps the link."""
from __future__ import annotations

from typing import Any

from django.db import transaction

from banding import perbuatan
from banding.rows import Akibat
from metrologi.clock.now import now
from metrologi.pengujian.models import PerkaraUji
from metrologi.workflow import registry
from metrologi.workflow.cases import Case
from metrologi.workflow.errors import Blocked
from metrologi.workflow.run import open_case


def buka(duty: Akibat, *, by: Any, catatan: str = "") -> Case | None:
    """Open the case that this duty demands, once; None for a duty that is only noted. Blocked where it cannot be."""
    with transaction.atomic():
        duty = Akibat.objects.select_for_update(of=("self",)).get(pk=duty.pk)
        if duty.dibuka_at:
            return duty.perkara
        made = _BUKA[Akibat.Jenis(duty.jenis)](duty, by, catatan)
        duty.perkara, duty.dibuka_oleh, duty.dibuka_at, duty.catatan = made, by, now(), catatan
        duty.save()
    return made


def _uji_ulang(duty: Akibat, by: Any, catatan: str) -> Case:
    """The same instruments, tested again as a new order."""
    pokok = _pokok(duty)
    items = [{"uttp": i.uttp, "tahap": i.tahap, "minta_skhp": i.dengan_skhp} for i in pokok.diterima()]
    if not items:
        raise Blocked(["Perkara yang disengketakan tidak memuat UTTP yang diuji."])
    return open_case("orders", by=by, uml=duty.banding.uml, origin=duty.banding, pemilik=pokok.pemilik, items=items,
                     catatan=f"Uji ulang menurut putusan banding {duty.banding.nomor}")


def _pokok(duty: Akibat) -> PerkaraUji:
    found = [c for c in perbuatan.sengketa(duty.banding) if isinstance(c, PerkaraUji)]
    if not found:
        raise Blocked(["Pengaduan ini tidak menunjuk permohonan tera, sehingga tidak ada UTTP yang dapat diuji ulang."])
    return found[0]


def _dokumen_pengganti(duty: Akibat, by: Any, catatan: str) -> Case:
    """A draft to replace each letter in force; the old one holds until the new one is signed."""
    letters = [c for c in perbuatan.sengketa(duty.banding)
               if c.machine.code == "skhp" and c.status in ("terbit", "diserahkan")]
    if not letters:
        raise Blocked(["Tidak ada surat terbit pada perkara yang disengketakan yang dapat diganti."])
    made = [open_case("skhp", step="buat_pengganti", by=by, uml=old.uml, origin=old.origin, menggantikan=old,
                      alasan=f"Putusan banding {duty.banding.nomor}") for old in letters]
    return made[0]


def _kompensasi(duty: Akibat, by: Any, catatan: str) -> Case | None:
    """Opened by the procedure itself where it runs; noted where the office gives it another way."""
    if registry.find("kompensasi") is None:
        return _lainnya(duty, by, catatan)
    return open_case("kompensasi", step="buka_atas_putusan", by=None, uml=duty.banding.uml, origin=duty.banding,
                     alasan=f"Putusan banding {duty.banding.nomor}. {catatan}".strip())


def _lainnya(duty: Akibat, by: Any, catatan: str) -> None:
    if not catatan:
        raise Blocked(["Tulis apa yang sudah dilakukan untuk melaksanakan putusan ini."])


_BUKA = {Akibat.Jenis.UJI_ULANG: _uji_ulang, Akibat.Jenis.DOKUMEN_PENGGANTI: _dokumen_pengganti,
         Akibat.Jenis.KOMPENSASI: _kompensasi, Akibat.Jenis.LAINNYA: _lainnya}
